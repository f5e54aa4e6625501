import { arrondirDemiHaut, fraction } from './fraction.ts';
import { accepter, refuser, type Verification } from './verification.ts';

const FINE_INSECABLE = '\u202f';
const INSECABLE = '\u00a0';
const MOINS = '\u2212';
/** Cent milliards d’euros : au-delà, une cellule a été mal lue. */
const MONTANT_MAXIMAL_CENTIMES = 10_000_000_000_000n;
const NOTATION_SCIENTIFIQUE = /^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i;

/** `123456` → « 1 234,56 € » : fine insécable aux milliers, insécable devant €, vrai signe moins. */
export function formaterEuros(centimes: number): string {
  return `${formaterMontant(centimes)}${INSECABLE}€`;
}

/** `123456` → « 1 234,56 », pour une colonne dont l’en-tête porte €. */
export function formaterMontant(centimes: number): string {
  return formaterDecimal(centimes, 2);
}

/** Points de base → « 32,5 % », sans zéro inutile. */
export function formaterTaux(pointsBase: number): string {
  return `${formaterDecimal(pointsBase, 2).replace(/,?0+$/, '')}${INSECABLE}%`;
}

/** Dixièmes → « 72,2 ». */
export function formaterDixiemes(dixiemes: number): string {
  return formaterDecimal(dixiemes, 1);
}

/** `12345` → « 12 345 ». */
export function formaterEntier(entier: number): string {
  return formaterDecimal(entier, 0);
}

/**
 * Lit un montant tel qu’un porteur l’écrit et renvoie des centimes : `1 234,56 €`, `12345.67`, `1.234,56`, `220+144`.
 * Ce qui peut se lire de deux façons (`1.234`) est refusé plutôt que deviné.
 */
export function lireMontant(texte: string): Verification<number> {
  const brut = texte.replace(/\s+/g, ' ').trim();
  const net = brut
    .replace(/€|eur(?:os?)?/gi, '')
    .replaceAll(MOINS, '-')
    .replace(/ +/g, ' ')
    .trim();
  if (net === '') return refuser('montant vide');
  if (/[()]/.test(net)) return refuser(`« ${brut} » : parenthèses refusées, écrivez le montant seul`);
  if (NOTATION_SCIENTIFIQUE.test(net))
    return refuser(`« ${brut} » : notation scientifique, écrivez le montant en entier`);
  if (/^[+-]?[\d., ]+$/.test(net)) return lireTerme(net.replace(/^\+ ?/, ''));
  if (/^\d[\d., ]*(?:\+ ?\d[\d., ]*)+$/.test(net)) return lireSomme(net);
  return refuser(`« ${brut} » n’est pas un montant`);
}

/** Montant d’une cellule numérique, en euros : arrondi au centime sur l’écriture décimale, jamais sur le flottant. */
export function lireMontantNumerique(euros: number): Verification<number> {
  // Deux décimales au plus : le centime est exact, puisque la cellule est le flottant le plus proche de ce nombre.
  const centimes = Math.round(euros * 100);
  if (Math.abs(centimes) < 1e13 && centimes / 100 === euros) return accepter(centimes === 0 ? 0 : centimes);
  // Six décimales : 0,30000000000000004 vient d’un calcul du tableur, pas du porteur, et ne mérite pas d’être dit.
  const courte = String(euros);
  const ecriture = /^-?\d+(?:\.\d{1,6})?$/.test(courte) ? courte : euros.toFixed(6).replace(/\.?0+$/, '');
  if (!/^-?\d+(?:\.\d+)?$/.test(ecriture)) return refuser(`« ${euros} » n’est pas un montant`);
  const [entiere = '0', decimales = ''] = ecriture.replace('-', '').split('.');
  return composer(entiere, decimales, ecriture.startsWith('-'), ecriture.replace('.', ','), []);
}

/** Lit un nombre entier positif ou nul : `12`, `1 234`, `12,0`. */
export function lireEntier(texte: string): Verification<number> {
  const net = texte.replace(/\s+/g, ' ').trim();
  if (net === '') return refuser('nombre vide');
  if (/^[-−]/.test(net)) return refuser(`« ${net} » : nombre négatif`);
  const sansZero = net.replace(/[.,]0+$/, '');
  if (/^\d+[.,]\d+$/.test(sansZero)) return refuser(`« ${net} » n’est pas un nombre entier`);
  if (/^\d+ ?(?:à|-|–|\/|ou) ?\d+$/i.test(sansZero)) return refuser(`« ${net} » : deux nombres, gardez-en un seul`);
  if (!/^(?:\d+|\d{1,3}(?: \d{3})+)$/.test(sansZero)) return refuser(`« ${net} » n’est pas un nombre entier`);
  const valeur = Number(sansZero.replaceAll(' ', ''));
  return Number.isSafeInteger(valeur) ? accepter(valeur) : refuser(`« ${net} » : nombre trop grand`);
}

