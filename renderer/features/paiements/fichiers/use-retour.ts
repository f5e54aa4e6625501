import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApercuRetour, RetourApplique } from '../../../../shared/contract/fichiers-lot.ts';
import { api } from '../../../api.ts';
import { useSuivi } from '../../../use-suivi.ts';
import { useTentative } from '../../../use-tentative.ts';

type Deposer = () => Promise<{ readonly depotId: string } | null>;

/** Une liste de paiements, de son dépôt à ce qui a été noté. Tant que rien n’est noté, la quitter ne perd rien. */
export function useRetour(campagneId: number) {
  const requetes = useQueryClient();
  const analyse = useSuivi<ApercuRetour>('fichiers-lot.retour');
  const { erreur, occupe, tenter, oublier } = useTentative();
  const [apercu, setApercu] = useState<ApercuRetour | null>(null);
  const [fait, setFait] = useState<RetourApplique | null>(null);
  const [date, setDate] = useState<string | null>(null);
  const analyser = async (depotId: string, jour: string | null) =>
    setApercu(
      await analyse.lancer((signal) => api.fichiersLot.analyserRetour({ campagneId, depotId, date: jour }, { signal })),
    );
  return {
    apercu,
    fait,
    date,
    erreur: erreur ?? analyse.erreur,
    occupe: occupe || analyse.enCours,
    progression: analyse.progression,
    deposer: (deposer: Deposer) =>
      void tenter(async () => {
        const depot = await deposer();
        if (depot !== null) await analyser(depot.depotId, date);
      }),
    /** Une autre date pour les lignes qui n’en portent pas : l’aperçu se refait. */
    dater: (jour: string | null) => {
      setDate(jour);
      if (apercu !== null) void tenter(() => analyser(apercu.depotId, jour));
    },
    appliquer: (partiel: boolean) =>
      void tenter(async () => {
        if (apercu === null) return;
        setFait(await api.fichiersLot.appliquerRetour({ campagneId, depotId: apercu.depotId, date, partiel }));
        setApercu(null);
        await requetes.invalidateQueries();
      }),
    recommencer: () => {
      if (apercu !== null) void api.imports.abandonner({ depotId: apercu.depotId }).catch(() => {});
      setApercu(null);
      setFait(null);
      oublier();
    },
  };
}

export type Retour = ReturnType<typeof useRetour>;
