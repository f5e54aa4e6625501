import type { Borders, Cell, DataValidation, Style, Worksheet } from 'exceljs';
import { assertNever } from '../../../shared/domaine/libelles.ts';
import { texteSur } from './ecrire-classeur.ts';
import { bornesDate, type Contenu } from './ecrire-modele-controles.ts';
import type { NomListe, Question } from './ecrire-modele-questions.ts';
import { FORMAT_DATE, FORMAT_ENTIER, FORMAT_MONTANT, FORMAT_TEXTE, lignesDeTexte } from './ecrire-style.ts';

const ENCRE = { argb: 'FF13212A' };
const GRIS = { argb: 'FF3F515C' };
const PETROLE = { argb: 'FF0B5F78' };
const BLANC = { argb: 'FFFFFFFF' };
const FILET = { argb: 'FFBCC8CE' };
const BORD_REPONSE = { argb: 'FF758690' };
const FOND_REPONSE = { argb: 'FFFFFDF2' };
const FOND_RUBRIQUE = { argb: 'FFE1EFF3' };
const FOND_TOTAL = { argb: 'FFEDF2F4' };
const VERT = { argb: 'FF17683A' };
const ROUGE = { argb: 'FFA3241E' };
const FOND_ROUGE = { argb: 'FFFBE6E4' };

export const ONGLET = { accueil: { argb: 'FF3F515C' }, reponse: PETROLE } as const;
const HAUTEUR_LIGNE = 13.2;
const HAUTEUR_MAXIMALE = 400;
/** Ligne prête pour une réponse longue, en lignes de texte. */
const LIGNES_REPONSE_LONGUE = 5;

function bords(color: { argb: string }): Partial<Borders> {
  const trait = { style: 'thin' as const, color };
  return { top: trait, bottom: trait, left: trait, right: trait };
}

function police(options: { gras?: boolean; taille?: number; couleur?: { argb: string }; italique?: boolean } = {}) {
  const { gras = false, taille = 10, couleur = ENCRE, italique = false } = options;
  return { name: 'Arial', family: 2, size: taille, bold: gras, italic: italique, color: couleur };
}

function plein(fgColor: { argb: string }): Style['fill'] {
  return { type: 'pattern', pattern: 'solid', fgColor };
}

const ALIGNEMENT = { vertical: 'middle', horizontal: 'left', wrapText: true, indent: 1 } as const;

export const STYLES = {
  titre: { font: police({ gras: true, taille: 16, couleur: PETROLE }), alignment: { vertical: 'middle' } },
  phrase: { font: police({ gras: true, couleur: GRIS }), alignment: { vertical: 'middle' } },
  texte: { font: police(), alignment: { ...ALIGNEMENT, vertical: 'top' } },
  fort: { font: police({ gras: true }), alignment: { ...ALIGNEMENT, vertical: 'top' } },
  entete: {
    font: police({ gras: true, couleur: BLANC }),
    fill: plein(PETROLE),
    alignment: ALIGNEMENT,
    border: bords(PETROLE),
  },
  rubrique: {
    font: police({ gras: true, taille: 11, couleur: PETROLE }),
    fill: plein(FOND_RUBRIQUE),
    alignment: { vertical: 'middle', horizontal: 'left', indent: 1 },
  },
  libelle: { font: police(), alignment: ALIGNEMENT, border: bords(FILET) },
  aide: { font: police({ taille: 9, couleur: GRIS }), alignment: ALIGNEMENT, border: bords(FILET) },
  aideCourte: {
    font: police({ taille: 8, couleur: GRIS, italique: true }),
    alignment: ALIGNEMENT,
    border: bords(FILET),
  },
  controle: { font: police({ gras: true }), alignment: ALIGNEMENT, border: bords(FILET) },
  total: { font: police({ gras: true }), fill: plein(FOND_TOTAL), alignment: ALIGNEMENT, border: bords(FILET) },
  totalMontant: {
    font: police({ gras: true }),
    fill: plein(FOND_TOTAL),
    alignment: { ...ALIGNEMENT, horizontal: 'right' },
    border: bords(FILET),
    numFmt: FORMAT_MONTANT,
  },
} as const satisfies Readonly<Record<string, Partial<Style>>>;

/** Une cellule à remplir : déverrouillée, au format de sa réponse. */
export function styleReponse(type: Question['type'], code = ''): Partial<Style> {
  const nombre = type === 'entier' || type === 'montant' || type === 'date';
  return {
    font: police(),
    fill: plein(FOND_REPONSE),
    border: bords(BORD_REPONSE),
    alignment: {
      ...ALIGNEMENT,
      horizontal: nombre && code.startsWith('collectif') ? 'right' : 'left',
      vertical: type === 'texte_long' ? 'top' : 'middle',
    },
    protection: { locked: false },
    numFmt: formatDe(type),
  };
}

/** Le montant d’une ligne de budget, à remplir. */
export function styleMontant(): Partial<Style> {
  return { ...styleReponse('montant'), alignment: { ...ALIGNEMENT, horizontal: 'right' } };
}

function formatDe(type: Question['type']): string {
  if (type === 'entier') return FORMAT_ENTIER;
  if (type === 'montant') return FORMAT_MONTANT;
  if (type === 'date') return FORMAT_DATE;
  // Texte : les zéros d’un SIRET restent, et une réponse qui commence par « - » n’est pas prise pour une formule.
  return FORMAT_TEXTE;
}

/** Pose une valeur et son style ; un texte passe par le filtre des caractères qu’Excel refuse. */
export function poser(cellule: Cell, valeur: Contenu | Date, style: Partial<Style>): void {
  cellule.value = typeof valeur === 'string' ? texteSur(valeur) : valeur;
  cellule.style = style;
}

