/** L’avertissement d’une feuille où des formules n’ont jamais été calculées. */
export function direFormules(feuille: string, nombre: number): string {
  const quoi =
    nombre === 1 ? 'une formule n’a pas de résultat enregistré' : `${nombre} formules n’ont pas de résultat enregistré`;
  return `Feuille « ${feuille} » : ${quoi}. Ouvrez le classeur dans un tableur, enregistrez-le, puis importez-le de nouveau.`;
}
