import { useState } from 'react';
import { FormulaireSeance } from './FormulaireSeance.tsx';
import { OrdreDuJour } from './OrdreDuJour.tsx';
import type { DeLOnglet } from './onglets.tsx';
import { PanneauSeance } from './PanneauSeance.tsx';

/** L’ordre du jour de la séance, et à côté la séance et l’enveloppe. */
export function OngletOrdreDuJour({ campagneId, etat }: DeLOnglet) {
  const [reglages, setReglages] = useState(false);
  return (
    <>
      <div className="copil-deux">
        <OrdreDuJour campagneId={campagneId} etat={etat} />
        <PanneauSeance etat={etat} onReglages={() => setReglages(true)} />
      </div>
      {reglages && (
        <FormulaireSeance campagneId={campagneId} seance={etat.seance} onFermer={() => setReglages(false)} />
      )}
    </>
  );
}
