import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from './api.ts';
import { type Suivi, useSuivi } from './use-suivi.ts';
import { basculer, useTentative } from './use-tentative.ts';

interface Depot {
  readonly depotId: string;
}

/** Les appels d’une sorte de fichiers rendus : grilles, tableau du Copil, bilans. */
interface Voie<Apercu> {
  /** Nom du travail, unique dans la page. */
  readonly code: string;
  readonly deposer: (entree: { fichier: File; depotId?: string }) => Promise<Depot>;
  readonly choisir: () => Promise<Depot | null>;
  readonly analyser: (depotId: string, signal: AbortSignal) => ReturnType<Parameters<Suivi<Apercu>['lancer']>[0]>;
}

/**
 * Des fichiers rendus, de leur dépôt à ce qui a été écrit : on les voit d’abord, on choisit où ils l’emportent, puis on
 * écrit. Tant que rien n’est écrit, quitter la page ne perd que ces choix.
 */
export function useReprise<Apercu extends Depot, Faite, Cle>(voie: Voie<Apercu>) {
  const requetes = useQueryClient();
  const analyse = useSuivi<Apercu>(voie.code);
  const [apercu, setApercu] = useState<Apercu | null>(null);
  const [faite, setFaite] = useState<Faite | null>(null);
  const { erreur, occupe, tenter, oublier } = useTentative();
  const [choisies, setChoisies] = useState<ReadonlySet<Cle>>(new Set());

  async function analyser(depot: Depot | null): Promise<void> {
    if (depot === null) return;
    setApercu(await analyse.lancer((signal) => voie.analyser(depot.depotId, signal)));
    setFaite(null);
    setChoisies(new Set());
  }

  return {
    apercu,
    faite,
    erreur: erreur ?? analyse.erreur,
    occupe: occupe || analyse.enCours,
    progression: analyse.progression,
    /** Où le fichier l’emporte sur la base. */
    choisies,
    basculer: (cles: readonly Cle[], oui: boolean) => setChoisies((avant) => basculer(avant, cles, oui)),
    deposer: (fichiers: readonly File[]) =>
      void tenter(async () => {
        let depot: Depot | null = null;
        for (const fichier of fichiers)
          depot = await voie.deposer({ fichier, ...(depot === null ? {} : { depotId: depot.depotId }) });
        await analyser(depot);
      }),
    choisir: () => void tenter(async () => analyser(await voie.choisir())),
    ecrire: (appel: (depotId: string, choisies: Cle[]) => Promise<Faite>) =>
      void tenter(async () => {
        if (apercu === null) return;
        setFaite(await appel(apercu.depotId, [...choisies]));
        // Notes, décisions, droits et échéances viennent de changer partout.
        await requetes.invalidateQueries();
      }),
    recommencer: () => {
      if (apercu !== null && faite === null) void api.imports.abandonner({ depotId: apercu.depotId }).catch(() => {});
      setApercu(null);
      setFaite(null);
      oublier();
    },
  };
}
