import type {
  ContentCanvas,
  ContentColumns,
  ContentStack,
  ContentTable,
  ContentText,
  CustomTableLayout,
  TableCell,
  TableCellProperties,
} from 'pdfmake/interfaces.js';
import type { Metrique } from './metrique.ts';
import { COULEURS, type NomCaractere } from './style.ts';

export interface Colonne {
  readonly entete: string;
  /** Largeur du contenu en points, marges de cellule non comprises. */
  readonly largeur: number | '*';
  readonly aligner?: 'right' | 'center';
  /** L’en-tête s’étend aussi sur les colonnes suivantes, jusqu’à ce nombre. */
  readonly fusion?: number;
}

/** Une cellule : son texte, ou un nœud pdfmake qui peut fixer son style, son alignement ou son `colSpan`. */
export type Cellule =
  | string
  | ((ContentText | ContentColumns | ContentStack | ContentCanvas | ContentTable) & TableCellProperties);

export interface Ligne {
  readonly cellules: readonly Cellule[];
  /** `total` : en gras sous un filet fort ; `report` : en gris. */
  readonly genre?: 'total' | 'report';
  /** Faux : pas de filet dessous. */
  readonly filet?: false;
}

export interface Tableau {
  readonly colonnes: readonly Colonne[];
  readonly lignes: readonly Ligne[];
  readonly dense?: boolean;
  /** Marge haute et basse des cellules, en points. */
  readonly interieur?: readonly [haut: number, bas: number];
  /** Marge latérale des cellules, en points. */
  readonly cote?: number;
  readonly sansEntete?: boolean;
  /** Intertitre au-dessus des lignes, répété avec l’en-tête : il ne reste jamais seul en bas de page. */
  readonly titre?: {
    readonly texte: string;
    /** Colonne où il commence, 0 par défaut. */
    readonly depuis?: number;
    readonly derniere?: Cellule;
  };
  readonly marges?: [number, number, number, number];
  /**
   * Largeur totale du tableau et de quoi mesurer : un texte qui tient sur une ligne est alors posé d’un bloc au lieu d’un mot
   * à la fois (un dixième du temps et un sixième du poids du document en moins).
   */
  readonly mesure?: { readonly metrique: Metrique; readonly largeur: number };
}

const INTERIEUR = [3.1, 2.1] as const;
const INTERIEUR_DENSE = [1.7, 1.6] as const;
const COTE = 4;
const COTE_DENSE = 3;
const FILET_FORT = 0.9;

/** Tableau des documents : ni filet vertical ni fond, l’en-tête répété en haut de page, aucune ligne coupée. */
export function tableau(description: Tableau): ContentTable {
  const { colonnes, lignes, dense = false } = description;
  // Les en-têtes d’une ligne s’alignent sur le bas de ceux qui en ont deux.
  const enBas = colonnes.some((colonne) => colonne.entete.includes('\n'));
  const base: NomCaractere = dense ? 'dense' : 'tableau';
  const entetes = [
    ...(description.titre ? [intertitre(description.titre, colonnes.length)] : []),
    ...(description.sansEntete
      ? []
      : [colonnes.map((colonne) => entete(colonne, dense ? 'enteteDense' : 'entete', enBas))]),
  ];
  const enteteRangs = entetes.length;
  const tient = creerTient(description, base);
  const corps = lignes.map((ligne) => completer(ligne, colonnes, tient));
  return {
    style: base,
    table: {
      body: [...entetes, ...corps],
      widths: colonnes.map((colonne) => colonne.largeur),
      headerRows: enteteRangs,
      dontBreakRows: true,
      ...(enteteRangs > 0 && lignes.length > 0 ? { keepWithHeaderRows: 1 } : {}),
    },
    layout: miseEnPage(description, enteteRangs),
    ...(description.marges ? { margin: description.marges } : {}),
  };
}

/** Le texte s’étend jusqu’à l’avant-dernière colonne ; la dernière peut porter une page. */
function intertitre(
  { texte, depuis = 0, derniere = '' }: NonNullable<Tableau['titre']>,
  colonnes: number,
): TableCell[] {
  const accent = { bold: true, color: COULEURS.accent } as const;
  const fin = typeof derniere === 'string' ? { text: derniere } : derniere;
  const vides = (nombre: number) => Array.from({ length: nombre }, () => ({ text: '' }));
  const etendue = colonnes - 1 - depuis;
  return [
    ...vides(depuis),
    { text: texte, colSpan: etendue, ...accent },
    ...vides(etendue - 1),
    { alignment: 'right', ...accent, ...fin },
  ];
}

