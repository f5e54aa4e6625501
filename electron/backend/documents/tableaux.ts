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
import { COULEURS, type NomCaractere } from './style.ts';

export interface Colonne {
  readonly entete: string;
  /** Largeur du contenu en points, marges de cellule non comprises. */
  readonly largeur: number | '*';
  readonly aligner?: 'right' | 'center';
}

/** Une cellule : son texte, ou un nœud pdfmake qui peut fixer son style, son alignement ou son `colSpan`. */
export type Cellule =
  | string
  | ((ContentText | ContentColumns | ContentStack | ContentCanvas | ContentTable) & TableCellProperties);

export interface Ligne {
  readonly cellules: readonly Cellule[];
  /** `section` : intertitre d’un groupe de lignes ; `total` : en gras sous un filet fort ; `report` : en italique. */
  readonly genre?: 'section' | 'total' | 'report';
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
  readonly marges?: [number, number, number, number];
}

const INTERIEUR = [3.1, 2.1] as const;
const INTERIEUR_DENSE = [1.7, 1.6] as const;
const FILET_FORT = 0.9;

/** Tableau des documents : ni filet vertical ni fond, l’en-tête répété en haut de page, aucune ligne coupée. */
export function tableau(description: Tableau): ContentTable {
  const { colonnes, lignes, dense = false } = description;
  const base: NomCaractere = dense ? 'dense' : 'tableau';
  const enteteRangs = description.sansEntete ? 0 : 1;
  const entetes = description.sansEntete
    ? []
    : [colonnes.map((colonne) => entete(colonne, dense ? 'enteteDense' : 'entete'))];
  const corps = lignes.map((ligne) => completer(ligne, colonnes));
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

function entete(colonne: Colonne, style: NomCaractere): TableCell {
  return {
    text: colonne.entete,
    style,
    alignment: colonne.aligner ?? 'left',
    // Les en-têtes d’une ligne s’alignent sur le bas de ceux qui en ont deux.
    verticalAlignment: 'bottom',
  };
}

function completer(ligne: Ligne, colonnes: readonly Colonne[]): TableCell[] {
  return colonnes.map((colonne, rang): TableCell => {
    const cellule = ligne.cellules[rang] ?? '';
    const noeud = typeof cellule === 'string' ? { text: cellule } : cellule;
    const alignee = colonne.aligner && !('alignment' in noeud) ? { alignment: colonne.aligner } : {};
    if (ligne.genre === 'total') return { bold: true, ...alignee, ...noeud };
    if (ligne.genre === 'report') return { italics: true, color: COULEURS.gris, ...alignee, ...noeud };
    if (ligne.genre === 'section') return { bold: true, color: COULEURS.accent, ...alignee, ...noeud };
    return { ...alignee, ...noeud };
  });
}

function miseEnPage(description: Tableau, enteteRangs: number): CustomTableLayout {
  const { lignes, colonnes, dense = false } = description;
  const [haut, bas] = description.interieur ?? (dense ? INTERIEUR_DENSE : INTERIEUR);
  const cote = description.cote ?? (dense ? 3 : 4);
  const derniere = colonnes.length - 1;
  const ligneDe = (rang: number) => lignes[rang - enteteRangs];

  /** Épaisseur du filet `rang`, sous la ligne `rang - 1` et au-dessus de la ligne `rang`. */
  function epaisseur(rang: number): number {
    const dessus = ligneDe(rang - 1);
    const dessous = ligneDe(rang);
    if (rang === 0) return 0;
    if (rang === enteteRangs && enteteRangs > 0) return FILET_FORT;
    if (dessous?.genre === 'total' && dessus?.genre !== 'total') return FILET_FORT;
    if (dessus?.genre === 'total' || dessus?.filet === false) return 0;
    if (dessus?.genre === 'section') return 0.6;
    // L’intertitre a son blanc au-dessus : le filet de la ligne précédente reste, fin.
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
      if (rang < enteteRangs) return 0;
      const genre = ligneDe(rang)?.genre;
      if (genre === 'section') return haut + 4.5;
      return genre === 'total' ? haut + 0.9 : haut;
    },
    paddingBottom: (rang) => (rang < enteteRangs ? 3 : bas),
  };
}
