import { type ReactNode, useEffect, useState } from 'react';
import type { EtatSeance, Seance } from '../../../shared/contract/seances.ts';
import { formaterDateLongue } from '../../../shared/domaine/dates.ts';
import { direQuorum, quorumSans } from '../../../shared/domaine/quorum.ts';
import { useSession } from '../../contexte.tsx';

export function Horloge() {
  const [maintenant, setMaintenant] = useState(() => new Date());
  useEffect(() => {
    const minuteur = setInterval(() => setMaintenant(new Date()), 5000);
    return () => clearInterval(minuteur);
  }, []);
  const deux = (nombre: number) => String(nombre).padStart(2, '0');
  return <time>{`${maintenant.getHours()}\u00a0h\u00a0${deux(maintenant.getMinutes())}`}</time>;
}

interface Props {
  readonly campagneId: number;
  readonly etat: EtatSeance;
  readonly seance: Seance;
  readonly place: number;
  /** Ce qui s’ajoute à droite, avant le rang du dossier. */
  readonly children?: ReactNode;
}

/** Le bandeau de la séance : quelle campagne, quel jour, le quorum, où l’on en est. */
export function EnTeteSeance({ campagneId, etat, seance, place, children }: Props) {
  const { campagnes } = useSession();
  const annee = campagnes.find(({ id }) => id === campagneId)?.anneeScolaire ?? '';
  const quorum = quorumSans(seance);
  const dit = direQuorum(quorum);
  return (
    <header className="seance-tete">
      <b>{`Copil Clas ${annee}`}</b>
      <span className="seance-jour">{formaterDateLongue(seance.date)}</span>
      {dit !== '' && <span className={quorum.etat === 'manque' ? 'seance-sans-quorum' : ''}>{dit}</span>}
      <span className="a-droite" />
      {children}
      <span>
        Dossier <b>{place + 1}</b> sur <b>{etat.total}</b>
      </span>
      <Horloge />
    </header>
  );
}
