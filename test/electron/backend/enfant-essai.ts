import { resolve } from 'node:path';
import { creerEnfantNode } from '../../../electron/backend/travaux/enfant-node.ts';
import type { CreerEnfant } from '../../../electron/backend/travaux/lancer.ts';

/** L’enfant que le poste livré lance pour lire et produire : construit, il démarre en une fraction de seconde. */
export function creerEnfant(): CreerEnfant {
  return creerEnfantNode({ script: resolve('out/electron/travailleur.js') });
}
