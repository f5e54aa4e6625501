import { ecrireLiasse, type LiasseEcrite, type OptionsLiasse } from './lettre-liasse.ts';
import type { DonneesRelance } from './relance-pieces-donnees.ts';
import { corpsDeRelance } from './relance-pieces-lettre.ts';

/** Les lettres de relance des pièces, une par dossier incomplet. */
export function ecrireRelances(donnees: DonneesRelance, options: OptionsLiasse): Promise<LiasseEcrite> {
  return ecrireLiasse(
    {
      donnees,
      titre: 'Demande de pièces',
      mot: 'pièces',
      nettoyer: (lettre, { piece }) => ({ ...lettre, pieces: lettre.pieces.map(piece) }),
      corps: corpsDeRelance,
    },
    options,
  );
}
