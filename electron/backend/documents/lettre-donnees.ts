import type { IdentiteCaf } from '../../../shared/contract/parametres.ts';

/** Qui écrit, quand, avec quel logiciel : ce que toutes les lettres d’une liasse ont en commun. */
export interface Expediteur {
  readonly identite: IdentiteCaf;
  readonly anneeScolaire: string;
  readonly agent: string;
  readonly courrielAgent: string | null;
  /** Date de la lettre, `AAAA-MM-JJ`. */
  readonly jour: string;
  /** Instant ISO UTC de l’édition. */
  readonly editeLe: string;
  readonly version: string;
  /** Dernière empreinte du journal : relie le papier archivé à l’état de la base. */
  readonly empreinteJournal: string;
}

/** Le signataire d’une lettre gardée : sans l’empreinte du journal, qui est celle de la liasse où elle s’imprime. */
export type Signataire = Omit<Expediteur, 'empreinteJournal'>;

/** Le porteur à qui la lettre s’adresse, et son dossier. */
export interface Destinataire {
  readonly numero: string;
  readonly raisonSociale: string;
  readonly representant: string | null;
  readonly adresse: string | null;
  readonly codePostal: string | null;
  readonly commune: string | null;
  readonly siret: string | null;
  /** Numéro de la lettre, à la suite des références. */
  readonly reference?: string;
}

export interface PieceReclamee {
  readonly libelle: string;
  readonly aide: string;
  /** Ce qui ne va pas dans la pièce reçue ; null : elle n’est pas arrivée. */
  readonly nonConforme: string | null;
}
