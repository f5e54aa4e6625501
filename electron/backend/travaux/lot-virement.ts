import { createHash } from 'node:crypto';
import { ecrireVirement } from '../../../shared/domaine/virement.ts';
import { ecrireAtomique } from '../fichiers/ecrire-atomique.ts';
import type { Travail } from './contrat.ts';

/** Écrit l’ordre de virement d’un lot, déjà contrôlé. */
export const executer: Travail<'lot-virement'> = async ({ donnees, sortie }) => {
  const octets = Buffer.from(ecrireVirement(donnees.contenu), 'utf8');
  await ecrireAtomique(sortie, octets);
  return { octets: octets.length, sha256: createHash('sha256').update(octets).digest('hex') };
};
