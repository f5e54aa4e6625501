import { useSession } from '../../contexte.tsx';
import { Alerte } from '../../ui/Alerte.tsx';
import { type Action, useActions } from '../../ui/actions.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { DepotDeFichier } from '../../ui/DepotDeFichier.tsx';
import { ImportsPrecedents } from './ImportsPrecedents.tsx';
import type { EtatImport, SuiviImport } from './suivi-import.ts';

interface Props {
  readonly campagneId: number;
  readonly etat: EtatImport;
  readonly suivi: SuiviImport;
}

/** Un dépôt commencé attend : on le reprend ou on l’abandonne. */
function DepotEnAttente({ etat, suivi }: Pick<Props, 'etat' | 'suivi'>) {
  if (etat.depot === null || etat.travail !== null || etat.refus !== null) return null;
  const lu = etat.apercu !== null;
  return (
    <Alerte
      ton="info"
      actions={
        <div className="rangee">
          <Bouton taille="petite" onClick={() => (lu ? suivi.aller('colonnes') : suivi.reessayer())}>
            {lu ? 'Reprendre' : 'Reprendre la lecture'}
          </Bouton>
          <Bouton taille="petite" genre="discret" onClick={suivi.abandonner}>
            Abandonner
          </Bouton>
        </div>
      }
    >
      {`« ${etat.depot.fichier} » ${lu ? 'est lu et attend la suite' : 'attend d’être lu'}. Un nouveau dépôt le remplace ; rien n’est écrit.`}
    </Alerte>
  );
}

/** Première étape : prendre un fichier, ou cent d’un coup, pour un seul import. */
export function EtapeFichier({ campagneId, etat, suivi }: Props) {
  const { hote } = useSession();
  const occupe = etat.travail !== null;
  const importer: Action = {
    code: 'importer',
    libelle: 'Importer des réponses…',
    menu: 'fichier',
    groupe: 20,
    icone: 'envoyer',
    raccourci: 'Ctrl+O',
    disponible: !occupe,
    executer: () => {
      if (hote === 'bureau') suivi.choisir();
      else document.querySelector<HTMLButtonElement>('.import-depot button')?.click();
    },
  };
  useActions([importer]);
  return (
    <>
      <div className="import-depot import-suite">
        <DepotDeFichier
          titre="Déposez les réponses reçues, un fichier ou plusieurs"
          plusieurs
          enCours={occupe}
          onFichiers={suivi.deposer}
          libelleBouton="Choisir des fichiers…"
          {...(hote === 'bureau' ? { onChoisir: suivi.choisir } : {})}
        >
          <p>
            Excel (.xlsx, .xlsm), LibreOffice (.ods) ou .csv, 25 Mio au plus chacun. Déposés ensemble, ils font un seul
            import.
          </p>
          <p>
            Export de Démarches simplifiées, classeurs de réponse de la campagne remplis par les porteurs, ou tout
            tableau de suivi : ses colonnes sont rapprochées à l’étape suivante.
          </p>
          <p>Rien n’est écrit dans la base avant la dernière étape.</p>
        </DepotDeFichier>
      </div>
      <DepotEnAttente etat={etat} suivi={suivi} />
      <Carte titre="Imports de cette campagne" plein className="remplit import-precedents">
        <ImportsPrecedents campagneId={campagneId} />
      </Carte>
    </>
  );
}
