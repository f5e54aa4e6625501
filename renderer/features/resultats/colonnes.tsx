import type { AnneeDeStructure, LigneResultat, StabiliteDossier } from '../../../shared/contract/resultats.ts';
import { LIBELLES_NIVEAU_SCOLAIRE } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes } from '../../../shared/domaine/nombres.ts';
import { BadgeDecision, BadgePile, Etat, type Ton } from '../../ui/Badge.tsx';
import type { ColonneGrille } from '../../ui/grille/colonnes.tsx';
import type { NomSigne } from '../../ui/Signe.tsx';
import { direPile, LIBELLES_PARCOURS, LIBELLES_STABILITE, type LigneClassee } from './filtres.ts';

export const ASPECTS_STABILITE: Readonly<
  Record<StabiliteDossier['stabilite'], { readonly ton: Ton; readonly signe: NomSigne }>
> = {
  stable: { ton: 'ok', signe: 'fait' },
  mobile: { ton: 'neutre', signe: 'ecart' },
  fragile: { ton: 'att', signe: 'attention' },
};

/** « 4 », « 4 ex æquo », ou pourquoi il n’y a pas de rang. */
export function ecrireRang({ rang, note }: Pick<LigneResultat, 'rang' | 'note'>): string {
  if (rang !== null) return rang.exAequo ? `${rang.rang} ex æquo` : String(rang.rang);
  return note.dixiemes === null ? 'sans note' : 'partielle';
}

/** La note d’une structure une année : celle de chaque dossier, la plus haute d’abord. */
export function notesDe(annee: AnneeDeStructure | null): string {
  if (annee === null) return '';
  const notes = annee.dossiers
    .flatMap(({ dixiemes }) => (dixiemes === null ? [] : [dixiemes]))
    .toSorted((a, b) => b - a);
  return notes.map(formaterDixiemes).join(' · ');
}

export function ecrireEtendue({ meilleur, moinsBon }: Pick<StabiliteDossier, 'meilleur' | 'moinsBon'>): string {
  return meilleur === moinsBon ? String(meilleur) : `${meilleur} à ${moinsBon}`;
}

function colonneAxe({
  code,
  abrege,
  libelle,
  poids,
  seuil,
}: LigneClassee['note']['axes'][number]): ColonneGrille<LigneClassee> {
  return {
    code: `axe.${code}`,
    titre: abrege,
    titreLong: `${libelle} (poids ${poids}, seuil ${seuil})`,
    genre: 'dixiemes',
    largeur: 52,
    valeur: (l) => l.note.axes.find((axe) => axe.code === code)?.dixiemes ?? null,
    rendu: (l) => {
      const axe = l.note.axes.find((un) => un.code === code);
      if (!axe || axe.dixiemes === null) return '—';
      const note = formaterDixiemes(axe.dixiemes);
      return axe.sousSeuil ? <strong className="al" title="Sous le seuil">{`↓ ${note}`}</strong> : note;
    },
  };
}

export function colonnesClassement(
  axes: LigneClassee['note']['axes'],
  anneePrecedente: string | null,
  /** Écran large : la commune et la note d’avant tiennent à côté de la stabilité. */
  large: boolean,
): readonly ColonneGrille<LigneClassee>[] {
  return [
    {
      code: 'rang',
      titre: 'Rang',
      genre: 'entier',
      largeur: 78,
      // Sans rang : en fin de liste, après les mieux classés.
      valeur: ({ rang }) => rang?.rang ?? null,
      rendu: ecrireRang,
      tri: 'asc',
      figee: true,
    },
    {
      code: 'structure',
      titre: 'Structure',
      largeurMin: 140,
      valeur: (l) => l.structure.raisonSociale || 'Structure sans nom',
      graisse: 'm',
    },
    { code: 'commune', titre: 'Commune', largeur: 112, valeur: (l) => l.communeNom, cachee: !large },
    { code: 'note', titre: 'Note', genre: 'dixiemes', largeur: 56, valeur: (l) => l.note.dixiemes, graisse: 'g' },
    ...axes.map(colonneAxe),
    {
      code: 'pile',
      titre: 'Pile proposée',
      largeur: 112,
      valeur: direPile,
      rendu: ({ pile }) => <BadgePile pile={pile} />,
    },
    {
      code: 'stabilite',
      titre: 'Stabilité',
      titreLong: 'Rangs possibles quand chaque axe, à son tour, pèse de moitié moins à moitié plus',
      largeur: 124,
      valeur: ({ stabilite }) =>
        stabilite === null ? null : `${LIBELLES_STABILITE[stabilite.stabilite]} ${ecrireEtendue(stabilite)}`,
      rendu: ({ stabilite }) =>
        stabilite === null ? (
          '—'
        ) : (
          <Etat {...ASPECTS_STABILITE[stabilite.stabilite]} titre={`rangs ${ecrireEtendue(stabilite)}`}>
            {`${LIBELLES_STABILITE[stabilite.stabilite]} ${stabilite.meilleur}–${stabilite.moinsBon}`}
          </Etat>
        ),
    },
    {
      code: 'notePrecedente',
      titre: 'Note N-1',
      titreLong: `Note de la structure ${anneePrecedente === null ? 'l’année précédente' : `en ${anneePrecedente}`}`,
      largeur: 76,
      valeur: ({ precedent }) => notesDe(precedent),
      // À 1366 de large, le panneau la dit ; la liste n’a pas à défiler de côté pour elle.
      cachee: anneePrecedente === null || !large,
    },
    { code: 'parcours', titre: 'Parcours', largeur: 110, valeur: (l) => LIBELLES_PARCOURS[l.parcours], cachee: true },
    { code: 'raisons', titre: 'Raisons', largeurMin: 200, valeur: (l) => l.raisons.join(' ; '), cachee: true },
    {
      code: 'besoin',
      titre: 'Que faudrait-il ?',
      largeurMin: 200,
      valeur: (l) => l.besoin.map(({ texte }) => texte).join(' ; '),
      cachee: true,
    },
    { code: 'numero', titre: 'N°', largeur: 92, valeur: (l) => l.numero, cachee: true },
    { code: 'territoire', titre: 'Territoire', largeur: 130, valeur: (l) => l.territoire, cachee: true },
    {
      code: 'niveaux',
      titre: 'Niveaux',
      largeur: 130,
      valeur: (l) =>
        l.niveaux
          .map(
            ({ niveau, nombre }) =>
              `${nombre} ${niveau === null ? 'sans niveau' : LIBELLES_NIVEAU_SCOLAIRE[niveau].toLowerCase()}`,
          )
          .join(', '),
      cachee: true,
    },
    {
      code: 'qpv',
      titre: 'QPV',
      largeur: 60,
      valeur: (l) => (l.qpv === null ? null : l.qpv ? 'oui' : 'non'),
      cachee: true,
    },
    {
      code: 'decision',
      titre: 'Décision',
      largeur: 130,
      valeur: (l) => l.decision,
      rendu: ({ decision }) => <BadgeDecision nature={decision} />,
      cachee: true,
    },
    { code: 'droit', titre: 'Droit €', genre: 'montant', largeur: 96, valeur: (l) => l.droitCentimes, cachee: true },
    { code: 'lecteurs', titre: 'Lecteurs', largeur: 130, valeur: (l) => l.lecteurs.join(', '), cachee: true },
  ];
}
