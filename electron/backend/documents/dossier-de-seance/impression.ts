import type { Content, ContentText } from 'pdfmake/interfaces.js';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import type { FondDeCarte } from '../carte-loiret.ts';
import type { DonneesDossierDeSeance } from '../donnees.ts';
import type { Metrique } from '../metrique.ts';
import type { Habillage } from '../page.ts';
import type { Renvois } from '../renvois.ts';
import type { NomCaractere } from '../style.ts';
import { typo } from '../typographie.ts';
import type { Chiffres } from './chiffres.ts';

export type DossierImprime = DonneesDossierDeSeance['dossiers'][number];

export type Collectif = DossierImprime['listeCollectifs'][number];

/** Tout ce que reçoit une partie du document. */
export interface Impression {
  readonly donnees: DonneesDossierDeSeance;
  readonly chiffres: Chiffres;
  readonly metrique: Metrique;
  readonly renvois: Renvois;
  readonly fond: FondDeCarte;
  readonly habillage: Habillage;
  /** Les endroits du document, dans son ordre : on ne cite que ceux-là. */
  readonly plan: readonly string[];
  /** Pages du document, dès que la mise en page est faite. */
  readonly total: () => number;
}

/** Noms des endroits que l’on cite. */
export const ANCRES = {
  ordreDuJour: 'ordre-du-jour',
  synthese: 'synthese',
  repartition: 'repartition',
  tableau: 'tableau-classe',
  propositions: 'propositions',
  bareme: 'annexe-bareme',
  charte: 'annexe-charte',
  enveloppe: 'annexe-enveloppe',
  nonRecevables: 'annexe-non-recevables',
  emargement: 'annexe-emargement',
} as const;

/** Blancs d’une fiche, plus serrés que ceux des autres pages : elle tient sur une page jusqu’à quatre collectifs. */
export const ENTRE_BLOCS = 7;
export const SOUS_TITRE = 2.5;

export function titreDeFiche(texte: string, haut = ENTRE_BLOCS): ContentText {
  return titreDeBloc(texte, haut, SOUS_TITRE);
}

export function ancreFiche(dossier: Pick<DossierImprime, 'id'>): string {
  return `fiche-${dossier.id}`;
}

/** Titre de page : dans les signets et citable par sa page. */
export function titreDePage(impression: Impression, ancre: string, texte: string): ContentText {
  return impression.renvois.ancrer(ancre, { text: texte, style: 'titrePage', outline: true, outlineText: texte });
}

export function titreDeBloc(texte: string, haut = 0, bas = 4): ContentText {
  return { text: texte, style: 'titreBloc', margin: [0, haut, 0, bas] };
}

export function paragraphe(texte: string | Content[], style: NomCaractere, haut = 0): ContentText {
  return { text: texte, style, margin: [0, haut, 0, 0] };
}

export function nommerCollectifs(nombre: number): string {
  return pluriel(nombre, 'collectif');
}

/** « 52 collectifs, 553 enfants et jeunes ». */
export function nommerEnfants(nombre: number): string {
  return typo(pluriel(nombre, 'enfant ou jeune', 'enfants et jeunes'));
}
