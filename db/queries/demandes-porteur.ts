import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { parBase, preparer } from '../preparer.ts';
import { agents } from '../schema/agents.ts';
import { dossiers } from '../schema/dossiers.ts';
import { demandesPorteur, demandesPorteurLignes } from '../schema/instruction.ts';

export type LigneDemande = typeof demandesPorteur.$inferSelect;
export type LigneDemandeNommee = LigneDemande & { readonly creePar: string };
export type LigneDeDemande = typeof demandesPorteurLignes.$inferSelect & { readonly agent: string };
export type NouvelleLigne = Pick<LigneDeDemande, 'nature' | 'code' | 'texte'>;

const nomAgent = sql<string>`coalesce(${agents.prenom} || ' ' || ${agents.nom}, '')`;

/** `dossierId` null : toute la campagne. */
const lecturesDe = parBase((db) => {
  const choisis = and(
    eq(dossiers.campagneId, sql.placeholder('campagneId')),
    sql`(${sql.placeholder('dossierId')} IS NULL OR ${dossiers.id} = ${sql.placeholder('dossierId')})`,
  );
  return {
    demandes: db
      .select({ demande: demandesPorteur, creePar: nomAgent })
      .from(demandesPorteur)
      .innerJoin(dossiers, eq(dossiers.id, demandesPorteur.dossierId))
      .leftJoin(agents, eq(agents.id, demandesPorteur.creeePar))
      .where(choisis)
      .orderBy(asc(dossiers.numero), desc(demandesPorteur.id))
      .prepare(),
    lignes: db
      .select({ ligne: demandesPorteurLignes, agent: nomAgent })
      .from(demandesPorteurLignes)
      .innerJoin(demandesPorteur, eq(demandesPorteur.id, demandesPorteurLignes.demandeId))
      .innerJoin(dossiers, eq(dossiers.id, demandesPorteur.dossierId))
      .leftJoin(agents, eq(agents.id, demandesPorteurLignes.agentId))
      .where(choisis)
      .orderBy(asc(demandesPorteurLignes.id))
      .prepare(),
  };
});

/** Les demandes, par numéro de dossier, la plus récente d’abord. */
export function listerDemandesPorteur(
  db: Base,
  campagneId: number,
  dossierId: number | null = null,
): LigneDemandeNommee[] {
  return lecturesDe(db)
    .demandes.all({ campagneId, dossierId })
    .map(({ demande, creePar }) => ({ ...demande, creePar }));
}

/** Leurs lignes, dans l’ordre de la lettre : celui des numéros de ligne. */
export function listerLignesDeDemandes(
  db: Base,
  campagneId: number,
  dossierId: number | null = null,
): LigneDeDemande[] {
  return lecturesDe(db)
    .lignes.all({ campagneId, dossierId })
    .map(({ ligne, agent }) => ({ ...ligne, agent }));
}

export function lireDemandePorteur(db: Base, id: number): LigneDemande | undefined {
  return db.select().from(demandesPorteur).where(eq(demandesPorteur.id, id)).get();
}

export function lireBrouillon(db: Base, dossierId: number): LigneDemande | undefined {
  return db
    .select()
    .from(demandesPorteur)
    .where(and(eq(demandesPorteur.dossierId, dossierId), eq(demandesPorteur.etat, 'brouillon')))
    .get();
}

export function lireLigneDeDemande(db: Base, id: number) {
  return db.select().from(demandesPorteurLignes).where(eq(demandesPorteurLignes.id, id)).get();
}

export function lignesDeLaDemande(db: Base, demandeId: number) {
  return db
    .select()
    .from(demandesPorteurLignes)
    .where(eq(demandesPorteurLignes.demandeId, demandeId))
    .orderBy(asc(demandesPorteurLignes.id))
    .all();
}

/** Ce que le journal garde d’une demande sans que sa table le porte : qui l’a envoyée, ses lettres, qui a répondu. */
export interface FaitDeDemande {
  readonly demandeId: number;
  readonly action: string;
  readonly instant: string;
  readonly agent: string;
  readonly motif: string | null;
  readonly apres: Readonly<Record<string, unknown>>;
}

