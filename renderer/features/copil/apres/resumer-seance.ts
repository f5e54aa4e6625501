import type { EtatSeance } from '../../../../shared/contract/seances.ts';
import { constaterQuorum, type EtatQuorum } from '../../../../shared/domaine/decisions-de-seance.ts';
import { LIBELLES_DECISION, type NatureDecision } from '../../../../shared/domaine/libelles.ts';

export interface LigneNature {
  readonly nature: NatureDecision;
  readonly collectifs: number;
  readonly montantCentimes: number;
}

export interface ResumeSeance {
  /** Collectifs que cette séance a décidés. */
  readonly decides: number;
  /** Collectifs à l’ordre du jour qui attendent une décision. */
  readonly restants: number;
  readonly natures: readonly LigneNature[];
  readonly quorum: EtatQuorum;
  readonly sansPresence: number;
  readonly sansCourriel: number;
}

/** Où en est la séance : décidé, restant, quorum. */
export function resumerSeance({ seance, dossiers }: EtatSeance): ResumeSeance {
  const membres = seance?.membres ?? [];
  const collectifs = dossiers.flatMap((d) => d.listeCollectifs);
  const siennes = collectifs.flatMap(({ decision }) =>
    decision?.seanceId === seance?.id && decision ? [decision] : [],
  );
  const natures = (Object.keys(LIBELLES_DECISION) as NatureDecision[]).flatMap((nature): LigneNature[] => {
    const prises = siennes.filter((d) => d.nature === nature);
    const montantCentimes = prises.reduce((somme, d) => somme + d.montantCentimes, 0);
    return prises.length === 0 ? [] : [{ nature, collectifs: prises.length, montantCentimes }];
  });
  return {
    decides: siennes.length,
    restants: collectifs.filter((c) => c.decision === null).length,
    natures,
    quorum: constaterQuorum(membres, seance?.quorum ?? null),
    sansPresence: membres.filter((m) => m.presence === null).length,
    sansCourriel: membres.filter((m) => (m.courriel ?? '') === '').length,
  };
}
