/** Une entrée du journal sur un critère ou une condition, la plus ancienne d’abord. */
export interface EntreeCotation {
  readonly instant: string;
  readonly agent: string;
  /** « 2 », « s. o. », « oui »… ; null : rien. */
  readonly avant: string | null;
  readonly apres: string | null;
  readonly commentaire: string;
  readonly charte: string | null;
}

/** Un commentaire tapé en plusieurs fois, ou juste après le niveau, est un seul geste. */
const MEME_GESTE_MS = 10 * 60 * 1000;

/** L’historique à montrer, le plus récent d’abord : chaque niveau changé, et les textes retouchés d’un seul tenant. */
export function resumerHistorique(entrees: readonly EntreeCotation[]): EntreeCotation[] {
  const gestes: { geste: EntreeCotation; dernier: string }[] = [];
  for (const entree of entrees) {
    const precedent = gestes.at(-1);
    const suite =
      precedent !== undefined &&
      entree.avant === entree.apres &&
      precedent.geste.agent === entree.agent &&
      precedent.geste.charte === entree.charte &&
      Date.parse(entree.instant) - Date.parse(precedent.dernier) <= MEME_GESTE_MS;
    if (suite) {
      precedent.geste = { ...precedent.geste, commentaire: entree.commentaire };
      precedent.dernier = entree.instant;
    } else gestes.push({ geste: entree, dernier: entree.instant });
  }
  return gestes.map(({ geste }) => geste).toReversed();
}
