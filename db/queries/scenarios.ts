import { and, asc, eq, sql } from 'drizzle-orm';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { parBase } from '../preparer.ts';
import { agents } from '../schema/agents.ts';
import { scenarios } from '../schema/seances.ts';

export type LigneScenario = typeof scenarios.$inferSelect & { readonly agent: string };

/** Lu à chaque lecture de la séance : composé une fois. */
const retenuDe = parBase((db) =>
  db
    .select({ id: scenarios.id, nom: scenarios.nom, resultat: scenarios.resultat })
    .from(scenarios)
    .where(and(eq(scenarios.campagneId, sql.placeholder('campagneId')), eq(scenarios.retenu, true)))
    .prepare(),
);

/** Le scénario qui sert de proposition au Copil ; undefined si aucun ne l’est. */
export function lireRetenu(db: Base, campagneId: number): Pick<LigneScenario, 'id' | 'nom' | 'resultat'> | undefined {
  return retenuDe(db).get({ campagneId });
}

function choisir(db: Base) {
  return db
    .select({ scenario: scenarios, prenom: agents.prenom, nom: agents.nom })
    .from(scenarios)
    .leftJoin(agents, eq(agents.id, scenarios.agentId));
}

function presenter(lu: { scenario: typeof scenarios.$inferSelect; prenom: string | null; nom: string | null }) {
  return { ...lu.scenario, agent: [lu.prenom, lu.nom].filter(Boolean).join(' ') };
}

/** Les scénarios de la campagne, dans l’ordre où ils ont été faits. */
export function listerScenarios(db: Base, campagneId: number): LigneScenario[] {
  return choisir(db).where(eq(scenarios.campagneId, campagneId)).orderBy(asc(scenarios.id)).all().map(presenter);
}

export function lireScenario(db: Base, id: number): LigneScenario | undefined {
  const lu = choisir(db).where(eq(scenarios.id, id)).get();
  return lu && presenter(lu);
}

export function insererScenario(
  tx: Transaction,
  scenario: { readonly campagneId: number; readonly nom: string; readonly regles: unknown; readonly agentId: number },
): number {
  const { instant } = tx.acteur;
  const { id } = tx.db
    .insert(scenarios)
    .values({ ...scenario, creeLe: instant, modifieLe: instant })
    .returning({ id: scenarios.id })
    .get();
  const { nom, regles } = scenario;
  tx.journaliser({
    action: 'scenario.creer',
    libelle: `Scénario créé : ${nom}`,
    objet: `scenario:${id}`,
    apres: { nom, regles },
  });
  return id;
}

export function modifierScenario(
  tx: Transaction,
  avant: LigneScenario,
  apres: { readonly nom: string; readonly regles: unknown },
): void {
  tx.db
    .update(scenarios)
    .set({ ...apres, modifieLe: tx.acteur.instant })
    .where(eq(scenarios.id, avant.id))
    .run();
  tx.journaliser({
    action: 'scenario.modifier',
    libelle: `Scénario modifié : ${apres.nom}`,
    objet: `scenario:${avant.id}`,
    avant: { nom: avant.nom, regles: avant.regles },
    apres,
  });
}

export function supprimerScenario(tx: Transaction, { id, nom, regles }: LigneScenario): void {
  tx.db.delete(scenarios).where(eq(scenarios.id, id)).run();
  tx.journaliser({
    action: 'scenario.supprimer',
    libelle: `Scénario supprimé : ${nom}`,
    objet: `scenario:${id}`,
    avant: { nom, regles },
  });
}

/** Retire la proposition au Copil ; son résultat reste au journal. */
export function libererScenario(
  tx: Transaction,
  { id, nom, resultat }: Pick<LigneScenario, 'id' | 'nom' | 'resultat'>,
): void {
  tx.db.update(scenarios).set({ retenu: false, resultat: null }).where(eq(scenarios.id, id)).run();
  tx.journaliser({
    action: 'scenario.liberer',
    libelle: `N’est plus la proposition au Copil : ${nom}`,
    objet: `scenario:${id}`,
    avant: { retenu: true, resultat },
    apres: { retenu: false },
  });
}

/** Fige ce que le scénario retient : c’est la proposition au Copil, une seule par campagne. */
export function retenirScenario(tx: Transaction, { id, nom, campagneId }: LigneScenario, resultat: unknown): void {
  const ancien = lireRetenu(tx.db, campagneId);
  if (ancien) libererScenario(tx, ancien);
  tx.db.update(scenarios).set({ retenu: true, resultat }).where(eq(scenarios.id, id)).run();
  tx.journaliser({
    action: 'scenario.retenir',
    libelle: `Devient la proposition au Copil : ${nom}`,
    objet: `scenario:${id}`,
    avant: { retenu: false, remplace: ancien?.nom ?? null },
    apres: { retenu: true, resultat },
  });
}
