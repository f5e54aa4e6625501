// « npm run -s clas -- … » : la ligne de commande. Rien d’autre qu’elle n’écrit sur la sortie standard.
import { spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { COMMANDE, construireCommande, environnement, installer, lanceDepuis, node } from './lib.mjs';

installer({ muet: true });
construireCommande();
const r = spawnSync(node(), [COMMANDE, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: environnement(),
  // npm se place dans le projet ; les chemins donnés valent pour le dossier d’où l’on a tapé la commande.
  cwd: lanceDepuis,
});
if (r.error) throw r.error;
process.exitCode = r.status ?? 128 + (constants.signals[r.signal] ?? 0);
