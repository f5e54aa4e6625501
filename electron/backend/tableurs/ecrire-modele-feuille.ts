import type { Workbook, Worksheet } from 'exceljs';
import { adresse } from './classeur.ts';
import { numeroDeJour } from './dates-serie.ts';
import { dateTableur, enteteImprime, euros, piedImprime } from './ecrire-classeur.ts';
import type { Plages } from './ecrire-modele-cachee.ts';
import { type Contenu, compterReproches, controleDe, estReproche, texte } from './ecrire-modele-controles.ts';
import type { DonneesModele } from './ecrire-modele-donnees.ts';
import { COLONNE_REPONSE, coder, ecrireRepere, LIGNES_FIXES, type RoleFeuille } from './ecrire-modele-format.ts';
import type { Question, Rubrique } from './ecrire-modele-questions.ts';
import {
  colorerControles,
  hauteurPour,
  ONGLET,
  poser,
  poserFormule,
  poserValidation,
  STYLES,
  styleReponse,
  validationDe,
} from './ecrire-modele-style.ts';
import { mettreEnPage } from './ecrire-style.ts';

/** Numéro des lignes de tête, les mêmes sur chaque feuille de réponse. */
export const LIGNE_TITRE = 1;
export const LIGNE_ETAT = 2;
/** Masquée : le repère et les codes des colonnes. */
export const LIGNE_CODES = 3;
export const LIGNE_ENTETE = 4;
/** Nombre de reproches de la feuille, en colonne masquée : la première feuille le reprend. */
export const CELLULE_COMPTE = '$A$2';

/** Une feuille écrite, pour le sommaire. */
export interface FeuilleEcrite {
  readonly feuille: Worksheet;
  readonly nom: string;
  readonly reproches: number;
}

export interface ContexteModele {
  readonly classeur: Workbook;
  readonly donnees: DonneesModele;
  readonly plages: Plages;
}

export interface Tete {
  readonly role: RoleFeuille;
  readonly nom: string;
  readonly titre: string;
  /** Largeurs à partir de la colonne B. */
  readonly largeurs: readonly number[];
  readonly entetes: readonly string[];
  /** Code de chaque colonne de réponse, par numéro de colonne (2 = B). */
  readonly codes: ReadonlyMap<number, string>;
  readonly orientation: 'portrait' | 'landscape';
  /** Colonnes gardées à l’écran en défilant. */
  readonly figees: number;
}

/** Ce qu’une feuille à remplir tient de son classeur : son repère et ce qui s’imprime autour. */
export interface Cadre {
  readonly repere: string;
  readonly entete: { readonly gauche: string; readonly titre: string; readonly droite: string };
  readonly pied: string;
}

/** La feuille, son titre, ses codes masqués et son en-tête figé. */
export function creerFeuille({ classeur, donnees }: ContexteModele, tete: Tete): Worksheet {
  return dresserFeuille(classeur, tete, {
    repere: ecrireRepere(tete.role),
    entete: {
      gauche: donnees.identite.nom,
      titre: `Clas ${donnees.anneeScolaire} – ${tete.nom}`,
      droite: donnees.porteur?.raisonSociale ?? '',
    },
    pied: 'Classeur de réponse à l’appel à projets',
  });
}

/** Une feuille à remplir par le porteur, quel que soit son classeur. */
export function dresserFeuille(classeur: Workbook, tete: Omit<Tete, 'role'>, cadre: Cadre): Worksheet {
  const feuille = classeur.addWorksheet(tete.nom, {
    properties: { tabColor: ONGLET.reponse },
    views: [
      {
        state: 'frozen',
        xSplit: tete.figees,
        ySplit: LIGNE_ENTETE,
        showGridLines: false,
        activeCell: adresse(tete.figees, LIGNE_ENTETE + 1),
      },
    ],
  });
  feuille.getColumn(1).width = 4;
  feuille.getColumn(1).hidden = true;
  tete.largeurs.forEach((largeur, rang) => {
    feuille.getColumn(rang + 2).width = largeur;
  });
  poser(feuille.getCell(LIGNE_TITRE, 2), tete.titre, STYLES.titre);
  feuille.getRow(LIGNE_TITRE).height = 30;
  feuille.getRow(LIGNE_ETAT).height = 20;
  feuille.getCell(LIGNE_CODES, 1).value = cadre.repere;
  feuille.getCell(LIGNE_ENTETE, 1).value = LIGNES_FIXES.entete;
  for (const [colonne, code] of tete.codes) feuille.getCell(LIGNE_CODES, colonne).value = code;
  feuille.getRow(LIGNE_CODES).hidden = true;
  feuille.getRow(LIGNE_ENTETE).height = 30;
  tete.entetes.forEach((entete, rang) => {
    poser(feuille.getCell(LIGNE_ENTETE, rang + 2), entete, STYLES.entete);
  });
  mettreEnPage(feuille, {
    orientation: tete.orientation,
    pages: 1,
    entete: enteteImprime({ ...cadre.entete, suite: '' }),
    pied: piedImprime(cadre.pied),
  });
  feuille.pageSetup.printTitlesRow = `${LIGNE_ENTETE}:${LIGNE_ENTETE}`;
  return feuille;
}

