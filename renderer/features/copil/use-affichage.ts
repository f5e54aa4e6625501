import { useEffect, useState } from 'react';

const CLE = 'clas.seance.taille';
const TAILLES = [0.85, 1, 1.15, 1.3, 1.5, 1.75] as const;
const NORMALE = 1;

function lireTaille(): number {
  const rang = TAILLES.findIndex((taille) => String(taille) === localStorage.getItem(CLE));
  return rang === -1 ? NORMALE : rang;
}

/** La taille des caractères de la séance, gardée sur ce poste. */
export function useTaille() {
  const [rang, setRang] = useState(lireTaille);
  function changer(sens: 1 | -1): void {
    const suite = Math.min(TAILLES.length - 1, Math.max(0, rang + sens));
    setRang(suite);
    localStorage.setItem(CLE, String(TAILLES[suite]));
  }
  return {
    taille: TAILLES[rang] ?? 1,
    agrandir: () => changer(1),
    reduire: () => changer(-1),
    isMax: rang === TAILLES.length - 1,
    isMin: rang === 0,
  };
}

/** Le plein écran de la fenêtre. */
export function usePleinEcran() {
  const [plein, setPlein] = useState(() => document.fullscreenElement !== null);
  useEffect(() => {
    const relever = () => setPlein(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', relever);
    return () => document.removeEventListener('fullscreenchange', relever);
  }, []);
  async function basculer(): Promise<void> {
    if (document.fullscreenElement !== null) await document.exitFullscreen();
    else await document.documentElement.requestFullscreen();
  }
  // Refusé (fenêtre sans le focus, réglage du poste) : l’écran reste tel quel, et la touche F11 du système demeure.
  return { plein, basculer: () => void basculer().catch(() => undefined) };
}