/** Pose une formule avec son résultat. */
export function poserFormule(cellule: Cell, formula: string, result: string | number, style: Partial<Style>): void {
  cellule.value = { formula, result };
  cellule.style = style;
}

/** Hauteur d’une ligne, en points, d’après ses textes et la largeur de leurs colonnes (en caractères). */
export function hauteurPour(textes: readonly (readonly [texte: string, largeur: number])[], longue = false): number {
  // lignesDeTexte compte en corps 8 ; à 10, une colonne tient un cinquième de moins.
  const lignes = Math.max(...textes.map(([texte, largeur]) => lignesDeTexte(texte, largeur * 0.8)), 1);
  return Math.min(HAUTEUR_MAXIMALE, Math.max(longue ? LIGNES_REPONSE_LONGUE : 1, lignes) * HAUTEUR_LIGNE + 8);
}

/** Le reproche en rouge sur fond, « ok » en vert : le mot dit la même chose que la couleur. */
export function colorerControles(feuille: Worksheet, ref: string): void {
  const premiere = ref.split(':')[0] ?? ref;
  feuille.addConditionalFormatting({
    ref,
    rules: [
      {
        type: 'expression',
        priority: 1,
        formulae: [`${premiere}="ok"`],
        style: { font: { color: VERT } },
      },
      {
        type: 'expression',
        priority: 2,
        formulae: [`LEN(${premiere})>2`],
        style: {
          font: { color: ROUGE, bold: true },
          fill: { type: 'pattern', pattern: 'solid', bgColor: FOND_ROUGE },
        },
      },
    ],
  });
}

/** La part d’une feuille d’exceljs absente de ses types. */
interface AvecValidations {
  readonly dataValidations: { add(plage: string, validation: DataValidation): void };
}

/**
 * Pose une règle de saisie sur une plage, une cellule comprise (« C6:C6 »). Posée cellule par cellule, exceljs les
 * regroupe en triant les adresses comme du texte (C10 avant C9) et écrit des plages qui se recouvrent, qu’Excel répare.
 */
export function poserValidation(feuille: Worksheet, plage: string, validation: DataValidation | null): void {
  if (validation === null) return;
  // La propriété existe sur l’objet, pas dans les types publiés.
  (feuille as unknown as AvecValidations).dataValidations.add(plage, validation);
}

/** Ce que le tableur accepte dans la cellule, et la phrase qu’il oppose au reste. */
export function validationDe(
  question: Question,
  ref: string,
  anneeScolaire: string,
  plages: Readonly<Record<NomListe, string | null>>,
): DataValidation | null {
  const refus = (error: string) => ({
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: 'stop',
    errorTitle: 'Réponse à corriger',
    error,
  });
  const s = `SUBSTITUTE(${ref}," ","")`;
  const plage = question.liste === null ? null : plages[question.liste];
  if (question.liste !== null && plage !== null) return validationListe(question.liste, plage, refus);
  switch (question.type) {
    case 'entier':
      return {
        ...refus('Écrivez un nombre entier, 0 ou plus, sans texte.'),
        type: 'whole',
        operator: 'between',
        formulae: [0, 9999],
      };
    case 'montant':
      return {
        ...refus('Écrivez un montant en euros, 0 ou plus, sans texte : 1234,56.'),
        type: 'decimal',
        operator: 'between',
        formulae: [0, 99_999_999],
      };
    case 'date': {
      const [debut, fin] = bornesDate(anneeScolaire);
      return {
        ...refus(`Écrivez une date de l’année scolaire ${anneeScolaire}, JJ/MM/AAAA.`),
        type: 'date',
        operator: 'between',
        formulae: [new Date(`${debut}T00:00:00Z`), new Date(`${fin}T00:00:00Z`)],
      };
    }
    case 'siret':
      return {
        ...refus('Un SIRET a 14 chiffres. Vous le trouverez sur annuaire-entreprises.data.gouv.fr.'),
        type: 'custom',
        formulae: [`AND(LEN(${s})=14,ISNUMBER(VALUE(${s})))`],
      };
    case 'iban':
      return {
        ...refus('Un IBAN commence par deux lettres (FR) et a 27 caractères en France. Il est écrit sur votre RIB.'),
        type: 'custom',
        formulae: [`OR(LOWER(LEFT(${s},7))="inchang",AND(LEN(${s})>=15,LEN(${s})<=34))`],
      };
    case 'texte':
    case 'texte_long':
    case 'liste':
    case 'piece':
    case 'instant':
    case 'rna':
    case 'courriel':
    case 'telephone':
    case 'oui_non':
    case 'commune':
      return null;
    default:
      return assertNever(question.type);
  }
}

function validationListe(
  liste: NomListe,
  plage: string,
  refus: (error: string) => Omit<DataValidation, 'type' | 'formulae'>,
): DataValidation {
  const base = { type: 'list' as const, formulae: [plage] };
  if (liste === 'ouiNon') return { ...refus('Répondez oui ou non.'), ...base };
  if (liste === 'niveaux') return { ...refus('Choisissez un niveau dans la liste.'), ...base };
  // Une commune d’un autre département, un statut ou un diplôme rares doivent pouvoir s’écrire.
  if (liste === 'communes') {
    return {
      ...refus('Cette commune n’est pas dans la liste. Gardez-la seulement si elle est hors du département.'),
      errorStyle: 'warning',
      ...base,
    };
  }
  return { allowBlank: true, showErrorMessage: false, ...base };
}
