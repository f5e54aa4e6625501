import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { agents } from '../schema/agents.ts';
import { dossiers } from '../schema/dossiers.ts';
import { liensInteret } from '../schema/instruction.ts';

export type LigneLien = typeof liensInteret.$inferSelect;

/** Un lien retiré reste en base ; il n’écarte plus personne. */
export const LIEN_EN_COURS = isNull(liensInteret.retireLe);

/** Le lien d’intérêt déclaré par cet agent sur ce dossier et pas retiré depuis. */
export function lienEnCours(db: Base, dossierId: number, agentId: number): LigneLien | undefined {
  return db
    .select()
    .from(liensInteret)
    .where(and(eq(liensInteret.dossierId, dossierId), eq(liensInteret.agentId, agentId), LIEN_EN_COURS))
    .get();
}

/** Tous les liens en cours d’une campagne, avec le nom de l’agent. */
export function listerLiens(db: Base, campagneId: number): (LigneLien & { readonly agent: string })[] {
  return db
    .select({ lien: liensInteret, prenom: agents.prenom, nom: agents.nom })
    .from(liensInteret)
    .innerJoin(dossiers, eq(dossiers.id, liensInteret.dossierId))
    .innerJoin(agents, eq(agents.id, liensInteret.agentId))
    .where(and(eq(dossiers.campagneId, campagneId), LIEN_EN_COURS))
    .orderBy(asc(liensInteret.id))
    .all()
    .map(({ lien, prenom, nom }) => ({ ...lien, agent: `${prenom} ${nom}` }));
}

export function declarerLien(tx: Transaction, dossierId: number, agentId: number, motif: string): void {
  const valeurs = { dossierId, agentId, motif, declareLe: tx.acteur.instant };
  tx.db.insert(liensInteret).values(valeurs).run();
  tx.journaliser({
    action: 'lien.declarer',
    libelle: 'Lien d’intérêt déclaré',
    objet: `dossier:${dossierId}`,
    apres: { agentId, motif },
    motif,
  });
}

/** Le lien retiré reste, avec qui et quand. */
export function retirerLien(tx: Transaction, lien: LigneLien, motif: string): void {
  tx.db.update(liensInteret).set({ retireLe: tx.acteur.instant }).where(eq(liensInteret.id, lien.id)).run();
  tx.journaliser({
    action: 'lien.retirer',
    libelle: 'Lien d’intérêt retiré',
    objet: `dossier:${lien.dossierId}`,
    avant: { agentId: lien.agentId, motif: lien.motif, declareLe: lien.declareLe },
    apres: null,
    motif,
  });
}
