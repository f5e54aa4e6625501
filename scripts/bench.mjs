// « npm run bench » : lance chaque mesure de test/bench, l’une après l’autre.
import { existsSync, readdirSync } from 'node:fs';
import { installer, lancer, node } from './lib.mjs';

installer();
const dossier = 'test/bench';
const mesures = existsSync(dossier)
  ? readdirSync(dossier)
      .filter((f) => f.endsWith('.ts'))
      .toSorted()
  : [];
if (mesures.length === 0) console.log('Aucune mesure dans test/bench.');
for (const mesure of mesures) lancer(node(), [`${dossier}/${mesure}`]);
