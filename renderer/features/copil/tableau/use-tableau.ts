import type { ApercuTableau, DecisionsAppliquees } from '../../../../shared/contract/tableaux.ts';
import { api } from '../../../api.ts';
import { useReprise } from '../../../use-reprise.ts';

/** Un tableau du Copil rempli ; une clé est un collectif en conflit. */
export function useTableau(seanceId: number) {
  const { ecrire, ...reprise } = useReprise<ApercuTableau, DecisionsAppliquees, number>({
    code: 'tableaux.analyser',
    deposer: api.tableaux.deposer,
    choisir: api.tableaux.choisir,
    analyser: (depotId, signal) => api.tableaux.analyser({ seanceId, depotId }, { signal }),
  });
  return {
    ...reprise,
    /** Un tableau à la fois : le premier des fichiers déposés. */
    deposer: (fichiers: readonly File[]) => reprise.deposer(fichiers.slice(0, 1)),
    appliquer: (partiel: boolean) =>
      ecrire((depotId, remplacer) => api.tableaux.appliquer({ seanceId, depotId, remplacer, partiel })),
  };
}

export type RepriseTableau = ReturnType<typeof useTableau>;