/** Le compte des reproches et sa phrase, sous le titre ; puis la protection, sans mot de passe. */
export async function finirFeuille(
  feuille: Worksheet,
  compte: { readonly formule: string; readonly reproches: number },
): Promise<void> {
  feuille.getCell(CELLULE_COMPTE.replaceAll('$', '')).value = { formula: compte.formule, result: compte.reproches };
  const reste = (n: number) => `${n} à compléter ou à corriger : voir la colonne « À corriger ».`;
  const bon = 'Cette feuille est complète.';
  poserFormule(
    feuille.getCell(LIGNE_ETAT, 2),
    `IF(${CELLULE_COMPTE}=0,${texte(bon)},${CELLULE_COMPTE}&${texte(reste(0).slice(1))})`,
    compte.reproches === 0 ? bon : reste(compte.reproches),
    STYLES.phrase,
  );
  // Verrouiller évite les accidents, pas la correction : aucun mot de passe, lignes et colonnes ajustables.
  await feuille.protect('', { selectLockedCells: true, formatRows: true, formatColumns: true });
}

/** Ce qu’on écrit dans la cellule, et ce que les contrôles en lisent. */
export function preparerValeur(
  question: Pick<Question, 'type'>,
  valeur: string | number | null | undefined,
): { readonly cellule: Contenu | Date; readonly controle: Contenu } {
  if (valeur === undefined || valeur === null || valeur === '') return { cellule: null, controle: null };
  if (question.type === 'montant' && typeof valeur === 'number') {
    return { cellule: euros(valeur), controle: euros(valeur) };
  }
  if (question.type === 'date' && typeof valeur === 'string') {
    return { cellule: dateTableur(valeur), controle: numeroDeJour(valeur) };
  }
  return { cellule: valeur, controle: valeur };
}

const LARGEURS = { libelle: 34, reponse: 58, controle: 25, aide: 44 };
const COLONNE_CONTROLE = 4;

/** Une feuille de questions : une par ligne, sa réponse, le contrôle et l’aide à côté. */
export async function ajouterQuestions(
  contexte: ContexteModele,
  page: {
    readonly role: RoleFeuille;
    readonly nom: string;
    readonly titre: string;
    readonly rubriques: readonly Rubrique[];
    readonly valeurs: Readonly<Record<string, string | number>>;
  },
): Promise<FeuilleEcrite> {
  const feuille = creerFeuille(contexte, {
    role: page.role,
    nom: page.nom,
    titre: page.titre,
    largeurs: [LARGEURS.libelle, LARGEURS.reponse, LARGEURS.controle, LARGEURS.aide],
    entetes: ['Question (* : obligatoire)', 'Votre réponse', 'À corriger', 'Aide'],
    codes: new Map([[3, COLONNE_REPONSE]]),
    orientation: 'landscape',
    figees: 2,
  });
  let ligne = LIGNE_ENTETE;
  let reproches = 0;
  for (const { titre, questions } of page.rubriques) {
    ligne += 1;
    ecrireRubrique(feuille, ligne, titre, 5);
    for (const question of questions) {
      ligne += 1;
      const resultat = ecrireQuestion(contexte, feuille, ligne, question, page.valeurs[question.code]);
      if (estReproche(resultat)) reproches += 1;
    }
  }
  const plage = `$D$${LIGNE_ENTETE + 1}:$D$${ligne}`;
  colorerControles(feuille, plage.replaceAll('$', ''));
  await finirFeuille(feuille, { formule: compterReproches(plage), reproches });
  return { feuille, nom: page.nom, reproches };
}

/** Un bandeau de rubrique, de B à la colonne donnée. */
export function ecrireRubrique(feuille: Worksheet, ligne: number, titre: string, derniere: number): void {
  for (let colonne = 2; colonne <= derniere; colonne += 1) {
    poser(feuille.getCell(ligne, colonne), colonne === 2 ? titre : null, STYLES.rubrique);
  }
  feuille.getRow(ligne).height = 22;
}

function ecrireQuestion(
  { donnees, plages }: ContexteModele,
  feuille: Worksheet,
  ligne: number,
  question: Question,
  valeur: string | number | undefined,
): string {
  const { cellule, controle: lu } = preparerValeur(question, valeur);
  const ref = `C${ligne}`;
  const libelle = question.obligatoire ? `${question.libelle} *` : question.libelle;
  feuille.getCell(ligne, 1).value = coder(question.code, question.obligatoire);
  poser(feuille.getCell(ligne, 2), libelle, STYLES.libelle);
  poser(feuille.getCell(ligne, 3), cellule, styleReponse(question.type));
  const controle = controleDe(question, donnees, question.liste === null ? null : plages[question.liste]);
  const resultat = controle.evaluer(lu);
  poserFormule(feuille.getCell(ligne, COLONNE_CONTROLE), controle.formule(ref), resultat, STYLES.controle);
  poser(feuille.getCell(ligne, 5), question.aide, STYLES.aide);
  poserValidation(feuille, `${ref}:${ref}`, validationDe(question, ref, donnees.anneeScolaire, plages));
  feuille.getRow(ligne).height = hauteurPour(
    [
      [libelle, LARGEURS.libelle],
      [question.aide, LARGEURS.aide],
      [typeof valeur === 'string' ? valeur : '', LARGEURS.reponse],
    ],
    question.type === 'texte_long',
  );
  return resultat;
}
