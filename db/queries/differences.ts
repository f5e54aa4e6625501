/** Les seuls champs de `nouveaux` qui diffèrent, avec leur valeur d’avant : ce que le journal garde d’un changement. */
export function garderDifferents<T extends object>(
  anciens: T,
  nouveaux: Partial<T>,
): { avant: Partial<T>; apres: Partial<T> } {
  const avant: Partial<T> = {};
  const apres: Partial<T> = {};
  for (const cle of Object.keys(nouveaux) as (keyof T)[]) {
    if (JSON.stringify(anciens[cle]) === JSON.stringify(nouveaux[cle])) continue;
    Object.assign(avant, { [cle]: anciens[cle] });
    Object.assign(apres, { [cle]: nouveaux[cle] });
  }
  return { avant, apres };
}
