import type { Presence } from '../contract/seances.ts';

export interface Quorum {
  readonly presents: number;
  readonly membres: number;
  /** Présents exigés ; null : pas de quorum. */
  readonly exige: number | null;
  /** null : pas de quorum, ou personne n’a encore noté les présences. */
  readonly atteint: boolean | null;
}

interface Tenue {
  readonly quorum: number | null;
  readonly membres: readonly { readonly id: number; readonly presence: Presence | null }[];
}

/**
 * Le quorum d’une séance, ou d’un dossier quand des membres s’en sont déportés.
 * @param deportes numéros des membres qui ne prennent pas part à la décision
 */
export function compterQuorum({ quorum, membres }: Tenue, deportes: readonly number[] = []): Quorum {
  const presents = membres.filter((m) => m.presence === 'present' && !deportes.includes(m.id)).length;
  const notees = membres.some((m) => m.presence !== null);
  return {
    presents,
    membres: membres.length,
    exige: quorum,
    atteint: quorum === null || !notees ? null : presents >= quorum,
  };
}

function nombre(n: number): string {
  return `${n}\u00a0présent${n > 1 ? 's' : ''}`;
}

/** « 9 présents sur 12, quorum 5 atteint » ; « présences à noter, quorum 5 ». */
export function direQuorum({ presents, membres, exige, atteint }: Quorum): string {
  if (membres === 0) return '';
  if (exige === null)
    return presents === 0 ? `${membres}\u00a0membre${membres > 1 ? 's' : ''}` : `${nombre(presents)} sur ${membres}`;
  if (atteint === null) return `présences à noter, quorum ${exige}`;
  return `${nombre(presents)} sur ${membres}, quorum ${exige} ${atteint ? 'atteint' : 'non atteint'}`;
}
