import { and, asc, eq, isNotNull, like, or, sql } from 'drizzle-orm';
import type { Niveau } from '../../shared/domaine/charte.ts';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { parBase } from '../preparer.ts';
import { agents } from '../schema/agents.ts';
import { campagnes } from '../schema/campagnes.ts';
import { dossiers } from '../schema/dossiers.ts';
import { attributions, liensInteret, reglagesInstruction, syntheses } from '../schema/instruction.ts';
import { journal } from '../schema/journal.ts';
import { lectures } from '../schema/lectures.ts';
import { LIEN_EN_COURS } from './liens-interet.ts';

export type Reglages = Omit<typeof reglagesInstruction.$inferSelect, 'campagneId'>;
export type RoleAttribue = 'lecteur' | 'rapporteur';
export type LigneAttribution = Pick<typeof attributions.$inferSelect, 'dossierId' | 'agentId' | 'role'>;
export type LigneSynthese = typeof syntheses.$inferSelect & { readonly agent: string };

/** Les valeurs par défaut de la base, pour une campagne que personne n’a réglée. */
const DEFAUTS: Reglages = { lectureAveugle: true, synthese: 'moyenne', lecteursParDossier: 1 };

/** Lu à chaque évaluation d’une campagne : composé une fois. */
const lecturesDe = parBase((db) => {
  const deLaCampagne = eq(dossiers.campagneId, sql.placeholder('campagneId'));
  return {
    reglages: db
      .select()
      .from(reglagesInstruction)
      .where(eq(reglagesInstruction.campagneId, sql.placeholder('campagneId')))
      .prepare(),
    attributions: db
      .select({ dossierId: attributions.dossierId, agentId: attributions.agentId, role: attributions.role })
      .from(attributions)
      .innerJoin(dossiers, eq(dossiers.id, attributions.dossierId))
      .where(deLaCampagne)
      .orderBy(asc(attributions.dossierId), asc(attributions.agentId))
      .prepare(),
    liens: db
      .select({ dossierId: liensInteret.dossierId, agentId: liensInteret.agentId })
      .from(liensInteret)
      .innerJoin(dossiers, eq(dossiers.id, liensInteret.dossierId))
      .where(and(deLaCampagne, LIEN_EN_COURS))
      .prepare(),
    syntheses: db
      .select({ synthese: syntheses, agent: sql<string>`${agents.prenom} || ' ' || ${agents.nom}` })
      .from(syntheses)
      .innerJoin(dossiers, eq(dossiers.id, syntheses.dossierId))
      .innerJoin(campagnes, and(eq(campagnes.id, dossiers.campagneId), eq(campagnes.charteId, syntheses.charteId)))
      .innerJoin(agents, eq(agents.id, syntheses.agentId))
      .where(deLaCampagne)
      .prepare(),
    aLire: db
      .select({
        dossierId: dossiers.id,
        lectureAveugle: reglagesInstruction.lectureAveugle,
        role: attributions.role,
        etat: lectures.etat,
      })
      .from(dossiers)
      .innerJoin(campagnes, eq(campagnes.id, dossiers.campagneId))
      .leftJoin(reglagesInstruction, eq(reglagesInstruction.campagneId, campagnes.id))
      .leftJoin(
        attributions,
        and(eq(attributions.dossierId, dossiers.id), eq(attributions.agentId, sql.placeholder('agentId'))),
      )
      .leftJoin(
        lectures,
        and(
          eq(lectures.dossierId, dossiers.id),
          eq(lectures.agentId, sql.placeholder('agentId')),
          eq(lectures.charteId, campagnes.charteId),
        ),
      )
      .where(or(isNotNull(attributions.role), isNotNull(lectures.etat)))
      .prepare(),
  };
});

