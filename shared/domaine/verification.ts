/**
 * Résultat de la lecture d’une valeur saisie ou reçue d’un fichier.
 * `repare` dit, en français, ce que le logiciel a supposé pour comprendre la valeur ; null si rien.
 */
export type Verification<T> =
  | { readonly valide: true; readonly valeur: T; readonly repare: string | null }
  | { readonly valide: false; readonly raison: string };

export function accepter<T>(valeur: T, repare: string | null = null): Verification<T> {
  return { valide: true, valeur, repare };
}

export function refuser(raison: string): { readonly valide: false; readonly raison: string } {
  return { valide: false, raison };
}
