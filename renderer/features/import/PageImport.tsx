import type { ReactNode } from 'react';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Page } from '../../ui/Page.tsx';
import { Progression } from '../../ui/Progression.tsx';
import { EtapeColonnes } from './EtapeColonnes.tsx';
import { EtapeDifferences } from './EtapeDifferences.tsx';
import { EtapeFaite } from './EtapeFaite.tsx';
import { EtapeFichier } from './EtapeFichier.tsx';
import './import.css';
import { Pas } from './Pas.tsx';
import { type EtatImport, type SuiviImport, useImport } from './suivi-import.ts';

/** À chaque étape le bouton qui continue prend le focus : Entrée suffit pour avancer. */
function viserLaSuite(etape: HTMLDivElement | null): void {
  etape?.querySelector<HTMLElement>('.import-suite .btn-principal')?.focus({ preventScroll: true });
}

/** Avancement et refus, en tête de l’étape où ils se produisent. */
function Annonces({ etat, suivi }: { readonly etat: EtatImport; readonly suivi: SuiviImport }) {
  const { travail, refus, depot } = etat;
  return (
    <>
      {travail !== null && (
        <div className="carte interieur import-travail">
          <Progression {...travail} {...(etat.ecriture || depot === null ? {} : { onAnnuler: suivi.arreter })} />
        </div>
      )}
      {refus !== null && (
        <Alerte
          ton="al"
          titre="Rien n’a été écrit dans la base."
          actions={
            <div className="rangee">
              <Bouton taille="petite" icone="recharger" onClick={suivi.reessayer}>
                Réessayer
              </Bouton>
              {depot !== null && (
                <Bouton taille="petite" onClick={suivi.abandonner}>
                  Prendre un autre fichier
                </Bouton>
              )}
            </div>
          }
        >
          {refus}
        </Alerte>
      )}
    </>
  );
}

function contenu(campagneId: number, etat: EtatImport, suivi: SuiviImport): ReactNode {
  const { etape, apercu, fait } = etat;
  if (etape === 'fait' && fait !== null)
    return <EtapeFaite campagneId={campagneId} fait={fait} aSuivre={etat.aSuivre} suivi={suivi} />;
  if (apercu !== null && etape === 'colonnes') return <EtapeColonnes apercu={apercu} etat={etat} suivi={suivi} />;
  if (apercu !== null && etape === 'differences') return <EtapeDifferences apercu={apercu} etat={etat} suivi={suivi} />;
  return <EtapeFichier campagneId={campagneId} etat={etat} suivi={suivi} />;
}

/** Importer les réponses à l’appel à projets : fichier, colonnes, différences et anomalies, import. */
export function PageImport({ campagneId }: { readonly campagneId: number }) {
  const { etat, suivi } = useImport(campagneId);
  return (
    <Page titre="Importer des réponses" actions={<Pas etat={etat} surPas={suivi.aller} />}>
      <div className="import-page">
        <Annonces etat={etat} suivi={suivi} />
        <div key={etat.etape} ref={viserLaSuite} className="import-etape">
          {contenu(campagneId, etat, suivi)}
        </div>
      </div>
    </Page>
  );
}
