import { ajouterJours, formaterDateLongue } from './dates.ts';

const JOUR_MS = 86_400_000;

/** Les fêtes à date fixe, `MM-JJ` (Code du travail, L3133-1). */
const FIXES: readonly (readonly [jour: string, nom: string])[] = [
  ['01-01', 'jour de l’an'],
  ['05-01', 'fête du Travail'],
  ['05-08', 'victoire de 1945'],
  ['07-14', 'fête nationale'],
  ['08-15', 'Assomption'],
  ['11-01', 'Toussaint'],
  ['11-11', 'armistice de 1918'],
  ['12-25', 'Noël'],
];
/** Celles qui suivent Pâques, en jours après le dimanche. */
const MOBILES: readonly (readonly [jours: number, nom: string])[] = [
  [1, 'lundi de Pâques'],
  [39, 'Ascension'],
  [50, 'lundi de Pentecôte'],
];

/** Nombre de jours de `de` à `a` ; négatif si `a` est avant. */
export function compterJours(de: string, a: string): number {
  return Math.round((Date.parse(`${a}T00:00:00Z`) - Date.parse(`${de}T00:00:00Z`)) / JOUR_MS);
}

/** Le dimanche de Pâques du calendrier grégorien (algorithme de Meeus, Jones et Butcher). */
export function dimancheDePaques(annee: number): string {
  const a = annee % 19;
  const b = Math.floor(annee / 100);
  const c = annee % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const reste = h + l - 7 * m + 114;
  return new Date(Date.UTC(annee, Math.floor(reste / 31) - 1, (reste % 31) + 1)).toISOString().slice(0, 10);
}

/** Les onze jours fériés de métropole, hors Alsace-Moselle : leur nom par date. */
export function joursFeries(annee: number): ReadonlyMap<string, string> {
  const paques = dimancheDePaques(annee);
  return new Map([
    // L’Ascension peut tomber le 1er ou le 8 mai : la fête à date fixe, nommée après, l’emporte.
    ...MOBILES.map(([jours, nom]) => [ajouterJours(paques, jours), nom] as const),
    ...FIXES.map(([jour, nom]) => [`${annee}-${jour}`, nom] as const),
  ]);
}

/** Pourquoi ce jour n’est pas ouvré : « un samedi », « férié (fête nationale) » ; null s’il l’est. */
export function raisonNonOuvre(date: string): string | null {
  const ferie = joursFeries(Number(date.slice(0, 4))).get(date);
  if (ferie !== undefined) return `férié (${ferie})`;
  const jour = new Date(`${date}T00:00:00Z`).getUTCDay();
  return jour === 0 || jour === 6 ? `un ${formaterDateLongue(date).split(' ')[0]}` : null;
}

/** Ce jour, ou le premier d’après qui ne soit ni samedi, ni dimanche, ni férié. */
export function jourOuvreDes(date: string): string {
  let jour = date;
  while (raisonNonOuvre(jour) !== null) jour = ajouterJours(jour, 1);
  return jour;
}