export function lireReglages(db: Base, campagneId: number): Reglages {
  const ligne = lecturesDe(db).reglages.get({ campagneId });
  if (!ligne) return DEFAUTS;
  const { lectureAveugle, synthese, lecteursParDossier } = ligne;
  return { lectureAveugle, synthese, lecteursParDossier };
}

export function ecrireReglages(tx: Transaction, campagneId: number, apres: Reglages): void {
  const avant = lireReglages(tx.db, campagneId);
  tx.db
    .insert(reglagesInstruction)
    .values({ campagneId, ...apres })
    .onConflictDoUpdate({ target: reglagesInstruction.campagneId, set: apres })
    .run();
  tx.journaliser({
    action: 'instruction.regler',
    libelle: 'Réglages de l’instruction',
    objet: `campagne:${campagneId}`,
    avant,
    apres,
  });
}

export function listerAttributions(db: Base, campagneId: number): LigneAttribution[] {
  return lecturesDe(db).attributions.all({ campagneId });
}

/** Qui est écarté de quel dossier par un lien d’intérêt en cours. */
export function listerEcartes(db: Base, campagneId: number): { dossierId: number; agentId: number }[] {
  return lecturesDe(db).liens.all({ campagneId });
}

/** Les niveaux fixés sous la charte de la campagne ; ceux d’une autre version restent en base. */
export function listerSyntheses(db: Base, campagneId: number): LigneSynthese[] {
  return lecturesDe(db)
    .syntheses.all({ campagneId })
    .map((l) => ({ ...l.synthese, agent: l.agent }));
}

/** Les dossiers dont cet agent est lecteur (attribué, ou lecture ouverte sous la charte), toutes campagnes. */
export function listerDossiersALire(
  db: Base,
  agentId: number,
): { dossierId: number; lectureAveugle: boolean; attribue: boolean; etat: 'en_cours' | 'terminee' | null }[] {
  return lecturesDe(db)
    .aLire.all({ agentId })
    .map(({ dossierId, lectureAveugle, role, etat }) => ({
      dossierId,
      lectureAveugle: lectureAveugle ?? DEFAUTS.lectureAveugle,
      attribue: role !== null,
      etat,
    }));
}

/** Les lecteurs d’un dossier deviennent ceux-là ; une entrée au journal par dossier changé. */
export function remplacerAttributions(
  tx: Transaction,
  dossierId: number,
  apres: readonly { readonly agentId: number; readonly role: RoleAttribue }[],
  motif: string | null = null,
): void {
  const avant = tx.db
    .select({ agentId: attributions.agentId, role: attributions.role })
    .from(attributions)
    .where(eq(attributions.dossierId, dossierId))
    .orderBy(asc(attributions.agentId))
    .all();
  const voulues = apres.toSorted((a, b) => a.agentId - b.agentId);
  if (JSON.stringify(avant) === JSON.stringify(voulues.map(({ agentId, role }) => ({ agentId, role })))) return;
  const gardees = new Map(avant.map((a) => [a.agentId, a.role]));
  for (const { agentId } of avant)
    if (!voulues.some((v) => v.agentId === agentId)) effacerAttribution(tx, dossierId, agentId);
  // Un seul rapporteur à la fois, même entre deux lignes : l’ancien redevient lecteur avant que le nouveau soit nommé.
  for (const { agentId, role } of voulues.toSorted((a, b) => a.role.localeCompare(b.role))) {
    if (gardees.get(agentId) === role) continue;
    tx.db
      .insert(attributions)
      .values({ dossierId, agentId, role, instant: tx.acteur.instant })
      .onConflictDoUpdate({
        target: [attributions.dossierId, attributions.agentId],
        set: { role, instant: tx.acteur.instant },
      })
      .run();
  }
  tx.journaliser({
    action: 'attribution.changer',
    libelle: 'Lecteurs du dossier',
    objet: `dossier:${dossierId}`,
    avant,
    apres: voulues,
    motif,
  });
}

