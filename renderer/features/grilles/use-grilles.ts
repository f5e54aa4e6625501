import type { ApercuGrilles, RepriseFaite } from '../../../shared/contract/grilles.ts';
import { api } from '../../api.ts';
import { useReprise } from '../../use-reprise.ts';

/** Des grilles remplies hors ligne ; une clé est une ligne à décider. */
export function useRepriseDeGrilles(campagneId: number) {
  const { ecrire, ...reprise } = useReprise<ApercuGrilles, RepriseFaite, string>({
    code: 'grilles.analyser',
    deposer: api.grilles.deposer,
    choisir: api.grilles.choisir,
    analyser: (depotId, signal) => api.grilles.analyser({ campagneId, depotId }, { signal }),
  });
  return {
    ...reprise,
    ecrire: (terminer: boolean) =>
      ecrire((depotId, prendre) => api.grilles.reprendre({ campagneId, depotId, prendre, terminer })),
  };
}

export type Reprise = ReturnType<typeof useRepriseDeGrilles>;
