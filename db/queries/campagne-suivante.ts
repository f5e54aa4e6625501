import type { Transaction } from '../ecrire.ts';
import { preparer } from '../preparer.ts';

interface Reprise {
  readonly deId: number;
  readonly versId: number;
  readonly deAnnee: string;
}

/** Recopie ce que la campagne d’avant demandait : ses pièces, sa façon de lire. Ses dossiers restent les siens. */
export function copierReglages(tx: Transaction, { deId, versId, deAnnee }: Reprise): void {
  const pieces = preparer(
    tx.db,
    `INSERT INTO pieces_demandees (campagne_id, rang, code, libelle, aide, obligatoire, champ)
     SELECT @versId, rang, code, libelle, aide, obligatoire, champ FROM pieces_demandees WHERE campagne_id = @deId ORDER BY rang`,
  ).run({ deId, versId }).changes;
  const reglages = preparer(
    tx.db,
    `INSERT INTO reglages_instruction (campagne_id, lecture_aveugle, synthese, lecteurs_par_dossier)
     SELECT @versId, lecture_aveugle, synthese, lecteurs_par_dossier FROM reglages_instruction WHERE campagne_id = @deId`,
  ).run({ deId, versId }).changes;
  tx.journaliser({
    action: 'campagne.reprendre',
    libelle: `Réglages repris de la campagne ${deAnnee}`,
    objet: `campagne:${versId}`,
    apres: { pieces, reglagesInstruction: reglages },
  });
}
