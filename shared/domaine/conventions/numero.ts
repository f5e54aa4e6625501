/** Le code de l’organisme dans les numéros : le département, par défaut. */
export const CODE_PAR_DEFAUT = '045';
/** Lettres et chiffres : il passe dans un nom de fichier et dans une cellule de classeur. */
export const FORME_DU_CODE = /^[0-9A-Z]{2,6}$/;

/** « 2026-045-001 » : l’exercice, le code, puis le rang sur trois chiffres au moins. */
export function numeroDeConvention(exercice: number, code: string, rang: number): string {
  return `${exercice}-${code}-${String(rang).padStart(3, '0')}`;
}

/** « 2026-045-001/A1 » : le rang est celui de l’avenant dans sa convention. */
export function numeroDAvenant(convention: string, rang: number): string {
  return `${convention}/A${rang}`;
}
