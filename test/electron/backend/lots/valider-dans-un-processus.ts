/** Prépare, valide et annule des lots sans fin dans la base donnée, jusqu’à ce qu’on l’arrache (essai de coupure). */
import { ouvrirBase } from '../../../../db/open.ts';
import { annulerLot } from '../../../../electron/backend/lots/valider.ts';
import type { Banc } from '../argent-essai.ts';
import { MIGRATIONS, ouvrirEssai } from '../socle-essai.ts';
import { preparer, valider } from './lot-essai.ts';

const [fichier = ''] = process.argv.slice(2);
const db = ouvrirBase(fichier, { migrations: MIGRATIONS, creer: false, maintenant: '2026-12-01T08:00:00.000Z' });
const essai = ouvrirEssai();
const contexte = (agentId: number) => ({ ...essai.context, db, session: { agentId } });
const banc: Banc = { context: contexte(1), second: contexte(2), campagneId: 1, seanceId: 1, fermer: () => {} };
process.stdout.write('PRET\n');
for (;;) {
  const lotId = preparer(banc);
  valider(banc.second, lotId);
  annulerLot(banc.context, { lotId, motif: 'essai' });
}
