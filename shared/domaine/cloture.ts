/** La phrase montrée quand on veut écrire dans une campagne close ; `annees` : celle qui l’est, ou celles qui pourraient l’être. */
export function phraseCampagneClose(annees: readonly string[]): string {
  const [annee] = annees;
  const debut =
    annees.length === 1
      ? `La campagne ${annee} est close : rien ne s’y change.`
      : `Une campagne close (${annees.join(', ')}) aurait été changée : rien n’a été écrit.`;
  return `${debut} Pour la corriger, un autre agent que celui qui l’a close la rouvre d’abord, avec un motif (page Clôture).`;
}

export const CODES_OBSTACLE = [
  'sans_decision',
  'reserve',
  'convention',
  'bilan',
  'ecart',
  'echeance',
  'indu',
  'lot_prepare',
  'lot_non_paye',
] as const;
export type CodeObstacle = (typeof CODES_OBSTACLE)[number];

interface NatureObstacle {
  readonly libelle: string;
  /** Un texte peut en tenir lieu ; faux : il faut le régler. */
  readonly explicable: boolean;
  /** Où le régler. */
  readonly page: 'copil' | 'conventions' | 'bilans' | 'paiements';
}

/** Ce qui empêche de clore, dans l’ordre où l’année se finit. */
export const OBSTACLES: Readonly<Record<CodeObstacle, NatureObstacle>> = {
  sans_decision: { libelle: 'Collectif sans décision', explicable: true, page: 'copil' },
  reserve: { libelle: 'Réserve à lever', explicable: true, page: 'conventions' },
  convention: { libelle: 'Convention à signer', explicable: true, page: 'conventions' },
  bilan: { libelle: 'Bilan à valider', explicable: true, page: 'bilans' },
  ecart: { libelle: 'Échéances ou trop-perçu en désaccord', explicable: false, page: 'paiements' },
  echeance: { libelle: 'Échéance à payer', explicable: true, page: 'paiements' },
  indu: { libelle: 'Trop-perçu à recouvrer', explicable: true, page: 'paiements' },
  lot_prepare: { libelle: 'Lot préparé, non validé', explicable: false, page: 'paiements' },
  lot_non_paye: { libelle: 'Lot validé, non payé', explicable: false, page: 'paiements' },
};

/** Sommes constatées, en centimes. */
export interface SommesCloture {
  readonly dossiers: number;
  readonly dossiersAgrees: number;
  readonly agreeCentimes: number;
  readonly droitReelCentimes: number;
  readonly payeCentimes: number;
  /** Échéances non payées, toutes expliquées quand la campagne est close. */
  readonly resteAPayerCentimes: number;
  readonly indusCentimes: number;
  readonly resteARecouvrerCentimes: number;
}

/** Ce qui est expliqué d’un obstacle, tel qu’il était ce jour-là. */
export interface Explication {
  readonly texte: string;
  readonly par: string;
  readonly le: string;
  /** La phrase et le montant expliqués ; absents d’une explication d’avant qu’on les garde. */
  readonly phrase?: string;
  readonly montantCentimes?: number | null;
}

interface Expliquable {
  readonly phrase: string;
  readonly montantCentimes: number | null;
}

/** Vrai si l’explication vaut encore : un « petit reliquat » n’explique pas la somme plus forte qui l’a remplacé. */
export function explique(explication: Explication | undefined, { phrase, montantCentimes }: Expliquable): boolean {
  return explication?.phrase === phrase && explication.montantCentimes === montantCentimes;
}

/** Ce que la campagne garde de sa clôture. */
export interface ContenuCloture {
  /** Par obstacle (« indu:12 ») : pourquoi il n’empêche pas de clore. */
  readonly explications: Readonly<Record<string, Explication>>;
  /** null avant la première clôture. */
  readonly sommes: SommesCloture | null;
  /** Les obstacles expliqués au moment de clore, en phrases. */
  readonly restes: readonly string[];
}
