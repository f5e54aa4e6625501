/** La phrase montrée quand on veut écrire dans une campagne close ; `annees` : celle qui l’est, ou celles qui pourraient l’être. */
export function phraseCampagneClose(annees: readonly string[]): string {
  const [annee] = annees;
  const debut =
    annees.length === 1
      ? `La campagne ${annee} est close : rien ne s’y change.`
      : `Une campagne close (${annees.join(', ')}) aurait été changée : rien n’a été écrit.`;
  return `${debut} Pour la corriger, un autre agent que celui qui l’a close la rouvre d’abord, avec un motif (page Clôture).`;
}
