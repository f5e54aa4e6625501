import type { LigneDossier } from '../../../shared/contract/dossiers.ts';
import { LIBELLES_NIVEAU_SCOLAIRE, LIBELLES_PILE } from '../../../shared/domaine/libelles.ts';
import {
  ASPECTS_DECISION,
  ASPECTS_ETAT_DOSSIER,
  Badge,
  BadgePile,
  BadgesImport,
  Etat,
  EtatDossier,
} from '../../ui/Badge.tsx';
import type { ColonneGrille } from '../../ui/grille/colonnes.tsx';
import { Signe } from '../../ui/Signe.tsx';

export const SANS_NOTE = 'Sans note';

/** « 2 élémentaire, 1 collège ». */
export function direNiveaux(niveaux: LigneDossier['niveaux']): string {
  return niveaux
    .map(
      ({ niveau, nombre }) =>
        `${nombre} ${niveau === null ? 'non dit' : LIBELLES_NIVEAU_SCOLAIRE[niveau].toLowerCase()}`,
    )
    .join(', ');
}

export function direPile({ pile }: Pick<LigneDossier, 'pile'>): string {
  return pile === null ? SANS_NOTE : LIBELLES_PILE[pile];
}

/** « 5e ex æquo ». */
export function direRang(rang: LigneDossier['rang']): string {
  if (rang === null) return '';
  return `${rang.rang}${rang.rang === 1 ? 'er' : 'e'}${rang.exAequo ? ' ex æquo' : ''}`;
}

/** La raison sociale, ou de quoi reconnaître une structure que le fichier ne nomme pas. */
export function nommer({ structure }: Pick<LigneDossier, 'structure'>): string {
  if (structure.raisonSociale !== '') return structure.raisonSociale;
  const siret = structure.siret ?? structure.siretDeclare;
  return siret === null ? 'Structure sans nom' : `Sans nom, SIRET ${siret}`;
}

