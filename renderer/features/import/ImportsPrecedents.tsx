import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ImportFait } from '../../../shared/contract/imports.ts';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEntier } from '../../../shared/domaine/nombres.ts';
import { api, messageErreur, q } from '../../api.ts';
import { rangerDocument, useProduction } from '../../produire.ts';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { type ArticleMenu, MenuDeroulant } from '../../ui/Menus.tsx';
import { notifierErreur } from '../../ui/notifier.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';
import { useAnnulation } from './use-annulation.tsx';

type Geste = (fait: ImportFait) => readonly ArticleMenu[];

function Etat({ fait: { annule, demandesIban } }: { readonly fait: ImportFait }) {
  if (annule !== null)
    return (
      <span className="import-annule">
        <Badge ton="neutre" signe="moins">
          Annulé
        </Badge>
        <span className="encre2 t12">
          {`le ${formaterInstant(annule.instant)} par ${annule.agent} : ${annule.motif}`}
        </span>
      </span>
    );
  return (
    <span className="rangee serree">
      <Badge ton="ok" signe="fait">
        Importé
      </Badge>
      {demandesIban > 0 && <span className="att t12">{`${pluriel(demandesIban, 'demande')} d’IBAN`}</span>}
    </span>
  );
}

function colonnesDe(gestes: Geste): readonly ColonneTableau<ImportFait>[] {
  return [
    { code: 'instant', titre: 'Importé le', largeur: '160px', rendu: ({ instant }) => formaterInstant(instant) },
    {
      code: 'fichier',
      titre: 'Fichiers',
      rendu: ({ fichier, fichiers }) => (
        <span className="g5" title={fichiers.map(({ nom }) => nom).join('\n')}>
          {fichier}
        </span>
      ),
    },
    { code: 'agent', titre: 'Par', largeur: '116px', rendu: ({ agent }) => agent },
    ...(
      [
        ['nouveaux', 'Nouveaux', '74px'],
        ['modifies', 'Modifiés', '70px'],
        ['inchanges', 'Inchangés', '76px'],
        ['disparus', 'Disparus', '70px'],
      ] as const
    ).map(
      ([code, titre, largeur]): ColonneTableau<ImportFait> => ({
        code,
        titre,
        nombre: true,
        largeur,
        rendu: ({ bilan }) => formaterEntier(bilan.dossiers[code]),
      }),
    ),
    {
      code: 'anomalies',
      titre: 'Anomalies',
      nombre: true,
      largeur: '78px',
      rendu: ({ anomalies }) => formaterEntier(anomalies),
    },
    { code: 'etat', titre: 'État', largeur: '280px', passe: true, rendu: (fait) => <Etat fait={fait} /> },
    {
      code: 'actions',
      titre: <span className="invisible">Actions</span>,
      largeur: '58px',
      rendu: (fait) => (
        <MenuDeroulant
          aligne="droite"
          largeur={380}
          cible={
            <Bouton
              icone="points"
              taille="petite"
              genre="discret"
              libelleSeul={`Actions sur l’import du ${formaterInstant(fait.instant)}`}
            />
          }
          articles={gestes(fait)}
        />
      ),
    },
  ];
}

async function sortirFichierRecu(importId: number, fichier: string): Promise<void> {
  try {
    const { documentId } = await api.imports.fichierRecu({ importId, fichier });
    await rangerDocument(documentId);
  } catch (erreur) {
    notifierErreur(messageErreur(erreur), 'Le fichier reçu n’est pas sorti de la réserve');
  }
}

/** Les imports de la campagne : fichiers reçus, rejets à renvoyer, annulation. */
export function ImportsPrecedents({ campagneId }: { readonly campagneId: number }) {
  const { data, error, isPending, refetch } = useQuery(q.imports.lister.queryOptions({ input: { campagneId } }));
  const rejets = useProduction('rejets');
  const { annuler, erreur: refus } = useAnnulation();
  const { produire, erreur: echec } = rejets;
  const colonnes = useMemo(
    () =>
      colonnesDe((fait) => [
        ...fait.fichiers.map(({ nom }) => ({
          code: `recu ${nom}`,
          libelle: `Fichier reçu : ${nom}`,
          icone: 'telecharger' as const,
          executer: () => void sortirFichierRecu(fait.id, nom),
        })),
        ...fait.fichiers.map(({ nom }) => ({
          code: `rejets ${nom}`,
          libelle: fait.fichiers.length > 1 ? `Classeur des rejets : ${nom}` : 'Classeur des rejets',
          icone: 'tableur' as const,
          inactif: fait.anomalies === 0,
          executer: () => produire((signal) => api.imports.rejets({ importId: fait.id, fichier: nom }, { signal })),
        })),
        ...(fait.annule === null
          ? [
              {
                code: 'annuler',
                // Un refus se lit à la place du geste : l’agent sait pourquoi, sans essayer.
                libelle:
                  fait.annulationImpossible === null ? (
                    'Annuler cet import…'
                  ) : (
                    <span className="import-refus-annuler">{`Annulation impossible : ${fait.annulationImpossible}`}</span>
                  ),
                icone: 'supprimer' as const,
                trait: true,
                danger: fait.annulationImpossible === null,
                inactif: fait.annulationImpossible !== null,
                executer: () => void annuler(fait),
              },
            ]
          : []),
      ]),
    [produire, annuler],
  );
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
    <>
      {(refus ?? echec) !== null && (
        <div className="interieur">
          <Alerte ton="al" titre={refus === null ? 'Le classeur n’est pas produit.' : 'L’import n’est pas annulé.'}>
            {refus ?? echec}
          </Alerte>
        </div>
      )}
      <Tableau
        libelle="Imports de cette campagne"
        lignes={data}
        cle={({ id }) => id}
        colonnes={colonnes}
        classeLigne={({ annule }) => (annule === null ? '' : 'import-ligne-annulee')}
        vide="Aucun import dans cette campagne. Les premiers fichiers déposés créeront les dossiers."
      />
    </>
  );
}
