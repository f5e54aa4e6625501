import { useQuery } from '@tanstack/react-query';
import type { ImportFait } from '../../../shared/contract/imports.ts';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEntier } from '../../../shared/domaine/nombres.ts';
import { messageErreur, q } from '../../api.ts';
import { useSession } from '../../contexte.tsx';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { type Action, useActions } from '../../ui/actions.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { DepotDeFichier } from '../../ui/DepotDeFichier.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';
import type { EtatImport, SuiviImport } from './suivi-import.ts';

const COLONNES: readonly ColonneTableau<ImportFait>[] = [
  { code: 'instant', titre: 'Importé le', largeur: '158px', rendu: ({ instant }) => formaterInstant(instant) },
  {
    code: 'fichier',
    titre: 'Fichier',
    rendu: ({ fichier }) => (
      <span className="g5" title={fichier}>
        {fichier}
      </span>
    ),
  },
  { code: 'agent', titre: 'Par', largeur: '140px', rendu: ({ agent }) => agent },
  ...(
    [
      ['nouveaux', 'Nouveaux'],
      ['modifies', 'Modifiés'],
      ['inchanges', 'Sans changement'],
      ['disparus', 'Disparus'],
    ] as const
  ).map(
    ([code, titre]): ColonneTableau<ImportFait> => ({
      code,
      titre,
      nombre: true,
      largeur: code === 'inchanges' ? '120px' : '84px',
      rendu: ({ bilan }) => formaterEntier(bilan.dossiers[code]),
    }),
  ),
  {
    code: 'anomalies',
    titre: 'Anomalies',
    nombre: true,
    largeur: '90px',
    rendu: ({ anomalies }) => formaterEntier(anomalies),
  },
];

function Precedents({ campagneId }: { readonly campagneId: number }) {
  const { data, error, isPending, refetch } = useQuery(q.imports.lister.queryOptions({ input: { campagneId } }));
  if (isPending) return <Chargement />;
  if (error)
    return (
      <div className="interieur">
        <Alerte ton="al" actions={<Bouton onClick={() => void refetch()}>Réessayer</Bouton>}>
          {messageErreur(error)}
        </Alerte>
      </div>
    );
  return (
    <Tableau
      libelle="Imports de cette campagne"
      lignes={data}
      cle={({ id }) => id}
      colonnes={COLONNES}
      vide="Aucun import dans cette campagne. Le premier fichier déposé créera les dossiers."
    />
  );
}

interface Props {
  readonly campagneId: number;
  readonly etat: EtatImport;
  readonly suivi: SuiviImport;
}

/** Première étape : prendre un ou plusieurs fichiers ; ils sont traités l’un après l’autre. */
export function EtapeFichier({ campagneId, etat, suivi }: Props) {
  const { hote } = useSession();
  const occupe = etat.travail !== null;
  const importer: Action = {
    code: 'importer',
    libelle: 'Importer un export…',
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
          titre="Déposez l’export des réponses"
          plusieurs
          enCours={occupe}
          onFichiers={suivi.deposer}
          libelleBouton={hote === 'bureau' ? 'Choisir un fichier…' : 'Choisir des fichiers…'}
          {...(hote === 'bureau' ? { onChoisir: suivi.choisir } : {})}
        >
          <p>Classeur .xlsx ou fichier .csv, 25 Mio au plus. Plusieurs fichiers sont pris l’un après l’autre.</p>
          <p>
            Dans Démarches simplifiées : votre démarche, « Télécharger tous les dossiers », « Au format .xlsx » ; toutes
            les feuilles sont lues et jointes.
          </p>
          <p>Rien n’est écrit dans la base avant la dernière étape.</p>
        </DepotDeFichier>
      </div>
      {etat.depot !== null && !occupe && etat.refus === null && (
        <Alerte
          ton="info"
          actions={
            <div className="rangee">
              <Bouton
                taille="petite"
                onClick={() => (etat.apercu === null ? suivi.reessayer() : suivi.aller('colonnes'))}
              >
                {etat.apercu === null ? 'Reprendre la lecture' : 'Reprendre'}
              </Bouton>
              <Bouton taille="petite" genre="discret" onClick={suivi.abandonner}>
                Abandonner
              </Bouton>
            </div>
          }
        >
          {`« ${etat.depot.fichier} » ${etat.apercu === null ? 'attend d’être lu' : 'est lu et attend la suite'}. Déposer un autre fichier le remplace ; rien n’est écrit.`}
        </Alerte>
      )}
      {etat.aSuivre.length > 0 && (
        <Alerte
          ton="info"
          titre={`${pluriel(etat.aSuivre.length, 'fichier')} à la suite :`}
          {...(occupe
            ? {}
            : {
                actions: (
                  <Bouton taille="petite" onClick={suivi.suivant}>
                    Lire le suivant
                  </Bouton>
                ),
              })}
        >
          {etat.aSuivre.map(({ name }) => name).join(', ')}
        </Alerte>
      )}
      <Carte titre="Imports de cette campagne" plein className="remplit">
        <Precedents campagneId={campagneId} />
      </Carte>
    </>
  );
}
