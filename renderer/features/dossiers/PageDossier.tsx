import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import type { Dossier } from '../../../shared/contract/dossiers.ts';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import { assertNever, pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes, formaterMontant } from '../../../shared/domaine/nombres.ts';
import { messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { DemandesDuDossier } from '../../demandes/DemandesDuDossier.tsx';
import { LienInteret } from '../../instruction/LienInteret.tsx';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { type Action, BoutonAction, useActions } from '../../ui/actions.tsx';
import { BadgeDecision, BadgePile, BadgesImport, Cellule, EtatDossier } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte, Chiffres } from '../../ui/Carte.tsx';
import { Changements } from '../../ui/Changements.tsx';
import { MenuDeroulant } from '../../ui/Menus.tsx';
import { Onglets } from '../../ui/Onglets.tsx';
import { Page } from '../../ui/Page.tsx';
import { Signe } from '../../ui/Signe.tsx';
import { type AnomaliesDuDossier, rangerAnomalies } from './anomalies-du-dossier.ts';
import { direRang, nommer } from './colonnes-dossiers.tsx';
import './dossiers.css';
import { OngletBilan } from './OngletBilan.tsx';
import { OngletBudget } from './OngletBudget.tsx';
import { OngletCollectifs } from './OngletCollectifs.tsx';
import { OngletConvention } from './OngletConvention.tsx';
import { OngletLecture } from './OngletLecture.tsx';
import { OngletPaiements } from './OngletPaiements.tsx';
import { OngletPieces } from './OngletPieces.tsx';
import { OngletSuivi } from './OngletSuivi.tsx';
import { OngletIdentite, OngletProjet } from './onglets-reponses.tsx';
import { OngletDecision, OngletHistorique } from './onglets-suites.tsx';
import { lireParcours } from './parcours.ts';

const ONGLETS = [
  ['identite', 'Identité'],
  ['projet', 'Projet'],
  ['collectifs', 'Collectifs'],
  ['budget', 'Budget'],
  ['pieces', 'Pièces'],
  ['lecture', 'Lecture'],
  ['demandes', 'Demandes'],
  ['decision', 'Décision'],
  ['convention', 'Convention'],
  ['suivi', 'Suivi'],
  ['bilan', 'Bilan'],
  ['paiements', 'Paiements'],
  ['historique', 'Historique'],
] as const;
type CodeOnglet = (typeof ONGLETS)[number][0];

interface Props {
  readonly campagneId: number;
  readonly dossierId: number;
}

/** Voisins dans la liste d’où l’agent vient, filtres et tri compris ; à défaut, dans l’ordre de la campagne. */
function voisins(campagneId: number, dossier: Dossier) {
  const parcours = lireParcours(campagneId);
  const rang = parcours?.ids.indexOf(dossier.id) ?? -1;
  if (parcours === null || rang === -1) return { ...dossier.lignes, place: '' };
  return {
    precedent: parcours.ids[rang - 1] ?? null,
    suivant: parcours.ids[rang + 1] ?? null,
    place: `${rang + 1} sur ${parcours.ids.length}`,
  };
}

function nombreDe(code: CodeOnglet, dossier: Dossier): string | undefined {
  if (code === 'collectifs') return String(dossier.listeCollectifs.length);
  if (code === 'pieces') return `${dossier.pieces.filter(({ recue }) => recue).length}/${dossier.pieces.length}`;
  const faux = dossier.budget.controles.filter(({ etat }) => etat === 'non').length;
  return code === 'budget' && faux > 0 ? String(faux) : undefined;
}

