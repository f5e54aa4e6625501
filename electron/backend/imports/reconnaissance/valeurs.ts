import { assertNever } from '../../../../shared/domaine/libelles.ts';
import type { Cellule, Ligne, Valeur } from '../../tableurs/classeur.ts';

/** Espaces et caractères sans largeur ne sont pas une réponse. */
const VISIBLE = /[^\s\u00AD\u200B-\u200D\u2060\uFEFF]/;

/** Le texte d’une valeur, sans interprétation. */
export function texteDe(contenu: Valeur): string {
  switch (contenu.type) {
    case 'texte':
    case 'date':
    case 'erreur':
      return contenu.valeur;
    case 'nombre':
      // Jusqu’à 1e21, `String` écrit tous les chiffres d’un entier : un SIRET saisi comme nombre reste lisible.
      return String(contenu.valeur);
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
  const { contenu } = cellule;
  if (contenu.type !== 'texte') return false;
  const premier = contenu.valeur.charCodeAt(0);
  // Un premier caractère latin suffit, sans expression régulière : c’est le cas de presque toutes les cellules.
  return !(premier > 0x20 && premier < 0x7f) && !VISIBLE.test(contenu.valeur);
}

export function celluleA(ligne: Ligne, colonne: number): Cellule | null {
  const trouvee = ligne.cellules.find((c) => c.colonne === colonne);
  return trouvee && !estVide(trouvee) ? trouvee : null;
}
