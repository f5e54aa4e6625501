import type { AnomalieLue } from '../imports/dossier-lu.ts';
import type { Feuille } from './classeur.ts';

export type AnomalieARejeter = Pick<
  AnomalieLue,
  'feuille' | 'cellule' | 'valeur' | 'message' | 'bloquante' | 'numeroDossier'
>;

/** Les anomalies d’une même cellule. */
export interface Repere {
  readonly bloquante: boolean;
  readonly anomalies: readonly AnomalieARejeter[];
}

/** Par numéro de ligne, puis par indice de colonne (0 = A). */
export type Reperes = ReadonlyMap<number, ReadonlyMap<number, Repere>>;

export interface Place {
  readonly ligne: number;
  /** 0 = A. */
  readonly colonne: number;
}

/** Dernière ligne et dernière colonne d’un tableur. */
const LIGNE_MAX = 1_048_576;
const COLONNE_MAX = 16_383;
const FEUILLE_ANONYME = 'Feuille';
const NOM_MAX = 31;

/** `F12` ; null si ce n’est pas l’adresse d’une cellule. */
export function lirePlace(adresse: string | null): Place | null {
  const [, lettres, chiffres] = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(adresse ?? '') ?? [];
  if (lettres === undefined || chiffres === undefined) return null;
  const colonne = lettres.split('').reduce((somme, lettre) => somme * 26 + lettre.charCodeAt(0) - 64, 0) - 1;
  const ligne = Number(chiffres);
  return ligne > LIGNE_MAX || colonne > COLONNE_MAX ? null : { ligne, colonne };
}

/** Les cellules d’une feuille qui portent une anomalie ; une cellule bloquante l’est pour toutes ses anomalies. */
export function repererFeuille(nom: string, anomalies: readonly AnomalieARejeter[]): Reperes {
  const lignes = new Map<number, Map<number, { bloquante: boolean; anomalies: AnomalieARejeter[] }>>();
  for (const anomalie of anomalies) {
    const place = anomalie.feuille === nom ? lirePlace(anomalie.cellule) : null;
    if (place === null) continue;
    const ligne = lignes.get(place.ligne) ?? new Map();
    const repere = ligne.get(place.colonne) ?? { bloquante: false, anomalies: [] };
    repere.bloquante ||= anomalie.bloquante;
    repere.anomalies.push(anomalie);
    ligne.set(place.colonne, repere);
    lignes.set(place.ligne, ligne);
  }
  return lignes;
}

/** Bloquantes d’abord, puis dans l’ordre du classeur : feuille, ligne, colonne ; ce qui n’a pas de cellule vient après. */
export function ordonnerAnomalies<A extends AnomalieARejeter>(
  anomalies: readonly A[],
  feuilles: readonly Feuille[],
): A[] {
  const rangs = new Map(feuilles.map(({ nom }, rang) => [nom, rang]));
  const cle = (anomalie: A) => {
    const place = lirePlace(anomalie.cellule);
    return [
      anomalie.bloquante ? 0 : 1,
      rangs.get(anomalie.feuille ?? '') ?? feuilles.length,
      place?.ligne ?? LIGNE_MAX + 1,
      place?.colonne ?? 0,
    ];
  };
  return anomalies
    .map((anomalie) => ({ anomalie, cle: cle(anomalie) }))
    .toSorted((a, b) => a.cle.map((n, i) => n - (b.cle[i] ?? 0)).find((ecart) => ecart !== 0) ?? 0)
    .map(({ anomalie }) => anomalie);
}

/**
 * Un nom de feuille qu’Excel accepte, au plus près de celui reçu : 31 caractères, sans `* ? : \ / [ ]`, sans apostrophe
 * aux bords, et pas deux fois le même à la casse près.
 */
export function nommerFeuille(nom: string, pris: ReadonlySet<string>): string {
  const net =
    couper(
      nom
        .toWellFormed()
        .replace(/[\p{Cc}\uFFFE\uFFFF]/gu, ' ')
        .replace(/[*?:\\/[\]]/g, '-')
        .replace(/^'+/, ''),
      NOM_MAX,
    ).replace(/'+$/, '') || FEUILLE_ANONYME;
  const base = net.trim() === '' ? FEUILLE_ANONYME : net;
  // Excel garde « History » pour lui.
  const isLibre = (essai: string) => !pris.has(essai.toLowerCase()) && essai.toLowerCase() !== 'history';
  for (let numero = 1; ; numero += 1) {
    const suffixe = numero === 1 ? '' : ` (${numero})`;
    const essai = couper(base, NOM_MAX - suffixe.length) + suffixe;
    if (isLibre(essai)) return essai;
  }
}

/** Sans laisser la moitié d’un caractère double. */
function couper(texte: string, longueur: number): string {
  return texte.slice(0, longueur).replace(/[\uD800-\uDBFF]$/, '');
}
