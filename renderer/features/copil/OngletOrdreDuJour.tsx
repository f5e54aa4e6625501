import { useState } from 'react';
import { useAgent } from '../../contexte.tsx';
import { OrdreDuJour } from './OrdreDuJour.tsx';
import type { DeLOnglet } from './onglets.tsx';
import { PanneauSeance } from './PanneauSeance.tsx';
import { RangerOrdre } from './RangerOrdre.tsx';
import { useSeance } from './use-seance.ts';

/** L’ordre du jour de la séance, à lire ou à ranger, et à côté la séance, ses présences et l’enveloppe. */
export function OngletOrdreDuJour({ campagneId, etat: recu, onReglages }: DeLOnglet) {
  const agent = useAgent();
  const gestes = useSeance(campagneId, `${agent.prenom} ${agent.nom}`, recu.seance?.id);
  const etat = gestes.etat ?? recu;
  const [range, setRange] = useState(false);
  const { seance } = etat;
  return (
    <div className="copil-deux">
      {range && seance !== null ? (
        <RangerOrdre etat={etat} seance={seance} onOrdonner={gestes.ordonner} onFini={() => setRange(false)} />
      ) : (
        <OrdreDuJour campagneId={campagneId} etat={etat} onRanger={seance === null ? null : () => setRange(true)} />
      )}
      <PanneauSeance campagneId={campagneId} etat={etat} onReglages={onReglages} onPresence={gestes.presence} />
    </div>
  );
}
