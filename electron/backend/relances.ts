import type { Base } from '../../db/base.ts';
import { insererRelance, type ObjetDeRelance } from '../../db/queries/relances.ts';
import type { DocumentProduit } from '../../shared/contract/documents.ts';
import { formaterDate, lireDate } from '../../shared/domaine/dates.ts';
import { exigerCampagneOuverte } from './cloture/exiger-ouverte.ts';
import type { Context } from './context.ts';
import { type DemandeDocument, produireEtInscrire, type TravailDeDocument } from './documents/archiver.ts';
import { Refus } from './refus.ts';
import type { SurProgres } from './suivi.ts';

export interface DemandeRelance {
  readonly campagneId: number;
  readonly dossierIds: readonly number[];
  /** Date demandée au porteur, `AAAA-MM-JJ`, après aujourd’hui. */
  readonly echeance: string;
}

/** Close, une campagne ne relance plus que pour ce qui lui reste dû. */
function exigerRelancable(db: Base, campagneId: number, objet: ObjetDeRelance | 'pieces'): void {
  if (objet !== 'trop_percu') exigerCampagneOuverte(db, campagneId);
}

/** @throws Refus si la campagne est close (hors trop-perçus), ou si l’échéance n’est pas une date à venir */
export function exigerRelancePossible(
  context: Context,
  { campagneId, echeance }: DemandeRelance,
  objet: ObjetDeRelance | 'pieces',
): void {
  if (!lireDate(echeance).valide)
    throw new Refus('echeance_impossible', `« ${echeance} » n’est pas une date : écrivez AAAA-MM-JJ.`);
  if (echeance <= context.horloge.aujourdhui())
    throw new Refus('echeance_passee', `Le ${formaterDate(echeance)} est passé : donnez une date à venir.`);
  exigerRelancable(context.db, campagneId, objet);
}

interface Relances {
  readonly campagneId: number;
  readonly objet: ObjetDeRelance;
  readonly dossierIds: readonly number[];
  readonly echeance: string;
  /** Ce qui a pu changer pendant l’écriture des lettres, relu dans la transaction : un refus n’inscrit rien. */
  readonly recontroler: () => void;
}

/** Une lettre par dossier, dans un document archivé avec les relances, chacune au rang suivant de son objet. */
export function relancer<N extends TravailDeDocument>(
  context: Context,
  document: DemandeDocument<N>,
  { campagneId, objet, dossierIds, echeance, recontroler }: Relances,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  return produireEtInscrire(
    context,
    document,
    (tx, documentId) => {
      exigerRelancable(tx.db, campagneId, objet);
      recontroler();
      for (const dossierId of dossierIds) insererRelance(tx, { campagneId, dossierId, objet, echeance, documentId });
    },
    surProgres,
    signal,
  );
}
