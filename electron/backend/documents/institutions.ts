import type { Institution } from '../../../shared/contract/seances.ts';

/** Dans l’ordre où elles se présentent. */
export const INSTITUTIONS: readonly (readonly [code: Institution, libelle: string])[] = [
  ['caf', 'Caf'],
  ['etat', 'Services de l’État'],
  ['education_nationale', 'Éducation nationale'],
  ['autre', 'Autres membres'],
];

export function nommerInstitution(code: Institution): string {
  return INSTITUTIONS.find(([c]) => c === code)?.[1] ?? code;
}
