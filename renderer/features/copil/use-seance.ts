import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { NatureDecision } from '../../../shared/contract/commun.ts';
import type { Collectif, DecisionCollectif, LigneDossier } from '../../../shared/contract/dossiers.ts';
import type { DossierDeSeance, EtatSeance } from '../../../shared/contract/seances.ts';
import { api, q } from '../../api.ts';
import { creerFile, type FileDeSaisies, useSaisies } from '../../saisies.ts';

/** Une file par campagne : une décision prise part même si l’on quitte la séance aussitôt. */
const files = new Map<number, FileDeSaisies<EtatSeance>>();

function fileDeLaCampagne(campagneId: number, requetes: QueryClient): FileDeSaisies<EtatSeance> {
  const connue = files.get(campagneId);
  if (connue) return connue;
  const neuve = creerFile<EtatSeance>((etat) => recevoirSeance(requetes, campagneId, etat));
  files.set(campagneId, neuve);
  return neuve;
}

/** Prend l’état rendu par le backend ; dossiers, paiements et tableau de bord seront relus à leur prochaine ouverture. */
export function recevoirSeance(requetes: QueryClient, campagneId: number, etat: EtatSeance): void {
  void requetes.invalidateQueries({ refetchType: 'none' });
  requetes.setQueryData(q.seances.lire.queryKey({ input: { campagneId } }), etat);
}

export interface Decision {
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
function avecDecisions(
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

/** La séance de la campagne et les décisions qu’on y prend, enregistrées une à une dans l’ordre des touches. */
export function useSeance(campagneId: number, agent: string) {
  const requetes = useQueryClient();
  const file = fileDeLaCampagne(campagneId, requetes);
  const { data, error } = useQuery(q.seances.lire.queryOptions({ input: { campagneId } }));
  const { etat, enAttente, echec } = useSaisies(file, data);

  function decider({ collectifIds, nature, motif, texte }: Decision): void {
    const seanceId = etat?.seance?.id;
    if (seanceId === undefined) return;
    const choisis = new Set(collectifIds);
    const instant = new Date().toISOString();
    file.ajouter({
      // Deux décisions sur le même collectif sont deux actes : aucune ne remplace l’autre dans la file.
      cle: `decision:${instant}:${collectifIds.join(',')}`,
      nom: 'Décision',
      appliquer: (avant) =>
        avecDecisions(avant, ({ id, droitCentimes }) =>
          choisis.has(id)
            ? {
                id: 0,
                seanceId,
                nature,
                motif,
                texte,
                montantCentimes: accorde(nature) ? droitCentimes : 0,
                agent,
                instant,
              }
            : undefined,
        ),
      envoyer: () => api.seances.decider({ seanceId, collectifIds: [...choisis], nature, motif, texte }),
    });
  }

  function annuler(collectifId: number, motif: string): void {
    const seanceId = etat?.seance?.id;
    if (seanceId === undefined) return;
    file.ajouter({
      cle: `annulation:${collectifId}:${Date.now()}`,
      nom: 'Annulation',
      appliquer: (avant) => avecDecisions(avant, ({ id }) => (id === collectifId ? null : undefined)),
      envoyer: () => api.seances.annuler({ seanceId, collectifId, motif }),
    });
  }

  return {
    etat,
    erreur: error,
    enAttente,
    echec,
    decider,
    annuler,
    hater: file.hater,
    oublierEchec: file.oublierEchec,
  };
}
