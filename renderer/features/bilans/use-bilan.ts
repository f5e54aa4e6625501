import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Bilan, SaisieBilan } from '../../../shared/contract/bilans.ts';
import { api, codeDeRefus, messageErreur, q } from '../../api.ts';
import { creerFile, type FileDeSaisies, useSaisies } from '../../saisies.ts';
import { type ConflitDeBilan, creerConflit } from './conflit.ts';

/** Ce qui reste d’un bilan en cours de frappe, même la page quittée. */
interface Chantier {
  readonly file: FileDeSaisies<Bilan>;
  readonly conflit: ConflitDeBilan;
  /** D’où part le prochain enregistrement : la version lue, puis celle de chaque enregistrement fait ici. */
  version: string | null;
}

/** Un chantier par dossier : quitter la page n’arrête pas ce qui reste à enregistrer. */
const chantiers = new Map<number, Chantier>();

function cleDe(dossierId: number) {
  return q.bilans.lire.queryKey({ input: { dossierId } });
}

function chantierDe(dossierId: number, requetes: QueryClient): Chantier {
  const connu = chantiers.get(dossierId);
  if (connu) return connu;
  const neuf: Chantier = {
    file: creerFile<Bilan>(
      (bilan) => poserBilan(requetes, bilan),
      () => void requetes.invalidateQueries({ queryKey: cleDe(dossierId) }),
    ),
    conflit: creerConflit(),
    version: null,
  };
  chantiers.set(dossierId, neuf);
  return neuf;
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

/** Quelqu’un d’autre a changé le bilan, ou l’a figé : ce qui est tapé ici attend qu’on choisisse. */
function estConflit(erreur: unknown): boolean {
  const code = codeDeRefus(erreur);
  return code === 'bilan_change' || code === 'bilan_valide';
}

/** Le bilan d’un dossier, tel que l’agent le voit pendant qu’il le tape. */
export function useBilan(dossierId: number) {
  const requetes = useQueryClient();
  const chantier = chantierDe(dossierId, requetes);
  const { file } = chantier;
  const { data, error, refetch } = useQuery(q.bilans.lire.queryOptions({ input: { dossierId } }));
  const { etat: enregistre, enAttente, echec, enregistreLe } = useSaisies(file, data);
  const conflit = useSyncExternalStore(chantier.conflit.ecouter, chantier.conflit.lire);
  const bilan =
    enregistre === undefined || conflit === null || conflit.montre === 'sienne'
      ? enregistre
      : avecSaisie(enregistre, conflit.mienne);

  async function envoyer(saisie: SaisieBilan): Promise<Bilan> {
    try {
      const { version } = await api.bilans.ecrire({ dossierId, saisie, version: chantier.version });
      chantier.version = version;
      const avant = requetes.getQueryData<Bilan>(cleDe(dossierId));
      return avant === undefined ? await api.bilans.lire({ dossierId }) : { ...avecSaisie(avant, saisie), version };
    } catch (erreur) {
      // La version reste l’ancienne : ce qui attend encore dans la file est refusé de même, et s’ajoute ici.
      if (estConflit(erreur))
        chantier.conflit.poser({ message: messageErreur(erreur), mienne: saisie, montre: 'mienne' });
      throw erreur;
    }
  }

  function ajouter(saisie: SaisieBilan): void {
    file.ajouter({
      cle: 'saisie',
      nom: 'Le bilan',
      frappe: true,
      appliquer: (avant) => avecSaisie(avant, saisie),
      envoyer: () => envoyer(saisie),
    });
  }

  function saisir(changer: (saisie: SaisieBilan) => SaisieBilan): void {
    if (bilan === undefined || enregistre === undefined) return;
    const saisie = changer(bilan.saisie);
    if (conflit !== null) {
      if (conflit.montre === 'mienne') chantier.conflit.poser({ ...conflit, mienne: saisie });
      return;
    }
    if (file.lire().attente.length === 0) chantier.version = enregistre.version;
    ajouter(saisie);
  }

  function oublierConflit(): void {
    chantier.conflit.poser(null);
    file.oublierEchec();
  }

  async function garderLaMienne(): Promise<void> {
    if (conflit === null) return;
    const frais = await api.bilans.lire({ dossierId });
    poserBilan(requetes, frais);
    if (frais.etat === 'valide' || frais.close) {
      const message = frais.close
        ? 'La campagne est close : ce bilan ne change plus.'
        : 'Ce bilan a été validé entre-temps : rouvrez-le d’abord, depuis une autre fenêtre, en disant pourquoi.';
      chantier.conflit.poser({ ...conflit, message });
      return;
    }
    oublierConflit();
    chantier.version = frais.version;
    ajouter(conflit.mienne);
    file.hater();
  }

  return {
    bilan,
    erreur: error,
    relire: () => void refetch(),
    saisir,
    enAttente,
    // Dit par le conflit, avec de quoi en sortir.
    echec: conflit === null ? echec : null,
    enregistreLe,
    conflit,
    montrer: (montre: 'mienne' | 'sienne') => conflit && chantier.conflit.poser({ ...conflit, montre }),
    garderLaMienne,
    garderLaSienne: () => {
      oublierConflit();
      void refetch();
    },
    /** Tout est enregistré avant de valider ; faux si quelque chose n’a pas pu l’être. */
    terminer: () => file.terminer(),
    oublierEchec: () => file.oublierEchec(),
    /** La version enregistrée que l’écran montre. */
    versionVue: () => requetes.getQueryData<Bilan>(cleDe(dossierId))?.version,
    poser: (suite: Bilan) => poserBilan(requetes, suite),
  };
}

export type SaisieDuBilan = ReturnType<typeof useBilan>;
