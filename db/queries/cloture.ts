import { eq } from 'drizzle-orm';
import type { ContenuCloture } from '../../shared/domaine/cloture.ts';
import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { sceller } from '../empreintes.ts';
import { preparer } from '../preparer.ts';
import { campagnes } from '../schema/campagnes.ts';

/** Ce que le journal appelle « dossier:12 » appartient à une campagne : d’où la lire. */
const CAMPAGNE_DE: Readonly<Record<string, string>> = {
  campagne: 'SELECT id FROM campagnes WHERE id = ?',
  dossier: 'SELECT campagne_id FROM dossiers WHERE id = ?',
  collectif: 'SELECT d.campagne_id FROM collectifs k JOIN dossiers d ON d.id = k.dossier_id WHERE k.id = ?',
  seance: 'SELECT campagne_id FROM seances WHERE id = ?',
  scenario: 'SELECT campagne_id FROM scenarios WHERE id = ?',
  import: 'SELECT campagne_id FROM imports WHERE id = ?',
  convention: 'SELECT campagne_id FROM conventions WHERE id = ?',
  bilan: 'SELECT d.campagne_id FROM bilans b JOIN dossiers d ON d.id = b.dossier_id WHERE b.id = ?',
  lot: 'SELECT campagne_id FROM lots WHERE id = ?',
};

/**
 * Ce qui reste possible dans une campagne close : refaire un papier, réclamer et recouvrer un trop-perçu, la rouvrir. Les
 * déclencheurs gardent ce qui doit l’être même ici.
 */
const PERMIS = /^(?:document|indu|cloture|relance\.trop_percu)(?:\.|$)/;

export function anneesCloses(db: Base): string[] {
  return preparer(db, 'SELECT annee_scolaire FROM campagnes WHERE close_le IS NOT NULL ORDER BY annee_scolaire')
    .pluck()
    .all() as string[];
}

/** L’année de cette campagne si elle est close, sinon null. */
export function anneeClose(db: Base, campagneId: number): string | null {
  const annee = preparer(db, 'SELECT annee_scolaire FROM campagnes WHERE id = ? AND close_le IS NOT NULL')
    .pluck()
    .get(campagneId);
  return typeof annee === 'string' ? annee : null;
}

/** L’année de la campagne close que ce fait du journal changerait, sinon null. */
export function anneeCloseTouchee(db: Base, fait: { readonly action: string; readonly objet: string }): string | null {
  if (PERMIS.test(fait.action) || anneesCloses(db).length === 0) return null;
  const [genre = '', id = ''] = fait.objet.split(':');
  const requete = CAMPAGNE_DE[genre];
  if (requete === undefined || !/^\d+$/.test(id)) return null;
  const campagneId = preparer(db, requete).pluck().get(Number(id));
  return typeof campagneId === 'number' ? anneeClose(db, campagneId) : null;
}

/** Pour un essai qui sera annulé, et lui seul. */
export function rouvrirPourEssayer(tx: Transaction): void {
  preparer(tx.db, 'UPDATE campagnes SET close_le = NULL WHERE close_le IS NOT NULL').run();
}

export interface EtatDeClos {
  readonly anneeScolaire: string;
  readonly closeLe: string | null;
  readonly closePar: number | null;
  readonly cloture: ContenuCloture | null;
}

export function lireClos(db: Base, campagneId: number): EtatDeClos | undefined {
  const ligne = db
    .select({
      anneeScolaire: campagnes.anneeScolaire,
      closeLe: campagnes.closeLe,
      closePar: campagnes.closePar,
      cloture: campagnes.cloture,
    })
    .from(campagnes)
    .where(eq(campagnes.id, campagneId))
    .get();
  // Écrit par cette partie et par elle seule.
  return ligne && { ...ligne, cloture: ligne.cloture as ContenuCloture | null };
}

function direExplication(cle: string, contenu: ContenuCloture | null) {
  const { texte = null, phrase = null } = contenu?.explications[cle] ?? {};
  return { cle, phrase, texte };
}

/** Ce qui est expliqué avant de clore : gardé avec la campagne, encore ouverte. */
export function ecrireExplications(
  tx: Transaction,
  campagneId: number,
  cles: readonly string[],
  { avant, apres }: { readonly avant: ContenuCloture | null; readonly apres: ContenuCloture },
): void {
  tx.db.update(campagnes).set({ cloture: apres }).where(eq(campagnes.id, campagneId)).run();
  sceller(tx, 'campagnes', [campagneId]);
  for (const cle of cles) {
    tx.journaliser({
      action: 'cloture.expliquer',
      libelle: 'Reste à clore expliqué',
      objet: `campagne:${campagneId}`,
      avant: direExplication(cle, avant),
      apres: direExplication(cle, apres),
    });
  }
}

export function cloreCampagne(tx: Transaction, campagneId: number, cloture: ContenuCloture): void {
  tx.db
    .update(campagnes)
    .set({ closeLe: tx.acteur.instant, closePar: tx.acteur.agentId, cloture })
    .where(eq(campagnes.id, campagneId))
    .run();
  sceller(tx, 'campagnes', [campagneId]);
  tx.journaliser({
    action: 'cloture.clore',
    libelle: 'Campagne close',
    objet: `campagne:${campagneId}`,
    apres: cloture,
  });
}

export function rouvrirCampagne(tx: Transaction, campagneId: number, avant: EtatDeClos, motif: string): void {
  tx.db.update(campagnes).set({ closeLe: null, closePar: null }).where(eq(campagnes.id, campagneId)).run();
  sceller(tx, 'campagnes', [campagneId]);
  tx.journaliser({
    action: 'cloture.rouvrir',
    libelle: 'Campagne rouverte',
    objet: `campagne:${campagneId}`,
    avant: { closeLe: avant.closeLe, closePar: avant.closePar },
    motif,
  });
}

/** L’archive n’est pas dans la campagne, figée : le journal en garde l’empreinte. */
export function noterArchive(tx: Transaction, campagneId: number, archive: unknown): void {
  tx.journaliser({
    action: 'cloture.archiver',
    libelle: 'Archive de la campagne écrite',
    objet: `campagne:${campagneId}`,
    apres: archive,
  });
}

export interface GesteDeCloture {
  readonly action: string;
  readonly instant: string;
  readonly agent: string;
  readonly motif: string | null;
  readonly apres: string | null;
}

/** Closes, réouvertures et archives de la campagne, la dernière d’abord. */
export function listerGestesDeCloture(db: Base, campagneId: number): GesteDeCloture[] {
  return preparer(
    db,
    `SELECT action, instant, agent_nom AS agent, motif, apres FROM journal
     WHERE objet = ? AND action IN ('cloture.clore', 'cloture.rouvrir', 'cloture.archiver') ORDER BY id DESC`,
  ).all(`campagne:${campagneId}`) as GesteDeCloture[];
}
