import type { LigneDeMaPile } from '../../shared/contract/lectures.ts';

/** Vrai si des dossiers sont attribués à l’agent : sa pile est alors la sienne, pas toute la campagne. */
export function aDesAttributions(pile: readonly LigneDeMaPile[]): boolean {
  return pile.some(({ role }) => role !== null);
}

/** Ce que l’agent a à lire : ses dossiers attribués ou commencés, sinon tous ceux qu’il peut lire. */
export function miens(pile: readonly LigneDeMaPile[]): readonly LigneDeMaPile[] {
  const lisibles = pile.filter(({ ecarte }) => !ecarte);
  return aDesAttributions(pile)
    ? lisibles.filter(({ role, maLecture }) => role !== null || maLecture !== 'non_commencee')
    : lisibles;
}
