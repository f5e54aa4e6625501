import { useState } from 'react';
import type { Collectif, Dossier } from '../../../shared/contract/dossiers.ts';
import { LIBELLES_NIVEAU_SCOLAIRE } from '../../../shared/domaine/libelles.ts';
import { formaterEntier, formaterMontant } from '../../../shared/domaine/nombres.ts';
import { BadgeDecision } from '../../ui/Badge.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Onglets } from '../../ui/Onglets.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';
import type { AnomaliesDuDossier } from './anomalies-du-dossier.ts';
import { AnomaliesSansReponse, Reponses } from './Reponses.tsx';

function entier(valeur: number | null): string {
  return valeur === null ? '—' : formaterEntier(valeur);
}

function colonnesDe(dossier: Dossier): readonly ColonneTableau<Collectif>[] {
  return [
    {
      code: 'lettre',
      titre: <span className="invisible">Lettre</span>,
      largeur: '34px',
      rendu: ({ lettre }) => <b className="g6">{lettre}</b>,
      total: '',
    },
    {
      code: 'libelle',
      titre: 'Collectif',
      rendu: ({ libelle }) => (
        <span className="g5" title={libelle}>
          {libelle}
        </span>
      ),
      total: 'Total',
    },
    {
      code: 'niveau',
      titre: 'Niveau',
      largeur: '150px',
      rendu: ({ niveau, classes }) =>
        [niveau === null ? '—' : LIBELLES_NIVEAU_SCOLAIRE[niveau], classes]
          .filter((part) => part != null && part !== '')
          .join(', '),
      total: '',
    },
    {
      code: 'lieu',
      titre: 'Lieu',
      largeur: '190px',
      rendu: ({ lieu, communeNom }) => {
        const texte = [lieu, communeNom].filter((part) => part !== null).join(', ');
        return <span title={texte}>{texte}</span>;
      },
      total: '',
    },
    {
      code: 'effectif',
      titre: 'Enfants',
      nombre: true,
      largeur: '66px',
      rendu: ({ effectif }) => entier(effectif),
      total: formaterEntier(dossier.effectif),
    },
    {
      code: 'adultes',
      titre: 'Adultes',
      nombre: true,
      largeur: '64px',
      rendu: ({ adultes }) => entier(adultes),
      total: '',
    },
    {
      code: 'cout',
      titre: 'Coût €',
      nombre: true,
      largeur: '92px',
      rendu: ({ coutCentimes, coutPartage }) => (
        <span title={coutPartage ? 'Part égale du budget du dossier : le collectif n’a pas de coût propre' : undefined}>
          {formaterMontant(coutCentimes)}
          {coutPartage && <sup className="dossiers-plafond"> =</sup>}
        </span>
      ),
      total: formaterMontant(dossier.coutCentimes),
    },
    {
      code: 'calcul',
      titre: 'Taux × coût €',
      nombre: true,
      largeur: '100px',
      rendu: ({ calculCentimes }) => formaterMontant(calculCentimes),
      total: '',
    },
    {
      code: 'droit',
      titre: 'Droit €',
      nombre: true,
      largeur: '92px',
      rendu: ({ droitCentimes, plafonne }) => (
        <span className="g6">
          {formaterMontant(droitCentimes)}
          {plafonne && <sup className="dossiers-plafond"> P</sup>}
        </span>
      ),
      total: formaterMontant(dossier.droitCentimes),
    },
    {
      code: 'decision',
      titre: 'Décision',
      largeur: '166px',
      rendu: ({ decision }) => <BadgeDecision nature={decision?.nature ?? null} />,
      total: '',
    },
  ];
}

interface Props {
  readonly dossier: Dossier;
  readonly anomalies: AnomaliesDuDossier;
}

/** Les collectifs, leur droit, et les réponses de celui que l’on choisit. */
export function OngletCollectifs({ dossier, anomalies }: Props) {
  const { listeCollectifs, reponses } = dossier;
  const [choisi, setChoisi] = useState('');
  const collectif = listeCollectifs.find(({ id }) => String(id) === choisi) ?? listeCollectifs[0];
  const plafonne = listeCollectifs.some((un) => un.plafonne);
  const partage = listeCollectifs.some((un) => un.coutPartage);
  return (
    <div className="colonne">
      <AnomaliesSansReponse anomalies={anomalies.sansReponse.get('collectifs')} />
      <Carte
        titre="Collectifs"
        plein
        {...(plafonne || partage
          ? {
              pied: (
                <span className="t12">
                  {[
                    plafonne ? 'P : plafonné par le barème' : '',
                    partage ? '= : part égale du budget du dossier, faute de coût propre' : '',
                  ]
                    .filter((part) => part !== '')
                    .join(' · ')}
                </span>
              ),
            }
          : {})}
      >
        <Tableau
          libelle="Collectifs"
          lignes={listeCollectifs}
          cle={({ id }) => id}
          colonnes={colonnesDe(dossier)}
          classeLigne={({ id }) => (id === collectif?.id && listeCollectifs.length > 1 ? 'dossiers-choisie' : '')}
          surLigne={({ id }) => setChoisi(String(id))}
          vide="Aucun collectif dans la réponse importée : demandez-en la liste au porteur."
        />
      </Carte>
      {collectif !== undefined && (
        <Carte titre={`Réponses du collectif ${collectif.lettre}`}>
          {listeCollectifs.length > 1 && (
            <Onglets
              libelle="Collectif montré"
              actif={String(collectif.id)}
              onChange={setChoisi}
              onglets={listeCollectifs.map(({ id, lettre, libelle }) => ({
                code: String(id),
                libelle: `${lettre} · ${libelle}`,
              }))}
            />
          )}
          <Reponses
            reponses={reponses.filter(({ collectifId }) => collectifId === collectif.id)}
            anomalies={anomalies}
            vide="Ce collectif n’a pas de réponse propre dans le fichier."
          />
        </Carte>
      )}
    </div>
  );
}
