import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Bilan, SaisieBilan } from '../../../shared/contract/bilans.ts';
import { api, q } from '../../api.ts';
import { creerFile, type FileDeSaisies, useSaisies } from '../../saisies.ts';

/** Une file par dossier : quitter la page n’arrête pas ce qui reste à enregistrer. */
const files = new Map<number, FileDeSaisies<Bilan>>();

function cleDe(dossierId: number) {
  return q.bilans.lire.queryKey({ input: { dossierId } });
}

function fileDuDossier(dossierId: number, requetes: QueryClient): FileDeSaisies<Bilan> {
  const connue = files.get(dossierId);
  if (connue) return connue;
  const neuve = creerFile<Bilan>(
    (bilan) => poserBilan(requetes, bilan),
    () => void requetes.invalidateQueries({ queryKey: cleDe(dossierId) }),
  );
  files.set(dossierId, neuve);
  return neuve;
}

function poserBilan(requetes: QueryClient, bilan: Bilan): void {
  const queryKey = cleDe(bilan.dossierId);
  void requetes.cancelQueries({ queryKey });
  // Liste des bilans, dossier, échéancier : à relire à leur prochaine ouverture.
  void requetes.invalidateQueries({ refetchType: 'none' });
  requetes.setQueryData(queryKey, bilan);
}

/** Ce que l’agent a tapé ; l’état du bilan suit, comme le backend le fera. */
function avecSaisie(bilan: Bilan, saisie: SaisieBilan): Bilan {
  return { ...bilan, saisie, etat: bilan.etat === 'attendu' ? 'brouillon' : bilan.etat };
}

/** Le bilan d’un dossier, tel que l’agent le voit pendant qu’il le tape. */
export function useBilan(dossierId: number) {
  const requetes = useQueryClient();
  const file = fileDuDossier(dossierId, requetes);
  const { data, error, refetch } = useQuery(q.bilans.lire.queryOptions({ input: { dossierId } }));
  const { etat: bilan, enAttente, echec, enregistreLe } = useSaisies(file, data);

  function saisir(changer: (saisie: SaisieBilan) => SaisieBilan): void {
    if (bilan === undefined) return;
    const saisie = changer(bilan.saisie);
    file.ajouter({
      cle: 'saisie',
      nom: 'Le bilan',
      frappe: true,
      appliquer: (avant) => avecSaisie(avant, saisie),
      envoyer: async () => {
        await api.bilans.ecrire({ dossierId, saisie });
        const avant = requetes.getQueryData<Bilan>(cleDe(dossierId));
        if (avant === undefined) return api.bilans.lire({ dossierId });
        return avecSaisie(avant, saisie);
      },
    });
  }

  return {
    bilan,
    erreur: error,
    relire: () => void refetch(),
    saisir,
    enAttente,
    echec,
    enregistreLe,
    /** Tout est enregistré avant de valider. */
    terminer: () => file.terminer(),
    oublierEchec: () => file.oublierEchec(),
    poser: (suite: Bilan) => poserBilan(requetes, suite),
  };
}
