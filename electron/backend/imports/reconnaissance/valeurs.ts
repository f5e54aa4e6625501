import { assertNever } from '../../../../shared/domaine/libelles.ts';
import type { Cellule, Ligne, Valeur } from '../../tableurs/classeur.ts';

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
