import type { Content } from 'pdfmake/interfaces.js';
import type { Bareme } from '../../../../shared/domaine/bareme.ts';
import { lierHeures } from '../../../../shared/domaine/dates.ts';
import { LIBELLES_NIVEAU_SCOLAIRE, pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterMontant, formaterTaux } from '../../../../shared/domaine/nombres.ts';
import { LARGEUR_UTILE } from '../style.ts';
import { type Cellule, type Colonne, type Ligne, tableau } from '../tableaux.ts';
import { typo } from '../typographie.ts';
import { ecrireEffectif, sommer } from './chiffres.ts';
import { type Collectif, type DossierImprime, type Impression, titreDeFiche } from './impression.ts';

const LETTRE = 12;
const ADULTES = 27;
const ENFANTS = 20;
const COTE = 3;
const INCONNU = 'non renseigné';
/** Sous cette part de la place libre, la colonne des séances ne cède plus rien au lieu. */
const PART_SEANCES = 0.42;

/** Les textes d’une ligne, écrits une fois : ils servent à mesurer les colonnes puis à les remplir. */
interface Textes {
  readonly niveau: string;
  readonly lieu: string;
  readonly seances: string;
}

export function tableauDesCollectifs(impression: Impression, dossier: DossierImprime): Content[] {
  const liste = dossier.listeCollectifs;
  if (liste.length === 0) {
    return [titreDeFiche('Collectifs'), { text: 'Aucun collectif dans ce dossier.', style: 'texteFiche' }];
  }
  const { bareme } = impression.donnees.campagne;
  const textes = liste.map((collectif) => ecrire(collectif, dossier));
  const totaux = {
    cout: sommer(liste.map(({ coutCentimes }) => coutCentimes)),
    calcul: sommer(liste.map(({ calculCentimes }) => calculCentimes)),
    droit: sommer(liste.map(({ droitCentimes }) => droitCentimes)),
  };
  const total: Ligne = {
    genre: 'total',
    cellules: [
      '',
      { text: pluriel(liste.length, 'collectif'), colSpan: 3 },
      '',
      '',
      '',
      ecrireEffectif(dossier),
      ...[totaux.cout, totaux.calcul, totaux.droit].map(formaterMontant),
    ],
  };
  const notes = notesDe(liste);
  return [
    titreDeFiche('Collectifs'),
    tableau({
      dense: true,
      cote: COTE,
      interieur: [2.1, 1.9],
      mesure: { metrique: impression.metrique, largeur: LARGEUR_UTILE },
      colonnes: mesurer(impression, textes, liste, totaux),
      lignes: [...liste.map((collectif, rang) => ligneDe(collectif, textes[rang], bareme)), total],
    }),
    ...(notes === '' ? [] : [{ text: notes, style: 'note', margin: [0, 1, 0, 0] } satisfies Content]),
  ];
}

function ecrire(collectif: Collectif, dossier: DossierImprime): Textes {
  const commune = collectif.communeNom === dossier.communeNom ? null : collectif.communeNom;
  return {
    niveau: collectif.niveau === null ? INCONNU : LIBELLES_NIVEAU_SCOLAIRE[collectif.niveau],
    lieu: [collectif.lieu, commune].filter(Boolean).join(', ') || INCONNU,
    seances: lierHeures([collectif.jours, collectif.horaires].filter(Boolean).join(', ')) || INCONNU,
  };
}

/** Les montants ont la largeur qu’il leur faut ; le lieu et les séances se partagent le reste, chacun selon son besoin. */
function mesurer(
  { metrique, donnees }: Impression,
  textes: readonly Textes[],
  liste: readonly Collectif[],
  totaux: { readonly cout: number; readonly calcul: number; readonly droit: number },
): Colonne[] {
  const taux = formaterTaux(donnees.campagne.bareme.tauxPointsBase);
  const montants = (entete: string, centimes: readonly number[]): Colonne & { readonly largeur: number } => ({
    entete,
    largeur: metrique.largeurMaximale([...centimes.map(formaterMontant), entete], 'dense', true),
    aligner: 'right',
  });
  const droite = [
    montants('Coût (€)', [...liste.map(({ coutCentimes }) => coutCentimes), totaux.cout]),
    montants(taux, [...liste.map(({ calculCentimes }) => calculCentimes), totaux.calcul]),
    montants('Droit (€)', [...liste.map(({ droitCentimes }) => droitCentimes), totaux.droit]),
  ];
  const besoin = (entete: keyof Textes, libelle: string) =>
    metrique.largeurMaximale([...textes.map((texte) => texte[entete]), libelle], 'dense');
  const niveau = besoin('niveau', 'Niveau');
  const fixes = [LETTRE, niveau, ADULTES, ENFANTS, ...droite.map(({ largeur }) => largeur)];
  const libre = LARGEUR_UTILE - sommer(fixes) - 8 * 2 * COTE;
  const seances = Math.min(
    besoin('seances', 'Séances'),
    Math.max(PART_SEANCES * libre, libre - besoin('lieu', 'Lieu')),
  );
  return [
    { entete: '', largeur: LETTRE },
    { entete: 'Niveau', largeur: niveau },
    { entete: 'Lieu', largeur: '*' },
    { entete: 'Séances', largeur: seances },
    { entete: 'Adultes', largeur: ADULTES, aligner: 'right' },
    { entete: 'Enf.', largeur: ENFANTS, aligner: 'right' },
    ...droite,
  ];
}

function ligneDe(collectif: Collectif, textes: Textes | undefined, bareme: Bareme): Ligne {
  return {
    cellules: [
      { text: collectif.lettre, bold: true },
      textes?.niveau ?? '',
      textes?.lieu ?? '',
      textes?.seances ?? '',
      collectif.adultes === null ? 'n. r.' : String(collectif.adultes),
      effectifDe(collectif, bareme),
      formaterMontant(collectif.coutCentimes),
      formaterMontant(collectif.calculCentimes),
      { text: formaterMontant(collectif.droitCentimes), bold: true },
    ],
  };
}

/** Hors des limites du barème, en gras souligné. */
function effectifDe({ effectif }: Collectif, { effectifMinimum, effectifMaximum }: Bareme): Cellule {
  if (effectif === null) return 'n. r.';
  const texte = String(effectif);
  return effectif > effectifMaximum || effectif < effectifMinimum
    ? { text: texte, bold: true, decoration: 'underline' }
    : texte;
}

function notesDe(liste: readonly Collectif[]): string {
  const partage = liste.some(({ coutPartage }) => coutPartage);
  const inconnu = liste.some(({ effectif, adultes }) => effectif === null || adultes === null);
  return [
    ...(partage ? ['Coût : le budget du dossier, partagé également entre ses collectifs.'] : []),
    ...(inconnu ? ['n. r. : non renseigné.'] : []),
  ]
    .map(typo)
    .join(' ');
}