function lireSomme(texte: string): Verification<number> {
  let total = 0;
  for (const terme of texte.split('+')) {
    const lu = lireTerme(terme.trim());
    if (!lu.valide) return lu;
    total += lu.valeur;
  }
  return accepter(total, `« ${texte} » lu comme une somme : ${formaterEuros(total)}`);
}

function lireTerme(texte: string): Verification<number> {
  const negatif = texte.startsWith('-');
  const corps = texte
    .replace(/^- ?/, '')
    .replace(/ ?([.,]) ?/g, '$1')
    .trim();
  const reparations: string[] = [];
  const decoupe = decouper(corps, reparations);
  if (!decoupe) {
    const ambigu = /^\d{1,3}[.,]\d{3}$/.test(corps);
    return refuser(
      ambigu
        ? `« ${texte} » : milliers ou décimales ? Écrivez ${corps.replace(/[.,]/, '')},00 ou ${corps.slice(0, -1).replace('.', ',')}`
        : `« ${texte} » n’est pas un montant`,
    );
  }
  return composer(decoupe.entiere, decoupe.decimales, negatif, texte, reparations);
}

/** Sépare euros et centimes selon l’écriture ; null si elle est ambiguë ou mal groupée. */
function decouper(corps: string, reparations: string[]): { entiere: string; decimales: string } | null {
  if (/^\d{1,3}(?:\.\d{3})+,\d+$/.test(corps) || /^\d{1,3}(?:\.\d{3}){2,}$/.test(corps)) {
    const [entiere = '', decimales = ''] = corps.replaceAll('.', '').split(',');
    return { entiere, decimales };
  }
  if (/^\d{1,3}(?:,\d{3})+\.\d+$/.test(corps) || /^\d{1,3}(?:,\d{3}){2,}$/.test(corps)) {
    const [entiere = '', decimales = ''] = corps.replaceAll(',', '').split('.');
    reparations.push('virgule lue comme séparateur de milliers');
    return { entiere, decimales };
  }
  // « 0,125 » ne peut pas être un millier ; « 1,125 » le peut.
  if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(corps)) return null;
  const simple = /^(\d+|\d{1,3}(?: \d{3})+)(?:[.,](\d*))?$/.exec(corps);
  if (!simple?.[1]) return null;
  return { entiere: simple[1].replaceAll(' ', ''), decimales: simple[2] ?? '' };
}

function composer(
  entiere: string,
  decimales: string,
  negatif: boolean,
  texte: string,
  reparations: readonly string[],
): Verification<number> {
  const echelle = 10n ** BigInt(decimales.length);
  const absolu = fraction(BigInt(entiere + decimales) * 100n, echelle);
  const centimes = arrondirDemiHaut(absolu);
  if (centimes > MONTANT_MAXIMAL_CENTIMES) return refuser(`« ${texte} » : montant hors limites`);
  const valeur = centimes === 0n ? 0 : Number(negatif ? -centimes : centimes);
  const faits = absolu.d === 1n ? reparations : [...reparations, `arrondi au centime : ${formaterEuros(valeur)}`];
  return accepter(valeur, faits.length > 0 ? `« ${texte} » : ${faits.join(' ; ')}` : null);
}

/** `valeur` est un entier d’unités 10^-decimales : aucune division flottante ne touche un montant. */
function formaterDecimal(valeur: number, decimales: number): string {
  if (!Number.isSafeInteger(valeur)) throw new RangeError(`Entier attendu : ${valeur}`);
  const chiffres = String(Math.abs(valeur)).padStart(decimales + 1, '0');
  const entiere = chiffres.slice(0, chiffres.length - decimales).replace(/\B(?=(?:\d{3})+$)/g, FINE_INSECABLE);
  const fin = decimales > 0 ? `,${chiffres.slice(-decimales)}` : '';
  return `${valeur < 0 ? MOINS : ''}${entiere}${fin}`;
}
