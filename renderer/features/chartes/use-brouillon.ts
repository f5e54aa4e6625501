import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useReducer } from 'react';
import type { CharteComplete } from '../../../shared/contract/chartes.ts';
import type { Charte } from '../../../shared/domaine/charte.ts';
import { api, q } from '../../api.ts';
import { creerFile, type FileDeSaisies, useSaisies } from '../../saisies.ts';

/** Ce que la page garde d’un brouillon, même quand on l’a quittée. */
interface Atelier {
  readonly file: FileDeSaisies<CharteComplete>;
  /** Le contenu tel que l’agent l’a laissé, enregistré ou non. */
  contenu: Charte | null;
  /** La révision sur laquelle il écrit : un autre écran passé entre-temps se voit à l’enregistrement. */
  revision: string;
}

const ateliers = new Map<number, Atelier>();

function cleDe(charteId: number) {
  return q.chartes.lire.queryKey({ input: { charteId } });
}

function atelierDe(charteId: number, requetes: QueryClient): Atelier {
  const connu = ateliers.get(charteId);
  if (connu) return connu;
  const neuf: Atelier = {
    contenu: null,
    revision: '',
    file: creerFile<CharteComplete>((charte) => {
      neuf.revision = charte.revision;
      void requetes.invalidateQueries({ refetchType: 'none' });
      requetes.setQueryData(cleDe(charteId), charte);
    }),
  };
  ateliers.set(charteId, neuf);
  return neuf;
}

/** Un brouillon et ce que l’agent y écrit : montré aussitôt, enregistré à chaque pause, gardé en cas de coupure. */
export function useBrouillon(charteId: number) {
  const requetes = useQueryClient();
  const atelier = atelierDe(charteId, requetes);
  const { file } = atelier;
  const { data, error } = useQuery(q.chartes.lire.queryOptions({ input: { charteId } }));
  const { etat, enAttente, echec, enregistreLe } = useSaisies(file, data);
  const [, redessiner] = useReducer((n: number) => n + 1, 0);
  // Refusé par un autre écran : ce que l’agent a écrit reste sous ses yeux tant qu’il n’a pas choisi qu’en faire.
  const refuse = echec?.gardee === false ? atelier.contenu : null;
  const charte = etat && refuse ? { ...etat, nom: refuse.nom, charte: refuse } : etat;

  /** @param nom ce que l’agent a fait, pour le dire si c’est refusé */
  function changer(nom: string, faire: (charte: Charte) => Charte): void {
    if (file.lire().echec?.gardee === false && atelier.contenu) {
      atelier.contenu = faire(atelier.contenu);
      redessiner();
      return;
    }
    const enCours = file.lire().attente.length > 0;
    const connue = requetes.getQueryData(cleDe(charteId));
    const base = enCours ? atelier.contenu : connue?.charte;
    if (!base || !connue) return;
    if (!enCours) atelier.revision = connue.revision;
    const contenu = faire(base);
    if (contenu === base) return;
    atelier.contenu = contenu;
    file.ajouter({
      cle: 'contenu',
      nom,
      frappe: true,
      appliquer: (avant) => ({ ...avant, nom: contenu.nom, charte: contenu }),
      envoyer: () => api.chartes.enregistrer({ charteId, revision: atelier.revision, contenu }),
    });
  }

  /** Publie, une fois tout enregistré. Faux si une saisie n’a pas pu l’être. */
  async function publier(): Promise<boolean> {
    if (refuse !== null || !(await file.terminer())) return false;
    const { revision } = requetes.getQueryData(cleDe(charteId)) ?? (await api.chartes.lire({ charteId }));
    requetes.setQueryData(cleDe(charteId), await api.chartes.publier({ charteId, revision }));
    await requetes.invalidateQueries();
    return true;
  }

  /** Le contenu refusé par un enregistrement, encore en main : à garder dans un brouillon à part. */
  async function garderAPart(): Promise<number | null> {
    const { contenu } = atelier;
    if (!contenu) return null;
    const { id } = await api.chartes.creer({ depuis: 'charte', charteId, contenu });
    file.oublierEchec();
    await requetes.invalidateQueries();
    return id;
  }

  /** Reprend ce que la base garde. */
  async function reprendre(): Promise<void> {
    file.oublierEchec();
    await requetes.invalidateQueries({ queryKey: cleDe(charteId) });
  }

  const { hater } = file;
  return {
    charte,
    erreur: error,
    enAttente,
    echec,
    enregistreLe: enregistreLe ?? etat?.modifieeLe ?? null,
    changer,
    publier,
    garderAPart,
    reprendre,
    hater,
  };
}

export type GestesDeBrouillon = ReturnType<typeof useBrouillon>;
