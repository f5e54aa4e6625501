import { type ReactNode, useEffect, useRef } from 'react';
import { useSearchParams } from 'wouter';
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
import { type EtapeImport, type EtatImport, type SuiviImport, useImport } from './suivi-import.ts';

/** À chaque étape le bouton qui continue prend le focus : Entrée suffit pour avancer. */
function viserLaSuite(etape: HTMLDivElement | null): void {
  etape?.querySelector<HTMLElement>('.import-suite .btn-principal')?.focus({ preventScroll: true });
}

/** Avancement et refus, en tête de l’étape où ils se produisent. */
function Annonces({ etat, suivi }: { readonly etat: EtatImport; readonly suivi: SuiviImport }) {
  const { travail, refus, refuses, depot } = etat;
  return (
    <>
      {travail !== null && (
        <div className={`carte interieur import-travail ${etat.apercu === null ? '' : 'import-travail-relecture'}`}>
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
          {depot === null && refuses.length > 1 ? (
            <ul>
              {refuses.map((un) => (
                <li key={`${un.nom} ${un.refus}`}>{`${un.nom} : ${un.refus}`}</li>
              ))}
            </ul>
          ) : (
            refus
          )}
        </Alerte>
      )}
    </>
  );
}

function contenu(campagneId: number, etat: EtatImport, suivi: SuiviImport): ReactNode {
  const { etape, apercu, fait } = etat;
  if (etape === 'fait' && fait !== null) return <EtapeFaite campagneId={campagneId} fait={fait} suivi={suivi} />;
  if (apercu !== null && etape === 'colonnes') return <EtapeColonnes apercu={apercu} etat={etat} suivi={suivi} />;
  if (apercu !== null && etape === 'differences') return <EtapeDifferences apercu={apercu} etat={etat} suivi={suivi} />;
  return <EtapeFichier campagneId={campagneId} etat={etat} suivi={suivi} />;
}

function lireEtape(texte: string | null): EtapeImport {
  return texte === 'colonnes' || texte === 'differences' || texte === 'fait' ? texte : 'fichier';
}

/** Vrai si le retour en arrière peut montrer cette étape : écrit, un import ne se rejoue pas. */
function estPermise(etape: EtapeImport, { apercu, etape: courante, ecriture }: EtatImport): boolean {
  if (ecriture || etape === 'fait' || courante === 'fait') return etape === courante;
  return etape === 'fichier' || apercu !== null;
}

/** L’étape dans l’adresse : précédent et suivant vont d’une étape à l’autre, le menu retrouve l’import où il en est. */
function useEtapeDansLAdresse(etat: EtatImport, suivi: SuiviImport): void {
  const [params, setParams] = useSearchParams();
  const demandee = params.get('etape');
  const { etape } = etat;
  const montree = useRef<EtapeImport | null>(null);
  const ecrire = (voulue: EtapeImport, replace: boolean) => {
    montree.current = voulue;
    if (lireEtape(demandee) !== voulue) setParams(voulue === 'fichier' ? {} : { etape: voulue }, { replace });
  };
  useEffect(() => {
    const premiere = montree.current === null;
    if (premiere && demandee === null) ecrire(etape, true);
    else if (!premiere && etape !== montree.current) ecrire(etape, etape === 'fait');
    else if (estPermise(lireEtape(demandee), etat)) {
      montree.current = lireEtape(demandee);
      if (montree.current !== etape) suivi.aller(montree.current);
    } else ecrire(etape, true);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- ne dépend que de l’étape et de l’adresse ; le reste se lit à cet instant
  }, [etape, demandee]);
}

/** Importer les réponses à l’appel à projets : fichiers, colonnes, différences et anomalies, import. */
export function PageImport({ campagneId }: { readonly campagneId: number }) {
  const { etat, suivi } = useImport(campagneId);
  useEtapeDansLAdresse(etat, suivi);
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
