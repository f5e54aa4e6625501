import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApercuBilans, BilansRepris } from '../../../../shared/contract/bilans-classeur.ts';
import { api } from '../../../api.ts';
import { useSuivi } from '../../../use-suivi.ts';
import { basculer, useTentative } from '../../../use-tentative.ts';

interface Depot {
  readonly depotId: string;
}

export interface LectureDeClasseurs {
  readonly apercu: ApercuBilans | null;
  readonly faite: BilansRepris | null;
  readonly erreur: string | null;
  readonly occupe: boolean;
  readonly progression: ReturnType<typeof useSuivi<ApercuBilans>>['progression'];
  /** Fichiers à décider qui l’emportent sur la base. */
  readonly remplaces: ReadonlySet<string>;
  readonly deposer: (fichiers: readonly File[]) => void;
  readonly choisir: () => void;
  readonly remplacer: (fichiers: readonly string[], oui: boolean) => void;
  readonly appliquer: (recuLe: string) => void;
  readonly recommencer: () => void;
}

/** Des classeurs rendus, de leur dépôt à ce qui a été écrit. Tant que rien n’est écrit, quitter ne perd que ces choix. */
export function useLectureDeClasseurs(campagneId: number): LectureDeClasseurs {
  const requetes = useQueryClient();
  const analyse = useSuivi<ApercuBilans>('classeursBilan.analyser');
  const [apercu, setApercu] = useState<ApercuBilans | null>(null);
  const [faite, setFaite] = useState<BilansRepris | null>(null);
  const { erreur, occupe, tenter, oublier } = useTentative();
  const [remplaces, setRemplaces] = useState<ReadonlySet<string>>(new Set());

  async function analyser(depot: Depot | null): Promise<void> {
    if (depot === null) return;
    const { depotId } = depot;
    setApercu(await analyse.lancer((signal) => api.classeursBilan.analyser({ campagneId, depotId }, { signal })));
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
    deposer: (fichiers) =>
      void tenter(async () => {
        let depot: Depot | null = null;
        for (const fichier of fichiers)
          depot = await api.classeursBilan.deposer({ fichier, ...(depot === null ? {} : { depotId: depot.depotId }) });
        await analyser(depot);
      }),
    choisir: () => void tenter(async () => analyser(await api.classeursBilan.choisir())),
    remplacer: (fichiers, oui) => setRemplaces((avant) => basculer(avant, fichiers, oui)),
    appliquer: (recuLe) =>
      void tenter(async () => {
        if (apercu === null) return;
        const { depotId } = apercu;
        setFaite(await api.classeursBilan.appliquer({ campagneId, depotId, remplacer: [...remplaces], recuLe }));
        // Bilans, droits et retards viennent de changer partout.
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
