import { normaliserTexte } from './textes.ts';

const INCERTAIN = /en cours|recrut|prevu|prochain|a venir|projet|vae/;
const AUCUN = /^(?:aucune?|neant|non|sans|pas de)\b|sans diplome|aucun diplome/;
const INFERIEUR = /(?:infra|inferieur|moins (?:de|que)|sous|inf\.?) ?(?:au |a )?(?:niveau )?(?:le )?(?:bac|niveau)/;
const AU_MOINS_BAC_2 =
  /\bb\.?t\.?s\b|\bdut\b|\bbut\b|\bdeug\b|\bdeust\b|licence|bachelor|master|maitrise|doctorat|\bdess\b|\bdea\b|ingenieur|\bdesjeps\b|\bdejeps\b|\bdefa\b|\bdees\b|educat(?:eur|rice) (?:specialise|de jeunes enfants)|\beje\b|conseillere? en economie sociale|\bcesf\b|assistante? (?:de service )?sociale?\b|professeure? des ecoles|\bcapes\b|agregation|universitaire/;
const SOUS_BAC_2 =
  /\bbafa\b|\bbafd\b|\bbpjeps\b|\bbp jeps\b|\bbapaat\b|\bcap\b|\bbep\b|brevet|baccalaureat|\bbac\b|\bdeaes\b/;

/**
 * Le diplôme atteint-il Bac+2 ? null quand le texte ne permet pas de conclure (diplôme inconnu, formation en cours).
 * Niveaux : l’ancienne échelle (III = Bac+2) s’écrit en chiffres romains, la nouvelle (5 = Bac+2) en chiffres arabes.
 */
export function isAuMoinsBac2(diplome: string): boolean | null {
  const texte = normaliserTexte(diplome);
  if (texte === '' || INCERTAIN.test(texte)) return null;
  if (AUCUN.test(texte) || INFERIEUR.test(texte)) return false;
  const annees = /bac ?\+ ?(\d)/.exec(texte);
  if (annees) return Number(annees[1]) >= 2;
  const niveau = /niveau ([1-8]|iv|v|iii|ii|i)\b/.exec(texte)?.[1];
  if (niveau) return /\d/.test(niveau) ? Number(niveau) >= 5 : !['iv', 'v'].includes(niveau);
  if (AU_MOINS_BAC_2.test(texte)) return true;
  return SOUS_BAC_2.test(texte) ? false : null;
}
