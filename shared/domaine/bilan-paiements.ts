import { formaterEuros } from './nombres.ts';

/** Ce que des lots ont déjà pris à un dossier, et ce qui en est revenu. Tout en centimes. */
export interface PaiementsDuDossier {
  readonly emisCentimes: number;
  readonly renduCentimes: number;
  readonly abandonneCentimes: number;
  /** Date où la convention est résiliée, s’il n’y en a pas d’autre : le solde se calcule, et ne se verse pas. */
  readonly resilieeLe?: string | null;
}

/** Ce qu’un droit réel laisse à verser, ou à réclamer. L’un des deux au moins est nul. */
export interface SuiteDuDroit {
  readonly soldeCentimes: number;
  readonly tropPercuCentimes: number;
}

/** Ce que la validation fera d’un droit réel : les mêmes égalités que `reviserEcheances` (domaine §3.4). */
export function suiteDuDroit(
  droitCentimes: number,
  { emisCentimes, renduCentimes, abandonneCentimes }: PaiementsDuDossier,
): SuiteDuDroit {
  const garde = emisCentimes - renduCentimes;
  return {
    soldeCentimes: Math.max(0, droitCentimes - garde),
    tropPercuCentimes: Math.max(0, garde - droitCentimes - abandonneCentimes),
  };
}

/** « Déjà émis : 3 159,10 € ; trop-perçu de 596,10 €. » */
export function direSuite(droitCentimes: number, paiements: PaiementsDuDossier): string {
  const { soldeCentimes, tropPercuCentimes } = suiteDuDroit(droitCentimes, paiements);
  const emis = paiements.emisCentimes === 0 ? 'Rien d’émis' : `Déjà émis : ${formaterEuros(paiements.emisCentimes)}`;
  if (tropPercuCentimes > 0) return `${emis} ; trop-perçu de ${formaterEuros(tropPercuCentimes)}.`;
  if (soldeCentimes > 0 && paiements.resilieeLe != null)
    return `${emis} ; convention résiliée : le solde de ${formaterEuros(soldeCentimes)} ne sera pas versé.`;
  if (soldeCentimes > 0) return `${emis} ; solde à verser : ${formaterEuros(soldeCentimes)}.`;
  return `${emis} ; plus rien à verser ni à réclamer.`;
}