function montrer(code: CodeOnglet, campagneId: number, dossier: Dossier, anomalies: AnomaliesDuDossier): ReactNode {
  switch (code) {
    case 'identite':
      return <OngletIdentite dossier={dossier} anomalies={anomalies} />;
    case 'projet':
      return <OngletProjet dossier={dossier} anomalies={anomalies} />;
    case 'collectifs':
      return <OngletCollectifs dossier={dossier} anomalies={anomalies} />;
    case 'budget':
      return <OngletBudget dossier={dossier} anomalies={anomalies} />;
    case 'pieces':
      return <OngletPieces dossier={dossier} anomalies={anomalies} />;
    case 'lecture':
      return <OngletLecture campagneId={campagneId} dossier={dossier} />;
    case 'demandes':
      return (
        <Carte titre="Demandes au porteur" plein className="dossiers-demandes">
          <DemandesDuDossier campagneId={campagneId} dossierId={dossier.id} />
        </Carte>
      );
    case 'decision':
      return <OngletDecision campagneId={campagneId} dossier={dossier} />;
    case 'suivi':
      return <OngletSuivi dossierId={dossier.id} />;
    case 'bilan':
      return <OngletBilan campagneId={campagneId} dossierId={dossier.id} />;
    case 'convention':
      return <OngletConvention campagneId={campagneId} dossierId={dossier.id} />;
    case 'paiements':
      return <OngletPaiements campagneId={campagneId} dossier={dossier} />;
    case 'historique':
      return <OngletHistorique dossier={dossier} />;
    default:
      return assertNever(code);
  }
}

/** Un dossier : ce que le porteur a répondu, avec sa cellule d’origine, et tout ce qui en a été fait. */
export function PageDossier({ campagneId, dossierId }: Props) {
  const { data, error, refetch } = useQuery({
    ...q.dossiers.lire.queryOptions({ input: { dossierId } }),
    placeholderData: keepPreviousData,
  });
  if (data === undefined)
    return (
      <Page titre="Dossier">
        {error ? (
          <Alerte
            ton="al"
            actions={
              <div className="rangee">
                <Bouton taille="petite" onClick={() => void refetch()}>
                  Réessayer
                </Bouton>
                <Link href={chemins.dossiers(campagneId)} className="btn btn-petite">
                  Voir les dossiers
                </Link>
              </div>
            }
          >
            {messageErreur(error)}
          </Alerte>
        ) : (
          <Chargement texte="Lecture du dossier…" />
        )}
      </Page>
    );
  return <Contenu campagneId={campagneId} dossier={data} />;
}

