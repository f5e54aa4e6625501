import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { ResumeCharte } from '../../../shared/contract/chartes.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { api, messageErreur, q } from '../../api.ts';
import { chemins, useSession } from '../../contexte.tsx';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { MenuDeroulant } from '../../ui/Menus.tsx';
import { notifier } from '../../ui/notifier.tsx';
import { Page } from '../../ui/Page.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';
import { direVersion, useGestesDeCharte } from './actions-charte.ts';
import { colonnesChartes } from './colonnes-chartes.tsx';
import './chartes.css';

/** Choisir un fichier JSON ; refusé, ses fautes se lisent une à une. */
function Importer({ onErreur }: { readonly onErreur: (message: string | null) => void }) {
  const requetes = useQueryClient();
  const [, aller] = useLocation();
  const champ = useRef<HTMLInputElement>(null);
  const [enCours, setEnCours] = useState(false);
  async function importer(fichier: File) {
    onErreur(null);
    setEnCours(true);
    try {
      const { charte, avis } = await api.chartes.importer({ fichier });
      await requetes.invalidateQueries();
      notifier(avis ?? 'Relisez-la, puis publiez-la.', `${direVersion(charte)} importée comme brouillon`);
      aller(chemins.charte(charte.id));
    } catch (echec) {
      onErreur(messageErreur(echec));
    } finally {
      setEnCours(false);
    }
  }
  return (
    <>
      <input
        ref={champ}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label="Fichier de charte à importer"
        onChange={(evenement) => {
          const [fichier] = evenement.currentTarget.files ?? [];
          // Vidé : le même fichier, corrigé, peut être choisi de nouveau.
          evenement.currentTarget.value = '';
          if (fichier) void importer(fichier);
        }}
      />
      <Bouton icone="envoyer" enCours={enCours} onClick={() => champ.current?.click()}>
        Importer un fichier…
      </Bouton>
    </>
  );
}

interface LigneCampagne {
  readonly campagne: { readonly id: number; readonly anneeScolaire: string };
  readonly charte: ResumeCharte;
}

const COLONNES_CAMPAGNES: readonly ColonneTableau<LigneCampagne>[] = [
  { code: 'annee', titre: 'Campagne', largeur: '130px', rendu: ({ campagne }) => campagne.anneeScolaire },
  { code: 'charte', titre: 'Charte', rendu: ({ charte }) => direVersion(charte) },
  {
    code: 'geste',
    titre: <span className="invisible">Geste</span>,
    largeur: '180px',
    rendu: ({ campagne }) => (
      <Link href={chemins.changerCharte(campagne.id)} className="lien">
        Changer de version…
      </Link>
    ),
  },
];

/** La charte de chaque campagne, et de quoi en changer. */
function Campagnes({ chartes }: { readonly chartes: readonly ResumeCharte[] }) {
  const { campagnes } = useSession();
  const lignes = campagnes.flatMap((campagne) => {
    const charte = chartes.find((c) => c.campagnes.some(({ id }) => id === campagne.id));
    return charte ? [{ campagne, charte }] : [];
  });
  if (lignes.length === 0) return null;
  return (
    <Carte titre="La charte de chaque campagne" plein>
      <Tableau
        libelle="La charte de chaque campagne"
        lignes={lignes}
        cle={({ campagne }) => campagne.id}
        colonnes={COLONNES_CAMPAGNES}
      />
    </Carte>
  );
}

/** Toutes les versions de toutes les chartes. */
export function PageChartes() {
  const { data: chartes, error } = useQuery(q.chartes.lister.queryOptions());
  const { data: modeles } = useQuery(q.campagnes.modeles.queryOptions());
  const gestes = useGestesDeCharte();
  const [, aller] = useLocation();
  const [refus, setRefus] = useState<string | null>(null);
  return (
    <Page
      titre="Chartes"
      sousTitre="conditions, axes, critères et niveaux de l’instruction"
      defile
      actions={
        <>
          <Importer onErreur={setRefus} />
          <MenuDeroulant
            aligne="droite"
            largeur={300}
            cible={
              <Bouton genre="principal" icone="ajouter">
                Nouvelle charte
              </Bouton>
            }
            articles={[
              {
                code: 'modele',
                libelle: 'À partir du modèle tiré du dépliant',
                icone: 'document',
                executer: () => void gestes.creer({ depuis: 'modele', cle: 'modele-depliant' }),
              },
              {
                code: 'vierge',
                libelle: 'Vierge',
                icone: 'ajouter',
                inactif: modeles === undefined,
                executer: () => void gestes.creer({ depuis: 'vierge' }),
              },
            ]}
          />
        </>
      }
    >
      {error && <Alerte ton="al">{messageErreur(error)}</Alerte>}
      {refus !== null && (
        <Alerte ton="al" titre="Fichier refusé." actions={<Bouton onClick={() => setRefus(null)}>Fermer</Bouton>}>
          <span className="charte-refus">{refus}</span>
        </Alerte>
      )}
      {gestes.erreurPdf !== null && <Alerte ton="al">{gestes.erreurPdf}</Alerte>}
      {!chartes && !error && <Chargement />}
      {chartes?.length === 0 && (
        <Carte>
          <EtatVide titre="Aucune charte dans cette base">
            Partez du modèle tiré du dépliant, adaptez-le, puis publiez-le : une campagne se lie à une version publiée.
          </EtatVide>
        </Carte>
      )}
      {chartes && chartes.length > 0 && (
        <>
          <Carte titre="Versions" sousTitre={pluriel(chartes.length, 'version')} plein>
            <Tableau
              libelle="Versions des chartes"
              lignes={chartes}
              cle={({ id }) => id}
              colonnes={colonnesChartes(gestes, aller)}
            />
          </Carte>
          <Campagnes chartes={chartes} />
        </>
      )}
    </Page>
  );
}
