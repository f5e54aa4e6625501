import type { Style, Worksheet } from 'exceljs';
import type { FicheInstruction } from '../documents/fiche-instruction-donnees.ts';
import {
  type Alignement,
  ecrireCellule,
  ecrireFormule,
  FORMAT_TEXTE,
  hauteur,
  lignesDeTexte,
  styleCorps,
  styleEntete,
} from './ecrire-style.ts';

/** Une formule et le résultat que la base lui connaît. */
export interface Formule {
  readonly formule: string;
  readonly resultat: string | number;
}
export type Valeur = string | number | Formule | null;

export interface ColonneResultat<L> {
  readonly libelle: string;
  readonly largeur: number;
  readonly alignement: Alignement;
  readonly format?: string;
  /** Passe à la ligne : texte libre. */
  readonly libre?: boolean;
  readonly gras?: boolean;
  readonly valeur: (ligne: L, index: number) => Valeur;
}

export const FORMAT_NOTE = '0.0';

/** Les deux premières colonnes de chaque feuille : de quel dossier il s’agit. */
export function colonnesDossier<L>(ficheDe: (ligne: L) => FicheInstruction): ColonneResultat<L>[] {
  return [
    {
      libelle: 'N° du dossier',
      largeur: 12,
      alignement: 'left',
      format: FORMAT_TEXTE,
      valeur: (ligne) => ficheDe(ligne).dossier.numero,
    },
    {
      libelle: 'Structure',
      largeur: 36,
      alignement: 'left',
      libre: true,
      valeur: (ligne) => ficheDe(ligne).dossier.structure.raisonSociale,
    },
  ];
}

/** En-tête en ligne `debut`, puis une ligne par élément ; rend la dernière ligne écrite. */
export function ecrireTable<L>(
  feuille: Worksheet,
  debut: number,
  colonnes: readonly ColonneResultat<L>[],
  lignes: readonly L[],
): number {
  const entetes = feuille.getRow(debut);
  colonnes.forEach(({ libelle, alignement }, rang) => {
    ecrireCellule(entetes.getCell(rang + 1), libelle, styleEntete(alignement));
  });
  entetes.height = hauteur(
    Math.max(1, ...colonnes.map(({ libelle, largeur }) => lignesDeTexte(libelle, largeur * 0.9))),
  );
  const styles = colonnes.map(({ alignement, format, libre = false, gras = false }) =>
    styleCorps({ alignement, libre, gras, ...(format === undefined ? {} : { format }) }),
  );
  lignes.forEach((ligne, index) => {
    const rangee = feuille.getRow(debut + 1 + index);
    let lignesDeHaut = 1;
    colonnes.forEach((colonne, rang) => {
      const valeur = colonne.valeur(ligne, index);
      ecrireValeur(feuille, debut + 1 + index, rang + 1, valeur, styles[rang] ?? {});
      if (colonne.libre && typeof valeur === 'string')
        lignesDeHaut = Math.max(lignesDeHaut, lignesDeTexte(valeur, colonne.largeur));
    });
    // Excel refuse une hauteur au-delà de 409 points.
    rangee.height = Math.min(409, hauteur(lignesDeHaut));
  });
  return debut + lignes.length;
}

export function ecrireValeur(
  feuille: Worksheet,
  ligne: number,
  colonne: number,
  valeur: Valeur,
  style: Partial<Style>,
): void {
  const cellule = feuille.getCell(ligne, colonne);
  if (typeof valeur === 'object' && valeur !== null) ecrireFormule(cellule, valeur.formule, valeur.resultat, style);
  else ecrireCellule(cellule, valeur === '' ? null : valeur, style);
}

export function poserLargeurs(feuille: Worksheet, largeurs: readonly number[]): void {
  largeurs.forEach((largeur, rang) => {
    feuille.getColumn(rang + 1).width = largeur;
  });
}
