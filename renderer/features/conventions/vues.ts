import type { LigneDeConvention } from '../../../shared/contract/conventions.ts';
import { direGeneration } from '../../conventions/libelles.ts';

/** Une signature est attendue : celle de la convention, ou d’un avenant. */
export function attendSignature({ convention, avenants }: LigneDeConvention): boolean {
  return [convention, ...avenants].some((p) => p !== null && (p.etat === 'a_signer' || p.etat === 'envoyee'));
}

/** Un papier est parti et n’est pas revenu signé : lui seul se réclame. */
export function attendRetour({ convention, avenants }: LigneDeConvention): boolean {
  return [convention, ...avenants].some((p) => p?.etat === 'envoyee');
}

/** Une réserve du Copil n’est pas levée. */
export function estSousReserve({ reserves }: LigneDeConvention): boolean {
  return reserves.some((r) => r.levee === null);
}

export const VUES = [
  ['toutes', 'Toutes', () => true],
  ['a_generer', 'À générer', (l) => l.suite === 'convention'],
  ['changees', 'Décision changée', (l) => l.changements.length > 0],
  ['a_signer', 'Signature attendue', attendSignature],
  ['signees', 'Signées', (l) => l.etat === 'signee'],
  ['reserves', 'Sous réserve', estSousReserve],
  ['seuil', 'Au-delà du seuil', (l) => l.auDelaDuSeuil],
  ['resiliees', 'Résiliées', (l) => l.etat === 'resiliee'],
] as const satisfies readonly (readonly [string, string, (ligne: LigneDeConvention) => boolean])[];
export type CodeVue = (typeof VUES)[number][0];

/** Ce qu’il y a à savoir d’une ligne, en peu de mots. */
export function direASavoir(ligne: LigneDeConvention): string {
  return [
    ligne.suite === 'avenant' ? 'avenant à faire' : null,
    ligne.etat === 'signee' && attendSignature(ligne) ? 'avenant à signer' : null,
    ligne.suite === 'remplacement' ? 'à remplacer' : null,
    ligne.suite === 'resiliation' ? 'à résilier' : null,
    estSousReserve(ligne) ? 'réserve à lever' : null,
    ligne.auDelaDuSeuil ? 'au-delà du seuil' : null,
    ligne.etat === 'signee' && ligne.convention?.scanNom === null ? 'scan à joindre' : null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

/** Vrai si la génération a un papier à écrire pour ce dossier. */
export function estAGenerer(ligne: LigneDeConvention): boolean {
  return ligne.etat !== 'resiliee' && direGeneration(ligne) !== null;
}
