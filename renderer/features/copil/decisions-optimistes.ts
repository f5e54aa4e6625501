import type { NatureDecision } from '../../../shared/contract/commun.ts';
import type { Collectif, DecisionCollectif, LigneDossier } from '../../../shared/contract/dossiers.ts';
import type { DossierDeSeance, EtatSeance } from '../../../shared/contract/seances.ts';

export interface Decision {
  /** Appelé une fois la décision dans la base. */
  readonly surEnregistree?: () => void;
  readonly collectifIds: readonly number[];
  readonly nature: NatureDecision;
  readonly motif: string | null;
  readonly texte: string;
}

/** Vrai si cette décision engage de l’argent. */
export function accorde(nature: NatureDecision): boolean {
  return nature === 'agree' || nature === 'agree_sous_reserve';
}

function decisionDuDossier(collectifs: readonly Collectif[]): LigneDossier['decision'] {
  const natures = new Set(collectifs.map(({ decision }) => decision?.nature ?? null));
  const premiere = collectifs[0]?.decision?.nature ?? null;
  if (natures.size > 1) return natures.has(null) ? null : 'mixte';
  return premiere;
}

function redecider(dossier: DossierDeSeance, changer: (collectif: Collectif) => Collectif): DossierDeSeance {
  const listeCollectifs = dossier.listeCollectifs.map(changer);
  const decides = listeCollectifs.flatMap(({ decision }) => decision ?? []);
  const tous = decides.length === listeCollectifs.length && decides.length > 0;
  return {
    ...dossier,
    listeCollectifs,
    decision: decisionDuDossier(listeCollectifs),
    etat: tous ? 'decide' : dossier.etat === 'decide' ? 'etudie' : dossier.etat,
    agreeCentimes:
      decides.length === 0 ? null : decides.reduce((somme, { montantCentimes }) => somme + montantCentimes, 0),
  };
}

/**
 * L’état d’après, refait sur place pour que l’enveloppe bouge à la touche. Le montant est celui proposé : en barème par
 * dossier, le backend le corrige à la réponse.
 */
export function avecDecisions(
  etat: EtatSeance,
  changer: (collectif: Collectif) => DecisionCollectif | null | undefined,
): EtatSeance {
  const dossiers = etat.dossiers.map((dossier) =>
    dossier.listeCollectifs.every((collectif) => changer(collectif) === undefined)
      ? dossier
      : redecider(dossier, (collectif) => {
          const decision = changer(collectif);
          return decision === undefined ? collectif : { ...collectif, decision };
        }),
  );
  const collectifs = dossiers.flatMap(({ listeCollectifs }) => listeCollectifs);
  const engageCentimes = collectifs.reduce((somme, { decision }) => somme + (decision?.montantCentimes ?? 0), 0);
  const { totalCentimes } = etat.enveloppe;
  return {
    ...etat,
    dossiers,
    decides: dossiers.filter((dossier) => dossier.etat === 'decide').length,
    enveloppe: {
      totalCentimes,
      engageCentimes,
      resteCentimes: totalCentimes === null ? null : totalCentimes - engageCentimes,
      enAttenteCentimes: collectifs.reduce(
        (somme, { decision, droitCentimes }) => somme + (decision === null ? droitCentimes : 0),
        0,
      ),
    },
  };
}
