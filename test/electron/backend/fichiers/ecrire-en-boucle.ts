// Enfant de l’essai d’interruption : récrit sans fin le même fichier, tantôt « A », tantôt « B », et annonce chaque écriture.
import { writeSync } from 'node:fs';
import { ecrireAtomique } from '../../../../electron/backend/fichiers/ecrire-atomique.ts';

const [chemin = '', taille = '0'] = process.argv.slice(2);
const contenus = ['A', 'B'].map((lettre) => Buffer.alloc(Number(taille), lettre));
for (let tour = 0; ; tour += 1) {
  writeSync(1, '.');
  await ecrireAtomique(chemin, contenus[tour % 2] ?? Buffer.alloc(0));
}
