/** Écrit au chemin demandé une base prête à payer : trois porteurs agréés à 70 % puis solde, conventions signées, IBAN vérifiés. */
import { ouvrirAtelier } from '../electron/backend/argent-essai.ts';
import { bilan, ECHEANCIER_70, preparer, preparerLeTerrain, valider } from '../electron/backend/lots/lot-essai.ts';

const [sortie = ''] = process.argv.slice(2);
const atelier = ouvrirAtelier();
const banc = atelier.ouvrir({ echeancier: ECHEANCIER_70 }, null);
const [premier] = preparerLeTerrain(banc);
valider(banc.second, preparer(banc));
// Un droit réel sous l’acompte pour le premier porteur, un solde à payer pour les deux autres.
const { context, campagneId } = banc;
const { db } = context;
const ids = db.$client.prepare('SELECT id FROM dossiers ORDER BY numero').pluck().all() as number[];
for (const id of ids) bilan(context, campagneId, id, id === premier?.id ? 120_000 : 195_000);
db.$client.exec(`VACUUM INTO '${sortie}'`);
banc.fermer();
atelier.fermer();
