import { assertNever } from '../../../../shared/domaine/libelles.ts';
import type { Cellule, Feuille, Ligne, Valeur } from '../../tableurs/classeur.ts';
import { adresse } from '../../tableurs/classeur.ts';
import { normaliserEntete, plierLibelle, rendreUniques } from './entetes.ts';

/** Une colonne reste désignée par son indice : les en-têtes en double des exports interdisent de la désigner par son nom. */
export interface Colonne {
  readonly indice: number;
  /** En-tête montré, unique dans sa feuille. */
  readonly entete: string;
  /** Libellé d’origine, espaces repliées, avant d’être rendu unique. */
  readonly libelle: string;
  /** Forme de comparaison ; vide si la colonne n’a pas d’en-tête. */
  readonly cle: string;
}

export interface Tableau {
  readonly feuille: string;
  /** Numéro de la ligne d’en-tête ; null si la feuille n’en a pas. */
  readonly ligneEntete: number | null;
  readonly colonnes: readonly Colonne[];
  /** Lignes de données, sous l’en-tête. */
  readonly lignes: readonly Ligne[];
}

/** Espaces et caractères sans largeur ne sont pas une réponse. */
const VISIBLE = /[^\s\u00AD\u200B-\u200D\u2060\uFEFF]/;

/** Le texte d’une valeur, sans interprétation ; un entier garde tous ses chiffres (SIRET saisi comme nombre). */
export function texteDe(contenu: Valeur): string {
  switch (contenu.type) {
    case 'texte':
    case 'date':
    case 'erreur':
      return contenu.valeur;
    case 'nombre':
      return Number.isInteger(contenu.valeur) && Math.abs(contenu.valeur) < 1e21
        ? contenu.valeur.toFixed(0)
        : String(contenu.valeur);
    case 'booleen':
      return contenu.valeur ? 'oui' : 'non';
    case 'formule_sans_resultat':
      return '';
    default:
      return assertNever(contenu);
  }
}

/** Vraie si la cellule ne dit rien (un texte d’espaces compris). */
export function estVide(cellule: Cellule): boolean {
  return cellule.contenu.type === 'texte' && !VISIBLE.test(cellule.contenu.valeur);
}

export function celluleA(ligne: Ligne, colonne: number): Cellule | null {
  const trouvee = ligne.cellules.find((c) => c.colonne === colonne);
  return trouvee && !estVide(trouvee) ? trouvee : null;
}

/** Découpe une feuille en colonnes et lignes de données à partir de sa ligne d’en-tête. */
export function faireTableau(feuille: Feuille, entete: Ligne | null): Tableau {
  const lignes = feuille.lignes.filter(
    (l) => (entete === null || l.numero > entete.numero) && l.cellules.some((c) => !estVide(c)),
  );
  const libelles = new Map<number, string>();
  for (const ligne of lignes) for (const c of ligne.cellules) libelles.set(c.colonne, '');
  for (const c of entete?.cellules ?? []) libelles.set(c.colonne, plierLibelle(texteDe(c.contenu)));
  const indices = [...libelles.keys()].toSorted((a, b) => a - b);
  const noms = indices.map((i) => libelles.get(i) || `Colonne ${adresse(i, 1).slice(0, -1)}`);
  const uniques = rendreUniques(noms);
  const colonnes = indices.map((indice, rang) => ({
    indice,
    entete: uniques[rang] ?? '',
    libelle: noms[rang] ?? '',
    cle: normaliserEntete(libelles.get(indice) ?? ''),
  }));
  return { feuille: feuille.nom, ligneEntete: entete?.numero ?? null, colonnes, lignes };
}

/** Les valeurs non vides d’une colonne, pour juger de son contenu ; au plus `limite`. */
export function valeursDe(tableau: Tableau, indice: number, limite: number): Cellule[] {
  const valeurs: Cellule[] = [];
  for (const ligne of tableau.lignes) {
    const cellule = celluleA(ligne, indice);
    if (cellule) valeurs.push(cellule);
    if (valeurs.length >= limite) break;
  }
  return valeurs;
}