function effacerAttribution(tx: Transaction, dossierId: number, agentId: number): void {
  tx.db
    .delete(attributions)
    .where(and(eq(attributions.dossierId, dossierId), eq(attributions.agentId, agentId)))
    .run();
}

/** `niveau` null : le critère n’est plus fixé, il suit de nouveau la moyenne. */
export function ecrireSynthese(
  tx: Transaction,
  cible: { dossierId: number; charteId: number; critere: string },
  apres: { niveau: Niveau; commentaire: string } | null,
): void {
  const { dossierId, charteId, critere } = cible;
  const ou = and(eq(syntheses.dossierId, dossierId), eq(syntheses.charteId, charteId), eq(syntheses.critere, critere));
  const ligne = tx.db.select().from(syntheses).where(ou).get();
  const avant = ligne
    ? { critere, niveau: ligne.sansObjet ? 'sans_objet' : ligne.niveau, commentaire: ligne.commentaire }
    : null;
  if (apres === null) tx.db.delete(syntheses).where(ou).run();
  else {
    const valeurs = {
      niveau: apres.niveau === 'sans_objet' ? null : apres.niveau,
      sansObjet: apres.niveau === 'sans_objet',
      commentaire: apres.commentaire,
      agentId: tx.acteur.agentId ?? 0,
      instant: tx.acteur.instant,
    };
    tx.db
      .insert(syntheses)
      .values({ ...cible, ...valeurs })
      .onConflictDoUpdate({ target: [syntheses.dossierId, syntheses.charteId, syntheses.critere], set: valeurs })
      .run();
  }
  tx.journaliser({
    action: apres === null ? 'synthese.defaire' : 'synthese.fixer',
    libelle: `Synthèse du critère ${critere}`,
    objet: `dossier:${dossierId}`,
    avant,
    apres: apres && { critere, ...apres },
  });
}

interface Trace {
  readonly critere?: string;
  readonly niveau?: unknown;
  readonly reponse?: string;
  readonly commentaire?: string;
}

/** Ce qui a été fixé ou défait sur ce dossier, le plus récent d’abord. */
export function historiqueDesSyntheses(db: Base, dossierId: number) {
  return lireTraces(db, dossierId, 'synthese.%')
    .map(({ id, instant, agent, avant, apres }) => ({
      id,
      instant,
      agent,
      critere: apres?.critere ?? avant?.critere ?? '',
      avant: avant?.niveau ?? null,
      apres: apres?.niveau ?? null,
      commentaire: apres?.commentaire ?? '',
    }))
    .toReversed();
}

/** Ce que les agents ont constaté d’une condition l’un après l’autre ; les constats effacés n’y sont pas. */
export function constatsSuccessifs(db: Base, dossierId: number) {
  return lireTraces(db, dossierId, 'condition.constater').flatMap(({ apres, libelle, agent, instant }) => {
    // Le journal nomme la condition dans sa phrase, écrite par `ecrireConstat`.
    const condition = libelle.replace(/^Condition /, '');
    return apres?.reponse === undefined
      ? []
      : [{ condition, agent, instant, reponse: apres.reponse, commentaire: apres.commentaire ?? '' }];
  });
}

function lireTraces(db: Base, dossierId: number, action: string) {
  return db
    .select({
      id: journal.id,
      instant: journal.instant,
      agent: journal.agentNom,
      libelle: journal.libelle,
      avant: journal.avant,
      apres: journal.apres,
    })
    .from(journal)
    .where(and(eq(journal.objet, `dossier:${dossierId}`), like(journal.action, action)))
    .orderBy(asc(journal.id))
    .all()
    .map((entree) => ({ ...entree, avant: decoder(entree.avant), apres: decoder(entree.apres) }));
}

function decoder(json: string | null): Trace | null {
  // Écrit par nous, chaîné par empreintes : on le relit sans le valider à nouveau.
  return json === null ? null : (JSON.parse(json) as Trace);
}
