/** Vrai si un mot devient l’autre par une lettre changée, ajoutée ou ôtée, ou deux lettres voisines échangées. */
export function isUneFaute(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let debut = 0;
  while (debut < a.length && a[debut] === b[debut]) debut += 1;
  let fin = 0;
  while (fin < Math.min(a.length, b.length) - debut && a.at(-1 - fin) === b.at(-1 - fin)) fin += 1;
  const [resteA, resteB] = [a.slice(debut, a.length - fin), b.slice(debut, b.length - fin)];
  if (resteA.length <= 1 && resteB.length <= 1) return true;
  return resteA.length === 2 && resteB.length === 2 && resteA[0] === resteB[1] && resteA[1] === resteB[0];
}
