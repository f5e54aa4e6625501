import type { Base } from '../base.ts';
import type { Transaction } from '../ecrire.ts';
import { preparer } from '../preparer.ts';

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
 * Ce qui reste possible dans une campagne close : refaire un papier, recouvrer un trop-perçu, la rouvrir. Les
 * déclencheurs gardent ce qui doit l’être même ici.
 */
const PERMIS = /^(?:document|indu|cloture)\./;

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
