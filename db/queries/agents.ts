import { asc, eq } from 'drizzle-orm';
import type { Agent } from '../../shared/contract/commun.ts';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { agents } from '../schema/agents.ts';

const COLONNES = {
  id: agents.id,
  prenom: agents.prenom,
  nom: agents.nom,
  courriel: agents.courriel,
  actif: agents.actif,
};

export function listerAgents(db: Base): Agent[] {
  return db.select(COLONNES).from(agents).orderBy(asc(agents.nom), asc(agents.prenom)).all();
}

export function lireAgent(db: Base, id: number): Agent | undefined {
  return db.select(COLONNES).from(agents).where(eq(agents.id, id)).get();
}

export function trouverAgent(db: Base, prenom: string, nom: string): Agent | undefined {
  return listerAgents(db).find((a) => a.prenom === prenom && a.nom === nom);
}

export function creerAgent(tx: Transaction, valeurs: Pick<Agent, 'prenom' | 'nom' | 'courriel'>): Agent {
  const agent = tx.db
    .insert(agents)
    .values({ ...valeurs, creeLe: tx.acteur.instant })
    .returning(COLONNES)
    .get();
  tx.journaliser({
    action: 'agent.creer',
    libelle: `Agent ajouté : ${agent.prenom} ${agent.nom}`,
    objet: `agent:${agent.id}`,
    apres: agent,
  });
  return agent;
}

export function modifierAgent(tx: Transaction, avant: Agent, apres: Agent): void {
  const { id, ...valeurs } = apres;
  tx.db.update(agents).set(valeurs).where(eq(agents.id, id)).run();
  tx.journaliser({
    action: 'agent.modifier',
    libelle: `Agent modifié : ${apres.prenom} ${apres.nom}`,
    objet: `agent:${id}`,
    avant,
    apres,
  });
}
