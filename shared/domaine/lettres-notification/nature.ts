import { isAccorde } from '../accord.ts';
import type { NatureDecision } from '../libelles.ts';

/** Ce que la lettre annonce : la décision de tous les collectifs, ou « partiel » quand elles diffèrent. */
export const NATURES_LETTRE = ['accord', 'accord_sous_reserve', 'partiel', 'ajournement', 'refus'] as const;
export type NatureLettre = (typeof NATURES_LETTRE)[number];

export const LIBELLES_NATURE_LETTRE: Readonly<Record<NatureLettre, string>> = {
  accord: 'Accord',
  accord_sous_reserve: 'Accord sous réserve',
  partiel: 'Décisions partagées',
  ajournement: 'Ajournement',
  refus: 'Refus',
};

/**
 * La nature de la lettre d’après les décisions d’un dossier dans une séance ; null si rien n’y est décidé. Un classement
 * sans suite s’annonce comme un refus : le projet n’est pas agréé.
 */
export function natureDeLettre(decisions: readonly NatureDecision[]): NatureLettre | null {
  if (decisions.length === 0) return null;
  const toutes = (admise: (nature: NatureDecision) => boolean) => decisions.every(admise);
  if (toutes((n) => n === 'agree')) return 'accord';
  if (toutes(isAccorde)) return 'accord_sous_reserve';
  if (toutes((n) => n === 'ajourne')) return 'ajournement';
  if (toutes((n) => n === 'refuse' || n === 'sans_suite')) return 'refus';
  return 'partiel';
}

interface DecisionComparable {
  readonly collectifId: number;
  readonly nature: NatureDecision;
  readonly motif: string | null;
  readonly texte: string;
  readonly montantCentimes: number;
}

/** Ce qu’une lettre dit d’une décision. */
export type DecisionNotifiee = DecisionComparable;

/**
 * Vrai si la lettre ne dit plus ce que la séance a décidé. Une décision prise ensuite par une autre séance n’y change
 * rien : la lettre de l’ajournement reste vraie, celle de la seconde séance la suit.
 */
export function estDepassee(
  notifiees: readonly DecisionNotifiee[],
  enVigueur: readonly (DecisionComparable & { readonly seanceId: number })[],
  seanceId: number,
): boolean {
  const actuelles = new Map(enVigueur.map((d) => [d.collectifId, d]));
  const dites = new Set(notifiees.map((d) => d.collectifId));
  const changee = notifiees.some((dite) => {
    const actuelle = actuelles.get(dite.collectifId);
    if (actuelle === undefined) return true;
    return actuelle.seanceId === seanceId && cle(actuelle) !== cle(dite);
  });
  return changee || enVigueur.some((d) => d.seanceId === seanceId && !dites.has(d.collectifId));
}

function cle({ nature, motif, texte, montantCentimes }: DecisionComparable): string {
  return JSON.stringify([nature, motif, texte, montantCentimes]);
}

/** « 2026-N-0001 » : une suite par année civile, sans trou. */
export function numeroDeLettre(annee: string, rang: number): string {
  return `${annee}-N-${String(rang).padStart(4, '0')}`;
}
