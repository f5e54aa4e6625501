import { useEffect } from 'react';
import { Link, useSearchParams } from 'wouter';
import { messageErreur } from '../../api.ts';
import { chemins, useAgent } from '../../contexte.tsx';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { Page } from '../../ui/Page.tsx';
import './copil.css';
import { EcranDeSeance } from './EcranDeSeance.tsx';
import { diffuser, ecouterProjecteur } from './projecteur.ts';
import './seance.css';
import { useSeance } from './use-seance.ts';
import { aDecider } from './VoteGroupe.tsx';

/** Le numéro de la séance de l’adresse ; absent : la dernière créée. */
export function seanceDeLAdresse(requete: URLSearchParams): number | undefined {
  const voulue = Number(requete.get('seance') ?? Number.NaN);
  return Number.isInteger(voulue) && voulue > 0 ? voulue : undefined;
}

/** Dit à la fenêtre projetée où l’on en est, à chaque dossier et quand elle le demande. */
function useProjecteur(seanceId: number | undefined, dossierId: number | undefined): void {
  useEffect(() => {
    if (seanceId === undefined || dossierId === undefined) return undefined;
    const dire = () => diffuser({ genre: 'dossier', seanceId, dossierId });
    dire();
    return ecouterProjecteur(({ genre }) => {
      if (genre === 'bonjour') dire();
    });
  }, [seanceId, dossierId]);
}

/** La séance projetée : un dossier par écran, une touche par décision. */
export function PageSeance({ campagneId }: { readonly campagneId: number }) {
  const agent = useAgent();
  const [requete] = useSearchParams();
  const gestes = useSeance(campagneId, `${agent.prenom} ${agent.nom}`, seanceDeLAdresse(requete));
  const { etat, erreur } = gestes;
  const voulu = Number(requete.get('dossier'));
  const dossier =
    etat?.dossiers.find(({ id }) => id === voulu) ??
    etat?.dossiers.find((un) => aDecider(un).length > 0) ??
    etat?.dossiers[0];
  useProjecteur(etat?.seance?.id, dossier?.id);
  if (erreur && !etat) {
    return (
      <Page titre="Séance">
        <Alerte ton="al" titre="La séance n’a pas pu être lue.">
          {messageErreur(erreur)}
        </Alerte>
      </Page>
    );
  }
  if (!etat) {
    return (
      <Page titre="Séance">
        <Chargement />
      </Page>
    );
  }
  const { seance } = etat;
  if (seance === null || dossier === undefined) {
    return (
      <Page titre="Séance">
        <EtatVide
          titre={seance === null ? 'La séance n’est pas préparée' : 'Aucun dossier à l’ordre du jour'}
          icone="decision"
          actions={
            <Link href={chemins.copil(campagneId)} className="btn btn-principal">
              Préparer la séance
            </Link>
          }
        >
          Donnez sa date, ses membres et son ordre du jour : les dossiers s’y présenteront un par un.
        </EtatVide>
      </Page>
    );
  }
  return (
    <EcranDeSeance
      key={dossier.id}
      campagneId={campagneId}
      etat={etat}
      seance={seance}
      dossier={dossier}
      gestes={gestes}
    />
  );
}
