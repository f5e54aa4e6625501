import type { Presence } from '../contract/seances.ts';
import { constaterQuorum, type EtatQuorum } from './decisions-de-seance.ts';

interface Tenue {
  readonly quorum: number | null;
  readonly membres: readonly { readonly id: number; readonly presence: Presence | null }[];
}

/** Le quorum d’un dossier : un membre qui s’en déporte ne compte pas. */
export function quorumSans({ quorum, membres }: Tenue, deportes: readonly number[] = []): EtatQuorum {
  return constaterQuorum(
    membres.filter((m) => !deportes.includes(m.id)),
    quorum,
  );
}

function nombre(n: number): string {
  return `${n}\u00a0présent${n > 1 ? 's' : ''}`;
}

/** « 9 présents sur 12, quorum 5 atteint » ; « présences à noter, quorum 5 » ; vide sans membre. */
export function direQuorum(quorum: EtatQuorum): string {
  if (quorum.etat === 'sans_membre') return '';
  const { inscrits, exige } = quorum;
  if (quorum.etat === 'non_note')
    return exige === null ? `${inscrits}\u00a0membre${inscrits > 1 ? 's' : ''}` : `présences à noter, quorum ${exige}`;
  const presents = `${nombre(quorum.presents)} sur ${inscrits}`;
  if (quorum.etat === 'sans_quorum') return presents;
  return `${presents}, quorum ${exige} ${quorum.etat === 'atteint' ? 'atteint' : 'non atteint'}`;
}

/** Ce qu’il faut dire avant de décider sans le quorum ; null : rien à dire. */
export function alerteQuorum(quorum: EtatQuorum): string | null {
  if (quorum.etat === 'manque') return `Quorum non atteint : ${nombre(quorum.presents)}, ${quorum.exige} exigés.`;
  if (quorum.etat === 'non_note' && quorum.exige !== null)
    return `Présences à noter : le quorum de ${quorum.exige} n’est pas vérifié.`;
  return null;
}
