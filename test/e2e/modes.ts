/**
 * Les thèmes que chaque parcours passe à axe. Le sombre double la durée, presque toute en contrastes : à la demande,
 * `CLAS_SOMBRE=1`, avant de livrer un écran.
 */
export const MODES: readonly ('light' | 'dark')[] =
  process.env['CLAS_SOMBRE'] === undefined ? ['light'] : ['light', 'dark'];