function Contenu({ campagneId, dossier }: { readonly campagneId: number; readonly dossier: Dossier }) {
  const [, aller] = useLocation();
  const [params, setParams] = useSearchParams();
  const actif = ONGLETS.find(([code]) => code === params.get('onglet'))?.[0] ?? 'identite';
  const anomalies = rangerAnomalies(dossier);
  const { precedent, suivant, place } = voisins(campagneId, dossier);
  const requete = lireParcours(campagneId)?.requete ?? '';
  const { note, rang, structure } = dossier;

  function allerA(id: number | null) {
    if (id !== null) aller(`${chemins.dossier(campagneId, id)}${actif === 'identite' ? '' : `?onglet=${actif}`}`);
  }
  function choisir(code: string) {
    setParams(code === 'identite' ? {} : { onglet: code }, { replace: true });
  }
  const etudier: Action = {
    code: 'dossiers.etudier',
    libelle: 'Étudier ce dossier',
    menu: 'edition',
    groupe: 10,
    icone: 'lire',
    raccourci: 'F2',
    executer: () => aller(chemins.lecture(campagneId, dossier.id)),
  };
  const avant: Action = {
    code: 'dossiers.precedent',
    libelle: 'Dossier précédent',
    menu: 'aller',
    groupe: 15,
    raccourci: 'Alt+Haut',
    disponible: precedent !== null,
    executer: () => allerA(precedent),
  };
  const apres: Action = {
    code: 'dossiers.suivant',
    libelle: 'Dossier suivant',
    menu: 'aller',
    groupe: 15,
    raccourci: 'Alt+Bas',
    disponible: suivant !== null,
    executer: () => allerA(suivant),
  };
  useActions([etudier, avant, apres]);

  return (
    <Page
      className="dossiers-fiche"
      titre={nommer(dossier)}
      avant={
        <Link href={`${chemins.dossiers(campagneId)}${requete === '' ? '' : `?${requete}`}`} className="lien t125">
          ‹ Dossiers
        </Link>
      }
      sousTitre={[`n° ${dossier.numero}`, dossier.communeNom, structure.formeJuridique?.toLowerCase()]
        .filter((part) => part != null)
        .join(' · ')}
      actions={
        <>
          {/* Le reste est dit en toutes lettres sous le titre. */}
          <BadgesImport modifieDepuisLecture={false} absentDepuis={dossier.absentDepuis} />
          {dossier.anomaliesImport.length > 0 && (
            <MenuDeroulant
              aligne="droite"
              largeur={460}
              cible={
                <button type="button" className="btn dossiers-voir-anomalies">
                  <Signe nom="attention" />
                  {pluriel(dossier.anomaliesImport.length, 'anomalie')}
                </button>
              }
              articles={dossier.anomaliesImport.map((anomalie) => ({
                code: `${anomalie.adresse} ${anomalie.message}`,
                libelle: (
                  <span className="dossiers-anomalie-menu">
                    {anomalie.adresse !== '' && <Cellule adresse={anomalie.adresse} />} {anomalie.message}
                  </span>
                ),
                executer: () => {
                  const section = anomalies.sectionDe(anomalie);
                  choisir(section === 'autres' ? 'projet' : section);
                },
              }))}
            />
          )}
          <span className="rangee serree">
            {place !== '' && <span className="encre2 t12">{place}</span>}
            <Bouton
              icone="haut"
              libelleSeul={`${avant.libelle} (${avant.raccourci})`}
              inactif={precedent === null}
              onClick={avant.executer}
            />
            <Bouton
              icone="bas"
              libelleSeul={`${apres.libelle} (${apres.raccourci})`}
              inactif={suivant === null}
              onClick={apres.executer}
            />
          </span>
          <LienInteret dossierId={dossier.id} />
          <BoutonAction action={etudier} genre="principal" libelle="Étudier" />
        </>
      }
    >
      {(dossier.modifieDepuisLecture || dossier.changementsDepuisLecture.length > 0) && (
        <Changements changements={dossier.changementsDepuisLecture} />
      )}
      <Chiffres
        chiffres={[
          { libelle: 'Pile proposée', valeur: <BadgePile pile={dossier.pile} /> },
          {
            libelle: rang === null ? 'Note sur 100' : `Note, ${direRang(rang)}`,
            valeur: note.dixiemes === null ? '—' : formaterDixiemes(note.dixiemes),
          },
          { libelle: 'Coût €', valeur: formaterMontant(dossier.coutCentimes) },
          {
            libelle: 'Demandé €',
            valeur: dossier.demandeCentimes === null ? '—' : formaterMontant(dossier.demandeCentimes),
          },
          { libelle: 'Droit calculé €', valeur: formaterMontant(dossier.droitCentimes), accent: true },
          {
            libelle: 'Agréé €',
            valeur: dossier.agreeCentimes === null ? '—' : formaterMontant(dossier.agreeCentimes),
          },
          {
            libelle: dossier.decision === null ? 'État' : 'Décision',
            valeur:
              dossier.decision === null ? (
                <span className="t125">
                  <EtatDossier etat={dossier.etat} />
                </span>
              ) : (
                <BadgeDecision nature={dossier.decision} />
              ),
          },
        ]}
      />
      <Onglets
        className="dossiers-onglets"
        libelle="Parties du dossier"
        actif={actif}
        onChange={choisir}
        onglets={ONGLETS.map(([code, libelle]) => {
          const nombre = nombreDe(code, dossier);
          return { code, libelle, ...(nombre === undefined ? {} : { nombre }) };
        })}
        suite={
          dossier.deposeLe !== null && (
            <span className="a-droite encre3 t12 insecable">{`déposé le ${formaterDate(dossier.deposeLe.slice(0, 10))}`}</span>
          )
        }
      >
        {montrer(actif, campagneId, dossier, anomalies)}
      </Onglets>
    </Page>
  );
}
