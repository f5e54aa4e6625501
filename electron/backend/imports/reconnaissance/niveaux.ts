import { normaliserTexte } from '../../../../shared/domaine/textes.ts';
import type { NiveauScolaire } from '../dossier-lu.ts';

const ELEMENTAIRE = /\b(?:cp|ce ?[12]|cm ?[12])\b|elementaire|primaire|\becoles?\b/;
const COLLEGE =
  /\b(?:6|5|4|3) ?(?:e|eme|emes)\b|\bsixiemes?\b|\bcinquiemes?\b|\bquatriemes?\b|\btroisiemes?\b|college|segpa/;
const LYCEE =
  /\b(?:2 ?nde|2nd|2 ?de|seconde|1 ?(?:re|ere)|premiere|tle|term|terminale)s?\b|lycee|\bcap\b|\bbac(?:calaureat| pro)?\b/;
const MIXTE = /mixte|multi ?-?niveau|tous (?:les )?niveaux|plusieurs niveaux|inter ?-?niveau/;

/**
 * Le niveau d’un collectif d’après ce qui a été écrit : « CP-CM2 », « École élémentaire », « 6e-3e », « CM2 et 6e ».
 * null si rien n’y est reconnu ; la maternelle, hors du Clas, n’est rattachée à aucun niveau.
 */
export function lireNiveau(texte: string): NiveauScolaire | null {
  const net = normaliserTexte(texte)
    .replace(/[°ᵉ]/g, 'e')
    .replace(/[_–—-]/g, ' ')
    .replace(/\s+/g, ' ');
  if (MIXTE.test(net)) return 'mixte';
  const sansMaternelle = net.replace(/(?:ecoles? )?maternelles?/g, '');
  const trouves: NiveauScolaire[] = [];
  if (ELEMENTAIRE.test(sansMaternelle)) trouves.push('elementaire');
  if (COLLEGE.test(sansMaternelle)) trouves.push('college');
  if (LYCEE.test(sansMaternelle)) trouves.push('lycee');
  return trouves.length > 1 ? 'mixte' : (trouves[0] ?? null);
}
