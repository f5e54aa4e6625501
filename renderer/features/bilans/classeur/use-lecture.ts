import type { ApercuBilans, BilansRepris } from '../../../../shared/contract/bilans-classeur.ts';
import { api } from '../../../api.ts';
import { useReprise } from '../../../use-reprise.ts';

/**
 * Des classeurs rendus ; une clé est un fichier à décider.
 *
 * @param vise le seul dossier dont un classeur est attendu ; celui d’un autre est refusé. `undefined` : tous
 */
export function useLectureDeClasseurs(campagneId: number, vise: number | undefined) {
  const sur = { campagneId, ...(vise === undefined ? {} : { dossierId: vise }) };
  const { ecrire, ...reprise } = useReprise<ApercuBilans, BilansRepris, string>({
    code: 'classeursBilan.analyser',
    deposer: api.classeursBilan.deposer,
    choisir: api.classeursBilan.choisir,
    analyser: (depotId, signal) => api.classeursBilan.analyser({ ...sur, depotId }, { signal }),
  });
  return {
    ...reprise,
    appliquer: (recuLe: string) =>
      ecrire((depotId, remplacer) => api.classeursBilan.appliquer({ ...sur, depotId, remplacer, recuLe })),
  };
}

export type LectureDeClasseurs = ReturnType<typeof useLectureDeClasseurs>;
