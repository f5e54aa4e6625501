import type { PiecesDossier } from '../../../shared/contract/pieces.ts';

/** Une relance dont l’échéance n’est pas passée : on attend encore la réponse. */
export function estEnAttente({ relances }: PiecesDossier, aujourdhui: string): boolean {
  const derniere = relances[0];
  return derniere !== undefined && derniere.echeance >= aujourdhui;
}

export const VUES = [
  ['tous', 'Tous', () => true],
  ['incomplets', 'Incomplets', (d) => d.aReclamer.length > 0],
  ['a_relancer', 'À relancer', (d, jour) => d.aReclamer.length > 0 && !estEnAttente(d, jour)],
  ['en_attente', 'Réponse attendue', (d, jour) => d.aReclamer.length > 0 && estEnAttente(d, jour)],
  ['a_verifier', 'À vérifier', (d) => d.aVerifier.length > 0],
  ['complets', 'Complets', (d) => d.aReclamer.length === 0 && d.aVerifier.length === 0],
] as const satisfies readonly (readonly [string, string, (dossier: PiecesDossier, aujourdhui: string) => boolean])[];
export type CodeVue = (typeof VUES)[number][0];
