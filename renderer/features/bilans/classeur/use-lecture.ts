import type { ApercuBilans, BilansRepris } from '../../../../shared/contract/bilans-classeur.ts';
import { api } from '../../../api.ts';
import { useReprise } from '../../../use-reprise.ts';

/** Des classeurs rendus ; une clé est un fichier à décider. */
export function useLectureDeClasseurs(campagneId: number) {
  const { ecrire, ...reprise } = useReprise<ApercuBilans, BilansRepris, string>({
    code: 'classeursBilan.analyser',
    deposer: api.classeursBilan.deposer,
    choisir: api.classeursBilan.choisir,
    analyser: (depotId, signal) => api.classeursBilan.analyser({ campagneId, depotId }, { signal }),
  });
  return {
    ...reprise,
    appliquer: (recuLe: string) =>
      ecrire((depotId, remplacer) => api.classeursBilan.appliquer({ campagneId, depotId, remplacer, recuLe })),
  };
}

export type LectureDeClasseurs = ReturnType<typeof useLectureDeClasseurs>;
