import type { Valeur } from './classeur.ts';
import type { Sorte } from './formats-de-nombre.ts';

const JOUR_S = 86_400;
/** 31 décembre 9999 dans le calendrier de 1900. */
const DERNIER_JOUR = 2_958_465;
/** Jours entre les calendriers de 1900 et de 1904. */
const ECART_1904 = 1_462;
/** Le 29 février 1900, que Lotus puis Excel comptent et qui n’a pas existé. */
const JOUR_FANTOME = 60;

/**
 * Une valeur numérique vue à travers son format. Une heure ou une durée devient le texte que l’agent voit (« 17:30 »,
 * « 36:00 ») : en faire un nombre serait un piège, 36 heures valent 1,5 dans le fichier.
 * @param serie jours depuis l’origine du calendrier, fraction comprise
 * @param depuis1904 calendrier des anciens classeurs Mac
 */
export function valeurDeSerie(serie: number, sorte: Sorte, depuis1904: boolean): Valeur {
  if (sorte === 'nombre' || serie < 0) return { type: 'nombre', valeur: serie };
  // Excel tient ses heures à la milliseconde près ; l’arrondi à la seconde efface l’erreur de la fraction binaire.
  const secondes = Math.round(serie * JOUR_S);
  if (sorte === 'duree' || (sorte === 'heure' && serie < 1)) return { type: 'texte', valeur: enHeures(secondes) };
  const jour = Math.floor(secondes / JOUR_S) + (depuis1904 ? ECART_1904 : 0);
  // Le jour 0 et le 29 février 1900 n’existent pas : mieux vaut le nombre tel quel qu’une date inventée.
  if (jour < 1 || jour === JOUR_FANTOME || jour > DERNIER_JOUR) return { type: 'nombre', valeur: serie };
  const origine = Date.UTC(1899, 11, jour > JOUR_FANTOME ? 30 : 31);
  const iso = new Date(origine + jour * JOUR_S * 1000 + (secondes % JOUR_S) * 1000).toISOString();
  return { type: 'date', valeur: secondes % JOUR_S === 0 ? iso.slice(0, 10) : iso.slice(0, 19) };
}

/** Une date écrite en ISO (`t="d"`) ; l’heure murale est gardée, une indication de fuseau aussi peu fiable non. */
export function valeurDeDateIso(texte: string): Valeur {
  const trouve = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/.exec(texte);
  const [, jour, minutes = '00:00', secondes = '00'] = trouve ?? [];
  const heure = `${minutes}:${secondes}`;
  const instant = Date.parse(`${jour}T${heure}Z`);
  if (jour === undefined || Number.isNaN(instant)) return { type: 'texte', valeur: texte };
  const iso = new Date(instant).toISOString();
  if (iso.slice(0, 10) !== jour) return { type: 'texte', valeur: texte }; // 30 février
  return { type: 'date', valeur: heure === '00:00:00' ? jour : `${jour}T${heure}` };
}

/** `HH:MM`, ou `HH:MM:SS` quand il y a des secondes ; les heures vont au-delà de 24. */
function enHeures(secondes: number): string {
  const deux = (n: number) => String(n).padStart(2, '0');
  const s = secondes % 60;
  const heures = `${deux(Math.floor(secondes / 3600))}:${deux(Math.floor(secondes / 60) % 60)}`;
  return s === 0 ? heures : `${heures}:${deux(s)}`;
}

/** Le numéro de jour d’Excel (calendrier de 1900), calculé sans fuseau : la même date à Paris, Auckland et New York. */
export function numeroDeJour(jour: string): number {
  return Date.parse(`${jour}T00:00:00Z`) / (JOUR_S * 1000) + 25_569;
}
