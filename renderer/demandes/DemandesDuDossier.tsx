import { useState } from 'react';
import type { Demande } from '../../shared/contract/demandes.ts';
import { formaterDate } from '../../shared/domaine/dates.ts';
import { Alerte, Chargement } from '../ui/Alerte.tsx';
import { Brouillon, compterLignes } from './Brouillon.tsx';
import { DialogueEnvoi } from './DialogueEnvoi.tsx';
import { direEtat } from './EtatDeDemande.tsx';
import './demandes.css';
import { SuiviDemande } from './SuiviDemande.tsx';
import { useDemandes } from './use-demandes.ts';

interface Props {
  readonly campagneId: number;
  readonly dossierId: number;
  /** Ne montrer que celle-ci ; sans elle, le brouillon (ou de quoi le commencer) puis toutes les autres. */
  readonly seule?: number;
}

/** Les demandes d’un dossier à son porteur : ce qui se prépare, ce qui est parti, ce qui est fini. */
export function DemandesDuDossier({ campagneId, dossierId, seule }: Props) {
  const gestes = useDemandes(dossierId);
  const [envoi, setEnvoi] = useState<{ readonly genre: 'lettre' | 'relance'; readonly demande: Demande } | null>(null);
  const { lues, erreur } = gestes;
  if (erreur !== null && !lues) return <Alerte ton="al">{erreur}</Alerte>;
  if (!lues) return <Chargement texte="Lecture des demandes…" />;
  const choisie = seule === undefined ? undefined : lues.demandes.find((d) => d.id === seule);
  const parties = choisie ? [choisie] : lues.demandes;
  const avecBrouillon = choisie === undefined || choisie.etat === 'brouillon';
  return (
    <div className="demandes-du-dossier">
      {avecBrouillon && (
        <section aria-label="Demande en préparation" className="demandes-bloc">
          <Brouillon lues={lues} gestes={gestes} onEnvoyer={(demande) => setEnvoi({ genre: 'lettre', demande })} />
        </section>
      )}
      {parties
        .filter((d) => d.etat !== 'brouillon')
        .map((demande) => (
          <section key={demande.id} aria-label={titrer(demande)} className="demandes-bloc">
            {choisie === undefined && <h3>{titrer(demande)}</h3>}
            <SuiviDemande
              demande={demande}
              gestes={gestes}
              onRelancer={() => setEnvoi({ genre: 'relance', demande })}
            />
          </section>
        ))}
      {envoi && (
        <DialogueEnvoi
          campagneId={campagneId}
          genre={envoi.genre}
          demandes={[envoi.demande]}
          aujourdhui={lues.aujourdhui}
          echeanceProposee={lues.echeanceProposee}
          onFermer={() => setEnvoi(null)}
        />
      )}
    </div>
  );
}

function titrer(demande: Demande): string {
  const quand = demande.envoyeeLe ?? demande.creeeLe;
  return `Demande du ${formaterDate(quand.slice(0, 10))}, ${compterLignes(demande)} : ${direEtat(demande).toLowerCase()}`;
}