function entete(colonne: Colonne, style: NomCaractere, enBas: boolean): TableCell {
  return {
    text: colonne.entete,
    style,
    alignment: colonne.aligner ?? 'left',
    ...(colonne.fusion ? { colSpan: colonne.fusion } : {}),
    ...(enBas ? { verticalAlignment: 'bottom' as const } : {}),
  };
}

type Tient = (texte: string, gras: boolean, rang: number) => boolean;

/** Dit si un texte tient sur une ligne de sa colonne ; jamais, faute de mesure. */
function creerTient({ colonnes, dense, cote, mesure }: Tableau, base: NomCaractere): Tient {
  if (!mesure) return () => false;
  const marges = 2 * (cote ?? (dense ? COTE_DENSE : COTE)) * (colonnes.length - 1);
  const fixes = colonnes.reduce((somme, { largeur }) => somme + (largeur === '*' ? 0 : largeur), 0);
  const libres = colonnes.filter(({ largeur }) => largeur === '*').length;
  const libre = (mesure.largeur - marges - fixes) / Math.max(1, libres);
  return (texte, gras, rang) => {
    const largeur = colonnes[rang]?.largeur ?? 0;
    return !texte.includes('\n') && mesure.metrique.largeur(texte, base, gras) <= (largeur === '*' ? libre : largeur);
  };
}

function completer(ligne: Ligne, colonnes: readonly Colonne[], tient: Tient): TableCell[] {
  return colonnes.map((colonne, rang): TableCell => {
    const cellule = ligne.cellules[rang] ?? '';
    const noeud = typeof cellule === 'string' ? { text: cellule } : cellule;
    const alignee = colonne.aligner && !('alignment' in noeud) ? { alignment: colonne.aligner } : {};
    const total = ligne.genre === 'total';
    const gras = total || ('bold' in noeud && noeud.bold === true);
    const bloc =
      'text' in noeud && typeof noeud.text === 'string' && noeud.style === undefined && tient(noeud.text, gras, rang)
        ? { noWrap: true }
        : {};
    if (total) return { bold: true, ...bloc, ...alignee, ...noeud };
    if (ligne.genre === 'report') return { color: COULEURS.gris, ...bloc, ...alignee, ...noeud };
    return { ...bloc, ...alignee, ...noeud };
  });
}

function miseEnPage(description: Tableau, enteteRangs: number): CustomTableLayout {
  const { lignes, colonnes, dense = false } = description;
  const [haut, bas] = description.interieur ?? (dense ? INTERIEUR_DENSE : INTERIEUR);
  const cote = description.cote ?? (dense ? COTE_DENSE : COTE);
  const derniere = colonnes.length - 1;
  const ligneDe = (rang: number) => lignes[rang - enteteRangs];

  /** Épaisseur du filet `rang`, sous la ligne `rang - 1` et au-dessus de la ligne `rang`. */
  function epaisseur(rang: number): number {
    const dessus = ligneDe(rang - 1);
    const dessous = ligneDe(rang);
    if (rang === 0) return 0;
    if (rang < enteteRangs) return 0.6;
    if (rang === enteteRangs && enteteRangs > 0) return description.sansEntete ? 0.6 : FILET_FORT;
    if (dessous?.genre === 'total' && dessus?.genre !== 'total') return FILET_FORT;
    if (dessus?.genre === 'total' || dessus?.filet === false) return 0;
    return 0.3;
  }

  function couleur(rang: number): string {
    const trait = epaisseur(rang);
    if (trait === FILET_FORT) return COULEURS.encre;
    return trait === 0.6 ? COULEURS.filet : COULEURS.filetClair;
  }

  return {
    hLineWidth: epaisseur,
    hLineColor: couleur,
    vLineWidth: () => 0,
    paddingLeft: (colonne) => (colonne === 0 ? 0 : cote),
    paddingRight: (colonne) => (colonne === derniere ? 0 : cote),
    paddingTop(rang) {
      if (rang < enteteRangs) return description.titre ? haut + 4 * (1 - rang) : 0;
      return ligneDe(rang)?.genre === 'total' ? haut + 0.9 : haut;
    },
    paddingBottom: (rang) => (rang < enteteRangs && !description.titre ? 3 : bas),
  };
}