/** Du plus ancien au plus récent. L’objet d’une entrée est le dossier : elle se lit aussi dans son historique. */
export function listerFaitsDeDemandes(db: Base, campagneId: number, dossierId: number | null = null): FaitDeDemande[] {
  const lignes = preparer(
    db,
    `SELECT j.action, j.instant, j.agent_nom AS agent, j.motif, j.apres
     FROM dossiers d JOIN journal j ON j.objet = 'dossier:' || d.id
     WHERE d.campagne_id = @campagneId AND (@dossierId IS NULL OR d.id = @dossierId)
       AND d.id IN (SELECT dossier_id FROM demandes_porteur) AND j.action LIKE 'demande.%'
     ORDER BY j.id`,
  ).all({ campagneId, dossierId }) as (Omit<FaitDeDemande, 'demandeId' | 'apres'> & { apres: string | null })[];
  return lignes.map(({ apres, ...fait }) => {
    // Écrit par ce fichier seulement : `demande` y est toujours.
    const contenu = JSON.parse(apres ?? '{}') as Record<string, unknown> & { demande: number };
    return { ...fait, demandeId: contenu.demande, apres: contenu };
  });
}

function noter(
  tx: Transaction,
  { id, dossierId }: Pick<LigneDemande, 'id' | 'dossierId'>,
  fait: { action: string; libelle: string; avant?: object; apres?: object; motif?: string },
): void {
  tx.journaliser({
    action: `demande.${fait.action}`,
    libelle: fait.libelle,
    objet: `dossier:${dossierId}`,
    ...(fait.avant === undefined ? {} : { avant: { demande: id, ...fait.avant } }),
    apres: { demande: id, ...fait.apres },
    motif: fait.motif ?? null,
  });
}

export function ouvrirBrouillon(tx: Transaction, dossierId: number, agentId: number): LigneDemande {
  const demande = tx.db
    .insert(demandesPorteur)
    .values({ dossierId, etat: 'brouillon', creeePar: agentId, creeeLe: tx.acteur.instant })
    .returning()
    .get();
  noter(tx, demande, { action: 'ouvrir', libelle: 'Demande au porteur commencée' });
  return demande;
}

export function ajouterLignes(
  tx: Transaction,
  demande: LigneDemande,
  lignes: readonly NouvelleLigne[],
  agentId: number,
): void {
  for (const { nature, code, texte } of lignes) {
    const { id } = tx.db
      .insert(demandesPorteurLignes)
      .values({ demandeId: demande.id, nature, code, texte, agentId })
      .returning({ id: demandesPorteurLignes.id })
      .get();
    noter(tx, demande, {
      action: 'ajouter',
      libelle: `${nature === 'piece' ? 'Pièce à demander' : 'Question au porteur'} : ${texte}`,
      apres: { ligne: id, nature, code, texte },
    });
  }
}

export function modifierLigne(tx: Transaction, demande: LigneDemande, ligne: LigneSimple, texte: string): void {
  tx.db.update(demandesPorteurLignes).set({ texte }).where(eq(demandesPorteurLignes.id, ligne.id)).run();
  noter(tx, demande, {
    action: 'modifier',
    libelle: `Question au porteur modifiée : ${texte}`,
    avant: { ligne: ligne.id, texte: ligne.texte },
    apres: { ligne: ligne.id, texte },
  });
}

type LigneSimple = Omit<LigneDeDemande, 'agent'>;

export function retirerLignes(tx: Transaction, demande: LigneDemande, lignes: readonly LigneSimple[]): void {
  for (const { id, nature, code, texte } of lignes) {
    tx.db.delete(demandesPorteurLignes).where(eq(demandesPorteurLignes.id, id)).run();
    noter(tx, demande, {
      action: 'retirer',
      libelle: `Retiré de la demande au porteur : ${texte}`,
      avant: { ligne: id, nature, code, texte },
      apres: { ligne: id },
    });
  }
}

/**
 * Récrit les lignes dans cet ordre. L’ordre est celui des numéros : les lignes qui changent de place en reçoivent de
 * nouveaux, qu’une autre fenêtre restée sur les anciens ne trouvera pas plutôt que d’en changer une autre.
 */
export function ordonnerLignes(tx: Transaction, demande: LigneDemande, ordre: readonly LigneSimple[]): void {
  const avant = lignesDeLaDemande(tx.db, demande.id);
  const debut = ordre.findIndex(({ id }, rang) => avant[rang]?.id !== id);
  if (debut === -1) return;
  for (const ligne of ordre.slice(debut)) {
    tx.db.delete(demandesPorteurLignes).where(eq(demandesPorteurLignes.id, ligne.id)).run();
    const { id: _id, ...valeurs } = ligne;
    tx.db.insert(demandesPorteurLignes).values(valeurs).run();
  }
  noter(tx, demande, {
    action: 'ordonner',
    libelle: 'Ordre de la demande au porteur changé',
    avant: { lignes: avant.map(({ texte }) => texte) },
    apres: { lignes: ordre.map(({ texte }) => texte) },
  });
}

