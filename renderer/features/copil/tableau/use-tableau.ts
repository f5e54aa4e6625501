import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApercuTableau, DecisionsAppliquees } from '../../../../shared/contract/tableaux.ts';
import { api } from '../../../api.ts';
import { useSuivi } from '../../../use-suivi.ts';
import { basculer, useTentative } from '../../../use-tentative.ts';

interface Depot {
  readonly depotId: string;
}

export interface RepriseTableau {
  readonly apercu: ApercuTableau | null;
  readonly faite: DecisionsAppliquees | null;
  readonly erreur: string | null;
  readonly occupe: boolean;
  readonly progression: ReturnType<typeof useSuivi<ApercuTableau>>['progression'];
  /** Collectifs en conflit où le fichier l’emporte. */
  readonly remplaces: ReadonlySet<number>;
  readonly deposer: (fichiers: readonly File[]) => void;
  readonly choisir: () => void;
  readonly remplacer: (collectifIds: readonly number[], oui: boolean) => void;
  readonly appliquer: (partiel: boolean) => void;
  readonly recommencer: () => void;
}

/** Un tableau rempli, de son dépôt à ce qui a été écrit. Tant que rien n’est écrit, le quitter ne perd que ces choix. */
export function useTableau(seanceId: number): RepriseTableau {
  const requetes = useQueryClient();
  const analyse = useSuivi<ApercuTableau>('tableaux.analyser');
  const [apercu, setApercu] = useState<ApercuTableau | null>(null);
  const [faite, setFaite] = useState<DecisionsAppliquees | null>(null);
  const { erreur, occupe, tenter, oublier } = useTentative();
  const [remplaces, setRemplaces] = useState<ReadonlySet<number>>(new Set());

  async function analyser(depot: Depot | null): Promise<void> {
    if (depot === null) return;
    const { depotId } = depot;
    setApercu(await analyse.lancer((signal) => api.tableaux.analyser({ seanceId, depotId }, { signal })));
    setFaite(null);
    setRemplaces(new Set());
  }

  return {
    apercu,
    faite,
    erreur: erreur ?? analyse.erreur,
    occupe: occupe || analyse.enCours,
    progression: analyse.progression,
    remplaces,
    deposer: ([fichier]) =>
      void tenter(async () => {
        if (fichier !== undefined) await analyser(await api.tableaux.deposer({ fichier }));
      }),
    choisir: () => void tenter(async () => analyser(await api.tableaux.choisir())),
    remplacer: (collectifIds, oui) => setRemplaces((avant) => basculer(avant, collectifIds, oui)),
    appliquer: (partiel) =>
      void tenter(async () => {
        if (apercu === null) return;
        const { depotId } = apercu;
        setFaite(await api.tableaux.appliquer({ seanceId, depotId, remplacer: [...remplaces], partiel }));
        // Enveloppe, dossiers et échéances viennent de changer partout.
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
