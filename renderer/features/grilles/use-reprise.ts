import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApercuGrilles, RepriseFaite } from '../../../shared/contract/grilles.ts';
import { api } from '../../api.ts';
import { useSuivi } from '../../use-suivi.ts';
import { basculer, useTentative } from '../../use-tentative.ts';

interface Depot {
  readonly depotId: string;
}

export interface Reprise {
  readonly apercu: ApercuGrilles | null;
  readonly faite: RepriseFaite | null;
  readonly erreur: string | null;
  readonly occupe: boolean;
  readonly progression: ReturnType<typeof useSuivi<ApercuGrilles>>['progression'];
  /** Clés des lignes à décider où la grille l’emporte. */
  readonly prises: ReadonlySet<string>;
  readonly deposer: (fichiers: readonly File[]) => void;
  readonly choisir: () => void;
  readonly prendre: (cles: readonly string[], oui: boolean) => void;
  readonly ecrire: (terminer: boolean) => void;
  readonly recommencer: () => void;
}

/** Une reprise, de ses fichiers à ce qui a été écrit. Tant que rien n’est écrit, la quitter ne perd que ce choix. */
export function useReprise(campagneId: number): Reprise {
  const requetes = useQueryClient();
  const analyse = useSuivi<ApercuGrilles>('grilles.analyser');
  const [apercu, setApercu] = useState<ApercuGrilles | null>(null);
  const [faite, setFaite] = useState<RepriseFaite | null>(null);
  const { erreur, occupe, tenter, oublier } = useTentative();
  const [prises, setPrises] = useState<ReadonlySet<string>>(new Set());

  async function analyser(depot: Depot | null): Promise<void> {
    if (depot === null) return;
    const vu = await analyse.lancer((signal) =>
      api.grilles.analyser({ campagneId, depotId: depot.depotId }, { signal }),
    );
    setApercu(vu);
    setFaite(null);
    setPrises(new Set());
  }

  return {
    apercu,
    faite,
    erreur: erreur ?? analyse.erreur,
    occupe: occupe || analyse.enCours,
    progression: analyse.progression,
    prises,
    deposer: (fichiers) =>
      void tenter(async () => {
        let depot: Depot | null = null;
        for (const fichier of fichiers)
          depot = await api.grilles.deposer({ fichier, ...(depot === null ? {} : { depotId: depot.depotId }) });
        await analyser(depot);
      }),
    choisir: () => void tenter(async () => analyser(await api.grilles.choisir())),
    prendre: (cles, oui) => setPrises((avant) => basculer(avant, cles, oui)),
    ecrire: (terminer) =>
      void tenter(async () => {
        if (apercu === null) return;
        const { depotId } = apercu;
        setFaite(await api.grilles.reprendre({ campagneId, depotId, prendre: [...prises], terminer }));
        // Notes, piles et conditions viennent de changer partout.
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
