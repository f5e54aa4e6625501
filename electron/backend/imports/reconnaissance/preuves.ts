import type { DossierLu, ReponseLue } from '../dossier-lu.ts';

/** La réponse du dossier (hors collectifs) qui donne un champ. */
export function reponseDe(dossier: DossierLu, champ: string): ReponseLue | undefined {
  return dossier.reponses.find((r) => r.champ === champ);
}

/** « Dossiers!F12 » → feuille et cellule ; un nom de feuille peut lui-même contenir « ! ». */
export function situer(source: { readonly adresse: string } | undefined): {
  feuille: string | null;
  cellule: string | null;
} {
  const coupe = source?.adresse.lastIndexOf('!') ?? -1;
  if (!source || coupe < 0) return { feuille: null, cellule: null };
  return { feuille: source.adresse.slice(0, coupe), cellule: source.adresse.slice(coupe + 1) };
}
