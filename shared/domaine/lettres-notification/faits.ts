import type { NatureDecision } from '../libelles.ts';

/** Un collectif décidé, comme la lettre le montre. Montants en centimes. */
export interface CollectifNotifie {
  readonly lettre: string;
  readonly libelle: string;
  readonly effectif: number | null;
  readonly coutCentimes: number;
  /** Taux × coût, avant plafond. */
  readonly calculCentimes: number;
  readonly droitCentimes: number;
  readonly nature: NatureDecision;
  /** Libellé du motif ; null si aucun n’a été choisi. */
  readonly motif: string | null;
  readonly texte: string;
  readonly montantCentimes: number;
}

/** Tout ce qu’un modèle peut citer : des valeurs, aucune requête. */
export interface FaitsNotification {
  readonly structure: string;
  readonly representant: string | null;
  readonly commune: string | null;
  /** Numéro du dossier, tel qu’imprimé. */
  readonly dossier: string;
  readonly anneeScolaire: string;
  /** `AAAA-MM-JJ` */
  readonly seance: string;
  readonly collectifs: readonly CollectifNotifie[];
  /** Vrai : tous les collectifs du dossier sont décidés dans cette séance. */
  readonly tous: boolean;
  readonly bareme: {
    readonly tauxPointsBase: number;
    readonly plafondCentimes: number;
    readonly modeCalcul: 'par_collectif' | 'par_dossier';
    readonly effectifMinimum: number;
    readonly effectifMaximum: number;
    readonly solde: { readonly mois: number; readonly decalageAnnee: number };
  };
  readonly agent: string;
  readonly service: string;
  readonly contact: string;
  /** La lettre déjà envoyée que celle-ci remplace. */
  readonly remplace: { readonly numero: string; readonly le: string } | null;
}

/** « Collectif A » tel quel, sinon « A. Élémentaire ». */
export function nommerCollectif({ lettre, libelle }: Pick<CollectifNotifie, 'lettre' | 'libelle'>): string {
  const net = libelle.trim();
  if (net === '') return `Collectif ${lettre}`;
  return new RegExp(`^(?:collectif|groupe)\\s+${lettre}$`, 'i').test(net) ? net : `${lettre}. ${net}`;
}

/** Ce qu’une décision demande ou reproche : le motif de la liste, puis le texte. */
export function direMotif({ motif, texte }: Pick<CollectifNotifie, 'motif' | 'texte'>): string {
  return [motif, texte.trim()].filter((part) => part !== null && part !== '').join(' : ');
}

const FONCTIONS: Readonly<Record<string, string>> = {
  président: 'le Président',
  présidente: 'la Présidente',
  maire: 'Maire',
  directeur: 'le Directeur',
  directrice: 'la Directrice',
};

/** « Mme Hélène Roy, présidente » → « Madame la Présidente ». Sans civilité écrite, on ne devine pas. */
export function civiliteDe(representant: string | null): string {
  const [, titre = '', suite = ''] =
    /^(M\.|Mr|Monsieur|Mme|Madame|Mlle)\s+(.*)$/i.exec(representant?.trim() ?? '') ?? [];
  if (titre === '') return 'Madame, Monsieur';
  const civilite = /^m(?:\.|r|onsieur)$/i.test(titre) ? 'Monsieur' : 'Madame';
  const fonction = FONCTIONS[/,\s*(\p{L}+)/u.exec(suite)?.[1]?.toLowerCase() ?? ''];
  if (fonction === undefined) return civilite;
  if (fonction === 'Maire') return civilite === 'Madame' ? 'Madame la Maire' : 'Monsieur le Maire';
  return `${civilite} ${fonction}`;
}
