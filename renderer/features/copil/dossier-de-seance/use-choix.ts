import { useState } from 'react';
import { OptionsDossierDeSeance } from '../../../../shared/contract/dossier-de-seance.ts';

function cleDe(campagneId: number): string {
  return `clas.dossier-de-seance.${campagneId}`;
}

function lire(campagneId: number): OptionsDossierDeSeance {
  try {
    const garde = OptionsDossierDeSeance.safeParse(JSON.parse(localStorage.getItem(cleDe(campagneId)) ?? '{}'));
    return garde.data ?? OptionsDossierDeSeance.parse({});
  } catch {
    // Un reste illisible d’une autre version ne bloque pas la page : tout y est, comme la première fois.
    return OptionsDossierDeSeance.parse({});
  }
}

/** Le contenu choisi pour le dossier de séance, gardé sur ce poste pour cette campagne. */
export function useChoix(campagneId: number) {
  const [choix, setChoix] = useState(() => lire(campagneId));
  function changer(suite: Partial<OptionsDossierDeSeance>): void {
    const nouveau = { ...choix, ...suite };
    setChoix(nouveau);
    localStorage.setItem(cleDe(campagneId), JSON.stringify(nouveau));
  }
  return { choix, changer };
}
