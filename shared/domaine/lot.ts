import type { Bareme } from './bareme.ts';

/** Une échéance dans un lot : les colonnes de la feuille « Échéancier » (domaine §3.4), figées à la validation. */
export interface LigneDeLot {
  readonly rang: number;
  readonly echeanceId: number;
  readonly numeroDossier: string;
  readonly exercice: number;
  readonly anneeScolaire: string;
  readonly numeroTiers: string | null;
  readonly raisonSociale: string;
  readonly formeJuridique: string | null;
  readonly siret: string | null;
  readonly rna: string | null;
  readonly titulaireCompte: string;
  readonly iban: string;
  readonly bic: string | null;
  readonly numeroConvention: string;
  /** `AAAA-MM-JJ`, comme toutes les dates ci-dessous. */
  readonly dateConvention: string;
  readonly dateSeance: string | null;
  readonly collectifsAgrees: number;
  readonly collectifsRealises: number | null;
  readonly droitPrevisionnelCentimes: number;
  readonly droitReelCentimes: number | null;
  readonly nature: 'acompte' | 'solde';
  readonly libelle: string;
  readonly partPointsBase: number | null;
  readonly montantCentimes: number;
  /** Déjà versé pour ce dossier avant ce lot. */
  readonly cumulVerseCentimes: number;
  /** Restera à verser après ce lot. */
  readonly resteAVerserCentimes: number;
  readonly induCentimes: number;
  readonly datePrevue: string;
  readonly piecesRecues: string;
  readonly imputation: string | null;
  readonly communeInsee: string | null;
  readonly communeNom: string | null;
}

/** Une échéance de la campagne laissée hors du lot, et pourquoi. */
export interface LigneHorsLot {
  readonly numeroDossier: string;
  readonly raisonSociale: string;
  readonly libelle: string;
  readonly montantCentimes: number;
  readonly induCentimes: number;
  /** En phrases. */
  readonly motifs: readonly string[];
}

/** Un porteur du lot dont le compte a changé depuis le lot d’avant. */
export interface CoordonneesModifiees {
  readonly raisonSociale: string;
  readonly siret: string | null;
  /** null : premier paiement de ce porteur. */
  readonly ancienIban: string | null;
  readonly iban: string;
  readonly verifiePar: string;
  /** Instant ISO UTC. */
  readonly verifieLe: string;
  /** Qui a été appelé, à quel numéro, quand. */
  readonly verification: string;
}

/** Tout ce que disent le classeur, le bordereau et l’ordre de virement : rien d’autre n’est lu pour les refaire. */
export interface ContenuDeLot {
  readonly numero: string;
  readonly exercice: number;
  readonly anneeScolaire: string;
  readonly libelle: string;
  readonly datePrevue: string;
  /** L’organisme payeur, tel qu’il figure en tête des papiers. */
  readonly organisme: { readonly nom: string; readonly service: string; readonly adresse: string };
  /** Compte débité, pour l’ordre de virement ; null s’il n’est pas réglé. */
  readonly compteDebite: { readonly titulaire: string; readonly iban: string; readonly bic: string | null } | null;
  readonly prepare: { readonly par: string; readonly le: string };
  readonly valide: { readonly par: string; readonly le: string };
  readonly bareme: Bareme;
  /** Version du logiciel qui a validé. */
  readonly version: string;
  readonly lignes: readonly LigneDeLot[];
  readonly montantCentimes: number;
  /** SHA-256 de `texteDesLignes`, en hexadécimal. */
  readonly empreinteLignes: string;
  readonly horsLot: readonly LigneHorsLot[];
  readonly coordonneesModifiees: readonly CoordonneesModifiees[];
}

type LigneScellee = Pick<
  LigneDeLot,
  'rang' | 'echeanceId' | 'numeroDossier' | 'siret' | 'iban' | 'numeroConvention' | 'libelle' | 'montantCentimes'
>;

/**
 * Ce dont l’empreinte du lot est prise : une ligne par échéance, dans l’ordre, les champs qui décident d’un virement.
 * JSON plutôt que des séparateurs : aucun champ ne peut en imiter deux.
 */
export function texteDesLignes(lignes: readonly LigneScellee[]): string {
  return lignes
    .map((l) =>
      JSON.stringify([
        l.rang,
        l.echeanceId,
        l.numeroDossier,
        l.siret,
        l.iban,
        l.numeroConvention,
        l.libelle,
        l.montantCentimes,
      ]),
    )
    .join('\n');
}

/** « 2026-003 » : l’exercice, puis le rang sur trois chiffres au moins. */
export function numeroDeLot(exercice: number, rang: number): string {
  return `${exercice}-${String(rang).padStart(3, '0')}`;
}