function direImport({ modifieDepuisLecture, absentDepuis }: LigneDossier): string {
  return [
    modifieDepuisLecture ? 'Modifié depuis la lecture' : '',
    absentDepuis === null ? '' : 'Absent du dernier fichier',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function Long({ texte }: { readonly texte: string }) {
  return (
    <span className="elide" title={texte}>
      {texte}
    </span>
  );
}

/** Libellés plus courts que ceux de la décision : la colonne est étroite, l’info-bulle dit tout. */
const DECISIONS_COURTES: Readonly<Partial<Record<string, string>>> = {
  agree_sous_reserve: 'Sous réserve',
  sans_suite: 'Sans suite',
  mixte: 'Par collectif',
};

function Decision({ nature }: { readonly nature: LigneDossier['decision'] }) {
  if (nature === null) return <span className="encre3">à décider</span>;
  const { ton, signe, libelle } = ASPECTS_DECISION[nature];
  return (
    <Etat ton={ton} signe={signe} titre={libelle}>
      {DECISIONS_COURTES[nature] ?? libelle}
    </Etat>
  );
}

/**
 * Colonnes de la liste ; leurs codes sont ceux de l’export. `decide` : des décisions sont prises, la colonne Décision
 * prend alors la place de l’état de la lecture. `large` : l’écran laisse aux communes la place de leur nom.
 */
export function colonnesDossiers(decide: boolean, large: boolean): readonly ColonneGrille<LigneDossier>[] {
  return [
    {
      code: 'numero',
      titre: 'N°',
      titreLong: 'Numéro du dossier',
      largeur: 70,
      valeur: (l) => l.numero,
      attenue: true,
    },
    {
      code: 'structure',
      titre: 'Structure',
      valeur: (l) => l.structure.raisonSociale,
      graisse: 'm',
      largeurMin: 118,
      rendu: (l) => (
        <>
          <Long texte={nommer(l)} />
          {l.modifieDepuisLecture && <Signe nom="ecart" className="ton-att" titre="Modifié depuis la lecture" />}
          {l.absentDepuis !== null && <Signe nom="moins" className="ton-neutre" titre="Absent du dernier fichier" />}
        </>
      ),
    },
    {
      code: 'siret',
      titre: 'SIRET',
      largeur: 122,
      cachee: true,
      valeur: (l) => l.structure.siret ?? l.structure.siretDeclare,
    },
    {
      code: 'commune',
      titre: 'Commune',
      largeur: large ? 170 : 86,
      valeur: (l) => l.communeNom,
      rendu: (l) => <Long texte={l.communeNom ?? ''} />,
    },
    {
      code: 'communeInsee',
      titre: 'INSEE',
      titreLong: 'Code INSEE',
      largeur: 64,
      cachee: true,
      valeur: (l) => l.communeInsee,
    },
    { code: 'territoire', titre: 'Territoire', largeur: 190, cachee: true, valeur: (l) => l.territoire },
    {
      code: 'qpv',
      titre: 'QPV',
      titreLong: 'Quartier prioritaire',
      largeur: 56,
      cachee: true,
      valeur: ({ qpv }) => (qpv === null ? null : qpv ? 'Oui' : 'Non'),
    },
    {
      code: 'collectifs',
      titre: 'Coll.',
      titreLong: 'Collectifs',
      genre: 'entier',
      largeur: 42,
      total: true,
      valeur: (l) => l.collectifs,
    },
    { code: 'niveaux', titre: 'Niveaux', largeur: 170, cachee: true, valeur: (l) => direNiveaux(l.niveaux) },
    {
      code: 'effectif',
      titre: 'Enf.',
      titreLong: 'Enfants prévus',
      genre: 'entier',
      largeur: 52,
      cachee: true,
      total: true,
      valeur: (l) => l.effectif,
    },
    { code: 'cout', titre: 'Coût €', genre: 'montant', largeur: 92, total: true, valeur: (l) => l.coutCentimes },
    {
      code: 'demande',
      titre: 'Demandé €',
      genre: 'montant',
      largeur: 80,
      total: true,
      valeur: (l) => l.demandeCentimes,
    },
    {
      code: 'droit',
      titre: 'Droit €',
      titreLong: 'Droit calculé',
      genre: 'montant',
      largeur: 80,
      total: true,
      graisse: 'g',
      valeur: (l) => l.droitCentimes,
    },
    {
      code: 'agree',
      titre: 'Agréé €',
      titreLong: 'Montant agréé',
      genre: 'montant',
      largeur: 80,
      total: true,
      cachee: true,
      valeur: (l) => l.agreeCentimes,
    },
    {
      code: 'note',
      titre: 'Note',
      titreLong: 'Note sur 100',
      genre: 'dixiemes',
      largeur: 44,
      valeur: (l) => l.note.dixiemes,
    },
    { code: 'rang', titre: 'Rang', genre: 'entier', largeur: 42, valeur: (l) => l.rang?.rang ?? null },
    { code: 'pile', titre: 'Pile proposée', largeur: 102, valeur: direPile, rendu: (l) => <BadgePile pile={l.pile} /> },
    {
      code: 'raisons',
      titre: 'Raisons',
      titreLong: 'Raisons de la pile',
      largeur: 260,
      cachee: true,
      valeur: (l) => l.raisons.join(' ; '),
    },
    {
      code: 'etat',
      titre: 'État',
      largeur: 90,
      cachee: decide,
      valeur: (l) => ASPECTS_ETAT_DOSSIER[l.etat].libelle,
      rendu: (l) => <EtatDossier etat={l.etat} />,
    },
    {
      code: 'decision',
      titre: 'Décision',
      largeur: 106,
      cachee: !decide,
      valeur: (l) => (l.decision === null ? null : ASPECTS_DECISION[l.decision].libelle),
      rendu: (l) => <Decision nature={l.decision} />,
    },
    { code: 'deposeLe', titre: 'Déposé le', genre: 'date', largeur: 84, cachee: true, valeur: (l) => l.deposeLe },
    {
      code: 'anomalies',
      titre: 'Anomalies',
      genre: 'entier',
      largeur: 84,
      cachee: true,
      total: true,
      valeur: (l) => l.anomalies,
      rendu: ({ anomalies }) =>
        anomalies > 0 ? (
          <Badge ton="att" signe="attention">
            {String(anomalies)}
          </Badge>
        ) : (
          '0'
        ),
    },
    {
      code: 'import',
      titre: 'Depuis la lecture',
      titreLong: 'Ce qu’un import a laissé à revoir',
      largeur: 178,
      cachee: true,
      valeur: direImport,
      rendu: (l) => <BadgesImport {...l} />,
    },
    { code: 'lecteurs', titre: 'Lecteurs', largeur: 150, cachee: true, valeur: (l) => l.lecteurs.join(', ') },
  ];
}