export function fixerEcheance(tx: Transaction, demande: LigneDemande, echeance: string | null): void {
  tx.db.update(demandesPorteur).set({ echeance }).where(eq(demandesPorteur.id, demande.id)).run();
  noter(tx, demande, {
    action: 'echeance',
    libelle: 'Échéance de la demande au porteur changée',
    avant: { echeance: demande.echeance },
    apres: { echeance },
  });
}

/** La lettre telle que produite, gardée dans la réserve sous son empreinte. */
export interface LettreGardee {
  readonly nom: string;
  readonly sha256: string;
  readonly octets: number;
}

interface Envoi {
  readonly echeance: string;
  readonly lettre: LettreGardee;
  /** Ce que la lettre demandait. */
  readonly lignes: readonly Pick<LigneSimple, 'id' | 'nature' | 'texte'>[];
}

export function envoyerDemande(tx: Transaction, demande: LigneDemande, { echeance, lettre, lignes }: Envoi): void {
  tx.db
    .update(demandesPorteur)
    .set({ etat: 'envoyee', echeance, envoyeeLe: tx.acteur.instant })
    .where(eq(demandesPorteur.id, demande.id))
    .run();
  noter(tx, demande, {
    action: 'envoyer',
    libelle: `Demande envoyée au porteur : ${lignes.map(({ texte }) => texte).join(' ; ')}`,
    avant: { etat: demande.etat, echeance: demande.echeance },
    apres: { etat: 'envoyee', echeance, lettre, lignes },
  });
}

/** Une relance garde la demande ouverte et en déplace l’échéance. */
export function relancerDemande(tx: Transaction, demande: LigneDemande, { echeance, lettre, lignes }: Envoi): void {
  tx.db.update(demandesPorteur).set({ echeance }).where(eq(demandesPorteur.id, demande.id)).run();
  noter(tx, demande, {
    action: 'relancer',
    libelle: `Relance envoyée au porteur : ${lignes.map(({ texte }) => texte).join(' ; ')}`,
    avant: { echeance: demande.echeance },
    apres: { echeance, lettre, lignes },
  });
}

/** `satisfaiteLe` null : la ligne attend de nouveau, sa réponse reste. */
export function repondreALigne(
  tx: Transaction,
  demande: LigneDemande,
  ligne: LigneSimple,
  { satisfaiteLe, reponse }: Pick<LigneSimple, 'satisfaiteLe' | 'reponse'>,
): void {
  tx.db
    .update(demandesPorteurLignes)
    .set({ satisfaiteLe, reponse })
    .where(eq(demandesPorteurLignes.id, ligne.id))
    .run();
  noter(tx, demande, {
    action: 'repondre',
    libelle:
      satisfaiteLe === null ? `Toujours attendu du porteur : ${ligne.texte}` : `Réponse du porteur : ${ligne.texte}`,
    avant: { ligne: ligne.id, satisfaiteLe: ligne.satisfaiteLe, reponse: ligne.reponse },
    apres: { ligne: ligne.id, satisfaiteLe, reponse },
  });
}

const FINS = {
  close: ['clore', 'Demande au porteur close'],
  annulee: ['annuler', 'Demande au porteur annulée'],
  envoyee: ['rouvrir', 'Demande au porteur rouverte'],
} as const;

/** Clôt, annule ou rouvre, avec son motif. */
export function changerEtatDemande(
  tx: Transaction,
  demande: LigneDemande,
  etat: keyof typeof FINS,
  motif: string,
): void {
  const [action, libelle] = FINS[etat];
  const closeLe = etat === 'envoyee' ? null : tx.acteur.instant;
  tx.db
    .update(demandesPorteur)
    .set({ etat, closeLe, motif: etat === 'envoyee' ? '' : motif })
    .where(eq(demandesPorteur.id, demande.id))
    .run();
  noter(tx, demande, {
    action,
    libelle,
    avant: { etat: demande.etat, motif: demande.motif },
    apres: { etat },
    motif,
  });
}

/** Codes des pièces demandées par une lettre ou un brouillon de la campagne. */
export function piecesCiteesParDemandes(db: Base, campagneId: number): string[] {
  return listerLignesDeDemandes(db, campagneId).flatMap(({ nature, code }) =>
    nature === 'piece' && code !== null ? [code] : [],
  );
}
