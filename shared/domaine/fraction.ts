/** Rationnel exact, réduit, de dénominateur strictement positif : les notes ne passent jamais par un flottant. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

/** Construit `n/d` réduit. @throws RangeError si `d` vaut 0. */
export function fraction(n: bigint | number, d: bigint | number = 1n): Fraction {
  const numerateur = BigInt(n);
  const denominateur = BigInt(d);
  if (denominateur === 0n) throw new RangeError('Fraction de dénominateur nul');
  const signe = denominateur < 0n ? -1n : 1n;
  const diviseur = plusGrandDiviseur(absolu(numerateur), absolu(denominateur));
  return { n: (signe * numerateur) / diviseur, d: (signe * denominateur) / diviseur };
}

export function additionner(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function soustraire(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.d - b.n * a.d, a.d * b.d);
}

/** Moyenne exacte ; null s’il n’y a rien à moyenner. */
export function moyenne(valeurs: readonly Fraction[]): Fraction | null {
  if (valeurs.length === 0) return null;
  return diviser(valeurs.reduce(additionner, fraction(0)), fraction(valeurs.length));
}

export function multiplier(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.n, a.d * b.d);
}

/** @throws RangeError si `b` est nul. */
export function diviser(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.d, a.d * b.n);
}

/** Négatif si a < b, nul si a = b, positif si a > b. */
export function comparer(a: Fraction, b: Fraction): number {
  const ecart = a.n * b.d - b.n * a.d;
  return ecart < 0n ? -1 : ecart > 0n ? 1 : 0;
}

/** Arrondi au plus proche, la demie vers le haut ; renvoie l’entier. */
export function arrondirDemiHaut(f: Fraction): bigint {
  const double = 2n * f.n + f.d;
  const quotient = double / (2n * f.d);
  return double < 0n && quotient * 2n * f.d !== double ? quotient - 1n : quotient;
}

/** Nombre entier de dixièmes, arrondi une seule fois, la demie vers le haut : 361/5 → 722. */
export function enDixiemes(f: Fraction): number {
  return Number(arrondirDemiHaut({ n: f.n * 10n, d: f.d }));
}

/** Le nombre flottant le plus proche : pour dessiner ou pour un tableur, jamais pour comparer. */
export function enNombre(f: Fraction): number {
  const n = Number(f.n);
  const d = Number(f.d);
  if (Number.isFinite(n) && Number.isFinite(d)) return n / d;
  // Trop grands pour un flottant : on garde dix-huit chiffres après la virgule.
  return Number((f.n * 10n ** 18n) / f.d) / 1e18;
}

function absolu(valeur: bigint): bigint {
  return valeur < 0n ? -valeur : valeur;
}

function plusGrandDiviseur(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
