import type { NatureDecision } from './libelles.ts';

/** Le Copil accorde quelque chose : agréé, ou agréé sous réserve. Rien de décidé n’accorde rien. */
export function isAccorde(nature: NatureDecision | null | undefined): boolean {
  return nature === 'agree' || nature === 'agree_sous_reserve';
}
