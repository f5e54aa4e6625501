import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { type EtatConnexion, messageErreur, surConnexion } from '../../api.ts';
import { FournisseurSession, useLectureSession } from '../../contexte.tsx';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { ChoixAgent } from './ChoixAgent.tsx';
import './session.css';

function useConnexion(): EtatConnexion {
  const requetes = useQueryClient();
  const [etat, setEtat] = useState<EtatConnexion>('en_cours');
  useEffect(() => {
    let perdue = false;
    return surConnexion((nouvel) => {
      setEtat(nouvel);
      // D’autres ont pu écrire pendant la coupure : au retour, tout ce qui est montré est relu.
      if (nouvel === 'etablie' && perdue) void requetes.invalidateQueries();
      perdue = nouvel === 'perdue';
    });
  }, [requetes]);
  return etat;
}

/** Rien ne s’ouvre avant que l’agent se soit nommé ; une coupure est dite sans cacher ce qui est à l’écran. */
export function PorteDeSession({ children }: { readonly children: ReactNode }) {
  const connexion = useConnexion();
  const { data: session, error, refetch, isPending } = useLectureSession();
  if (isPending) return <Chargement texte="Ouverture de la base…" />;
  if (session === undefined)
    return (
      <main className="session-seule">
        <Alerte
          ton="al"
          titre="Clas ne peut pas s’ouvrir."
          actions={<Bouton onClick={() => void refetch()}>Réessayer</Bouton>}
        >
          {messageErreur(error)}
        </Alerte>
      </main>
    );
  return (
    <>
      {connexion === 'perdue' && (
        <div className="session-coupure" role="alert">
          La connexion avec l’application est perdue : ce qui était enregistré est en sûreté. Nouvel essai en cours…
        </div>
      )}
      {session.agent === null ? (
        <ChoixAgent session={session} />
      ) : (
        <FournisseurSession session={session}>{children}</FournisseurSession>
      )}
    </>
  );
}
