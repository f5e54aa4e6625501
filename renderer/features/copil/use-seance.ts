import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { EtatSeance } from '../../../shared/contract/seances.ts';
import { q } from '../../api.ts';
import { creerFile, type FileDeSaisies, useSaisies } from '../../saisies.ts';
import { gestesDeSeance } from './gestes-de-seance.ts';
import { diffuser } from './projecteur.ts';

/** Une file par séance : une décision prise part même si l’on quitte l’écran aussitôt. */
const files = new Map<string, FileDeSaisies<EtatSeance>>();

function fileDeLaSeance(campagneId: number, seanceId: number, requetes: QueryClient): FileDeSaisies<EtatSeance> {
  const cle = `${campagneId}:${seanceId}`;
  const connue = files.get(cle);
  if (connue) return connue;
  const neuve = creerFile<EtatSeance>((etat) => {
    recevoirSeance(requetes, campagneId, etat);
    diffuser({ genre: 'change' });
  });
  files.set(cle, neuve);
  return neuve;
}

/**
 * Prend l’état rendu par le backend, sous les adresses qui le demandent ; dossiers, paiements et tableau de bord seront
 * relus à leur prochaine ouverture.
 */
export function recevoirSeance(requetes: QueryClient, campagneId: number, etat: EtatSeance): void {
  void requetes.invalidateQueries({ refetchType: 'none' });
  const seanceId = etat.seance?.id;
  // Sans numéro, la page demande la dernière créée : l’état d’une autre n’y va pas.
  if (seanceId === etat.seances[0]?.id) requetes.setQueryData(q.seances.lire.queryKey({ input: { campagneId } }), etat);
  if (seanceId !== undefined) requetes.setQueryData(q.seances.lire.queryKey({ input: { campagneId, seanceId } }), etat);
}

/** La séance demandée, sinon la dernière créée, et ce qui s’y note : chaque geste s’enregistre à son tour. */
export function useSeance(campagneId: number, agent: string, seanceDemandee?: number) {
  const requetes = useQueryClient();
  const input = seanceDemandee === undefined ? { campagneId } : { campagneId, seanceId: seanceDemandee };
  const { data, error } = useQuery(q.seances.lire.queryOptions({ input }));
  const file = fileDeLaSeance(campagneId, data?.seance?.id ?? 0, requetes);
  const { etat, enAttente, echec } = useSaisies(file, data);
  return {
    etat,
    erreur: error,
    enAttente,
    echec,
    ...gestesDeSeance(file, etat?.seance?.id ?? null, agent),
    hater: file.hater,
    oublierEchec: file.oublierEchec,
  };
}
