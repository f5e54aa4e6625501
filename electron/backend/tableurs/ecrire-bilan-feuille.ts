import type { Style, Workbook, Worksheet } from 'exceljs';
import { adresse } from './classeur.ts';
import type { DonneesBilan } from './ecrire-bilan-donnees.ts';
import { ecrireRepereBilan, type RoleBilan } from './ecrire-bilan-format.ts';
import { dresserFeuille, LIGNE_ENTETE, type Tete } from './ecrire-modele-feuille.ts';
import { poser, poserValidation, STYLES } from './ecrire-modele-style.ts';

export interface ContexteBilan {
  readonly classeur: Workbook;
  readonly donnees: DonneesBilan;
}

/** La première ligne de données de chaque feuille. */
export const PREMIERE_LIGNE = LIGNE_ENTETE + 1;
const GRIS = { argb: 'FF3F515C' };

/** L’en-tête d’une colonne qui ne se remplit pas : ce qui a été agréé, ou calculé. */
const STYLE_ENTETE_RAPPEL: Partial<Style> = {
  ...STYLES.entete,
  fill: { type: 'pattern', pattern: 'solid', fgColor: GRIS },
};
/** Ce qui a été agréé : lisible, pas à remplir. */
export const STYLE_RAPPEL: Partial<Style> = { ...STYLES.aide, font: STYLES.libelle.font };
export const STYLE_RAPPEL_NOMBRE: Partial<Style> = {
  ...STYLE_RAPPEL,
  alignment: { ...STYLES.libelle.alignment, horizontal: 'right' },
};

/** Une feuille du bilan ; `rappels` : numéros des colonnes qui ne se remplissent pas. */
export function creerFeuilleBilan(
  { classeur, donnees }: ContexteBilan,
  role: RoleBilan,
  tete: Omit<Tete, 'role'>,
  rappels: readonly number[],
): Worksheet {
  const { dossier, anneeScolaire, identite } = donnees;
  const feuille = dresserFeuille(classeur, tete, {
    repere: ecrireRepereBilan(role, dossier.id),
    entete: {
      gauche: identite.nom,
      titre: `Bilan Clas ${anneeScolaire} – ${tete.nom}`,
      droite: `${dossier.structure}, dossier ${dossier.numero}`,
    },
    pied: 'Classeur de bilan',
  });
  for (const colonne of rappels) feuille.getCell(LIGNE_ENTETE, colonne).style = STYLE_ENTETE_RAPPEL;
  return feuille;
}

/** Un nombre entier de 0 à `maximum`, ou rien. */
export function validerEntiers(feuille: Worksheet, plage: string, maximum: number): void {
  poserValidation(feuille, plage, {
    ...refus(`Écrivez un nombre entier, de 0 à ${maximum}, sans texte. Laissez vide si vous ne savez pas.`),
    type: 'whole',
    operator: 'between',
    formulae: [0, maximum],
  });
}

/** Un montant en euros, positif ou nul. */
export function validerMontants(feuille: Worksheet, plage: string): void {
  poserValidation(feuille, plage, {
    ...refus('Écrivez un montant en euros, 0 ou plus, sans texte : 1234,56.'),
    type: 'decimal',
    operator: 'between',
    formulae: [0, 99_999_999],
  });
}

export function validerOuiNon(feuille: Worksheet, plage: string): void {
  poserValidation(feuille, plage, { ...refus('Répondez oui ou non.'), type: 'list', formulae: ['"oui,non"'] });
}

function refus(error: string) {
  return {
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: 'stop',
    errorTitle: 'Réponse à corriger',
    error,
  } as const;
}

/** Lettre d’une colonne, 2 = B. */
export function lettreDe(colonne: number): string {
  return adresse(colonne - 1, 1).slice(0, -1);
}

/** Une cellule d’une autre feuille, dans une formule. */
export function ailleurs(nom: string, cellule: string): string {
  return `'${nom}'!${cellule}`;
}

/** Rien n’y est écrit. */
export function vide(ref: string): string {
  return `LEN(TRIM(${ref}))=0`;
}

/** Une case de rappel verrouillée. */
export function rappeler(feuille: Worksheet, ligne: number, colonne: number, valeur: string | number | null): void {
  poser(feuille.getCell(ligne, colonne), valeur, typeof valeur === 'number' ? STYLE_RAPPEL_NOMBRE : STYLE_RAPPEL);
}
