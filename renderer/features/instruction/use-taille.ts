import { useState } from 'react';

/** Tailles du texte de lecture, en pour cent ; le zoom du navigateur reste à part. */
const TAILLES = [90, 100, 110, 125, 140, 160] as const;
const CLE = 'clas.lecture.taille';
const NORMALE = 1;

function lireTaille(): number {
  const rang = TAILLES.findIndex((taille) => String(taille) === localStorage.getItem(CLE));
  return rang === -1 ? NORMALE : rang;
}

/** La taille du texte de lecture, gardée sur ce poste. */
export function useTaille() {
  const [rang, setRang] = useState(lireTaille);
  function choisir(voulu: number): void {
    const borne = Math.max(0, Math.min(TAILLES.length - 1, voulu));
    setRang(borne);
    localStorage.setItem(CLE, String(TAILLES[borne]));
  }
  return {
    taille: TAILLES[rang] ?? 100,
    agrandir: () => choisir(rang + 1),
    reduire: () => choisir(rang - 1),
    isMinimale: rang === 0,
    isMaximale: rang === TAILLES.length - 1,
  };
}
