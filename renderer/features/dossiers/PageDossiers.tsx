import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { LigneDossier } from '../../../shared/contract/dossiers.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEuros, formaterTaux } from '../../../shared/domaine/nombres.ts';
import { api, messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { rangerDocument } from '../../produire.ts';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { type Action, BoutonAction, useActions } from '../../ui/actions.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Grille } from '../../ui/grille/Grille.tsx';
import { ColonnesGrille, RechercheGrille, VuesGrille } from '../../ui/grille/Outils.tsx';
import { useGrille } from '../../ui/grille/use-grille.ts';
import { notifierErreur } from '../../ui/notifier.tsx';
import { Onglets } from '../../ui/Onglets.tsx';
import { Page } from '../../ui/Page.tsx';
import { PuceFiltre } from '../../ui/PuceFiltre.tsx';
import { Apercu } from './Apercu.tsx';
import { colonnesDossiers } from './colonnes-dossiers.tsx';
import './dossiers.css';
import { useFiltres } from './filtres.ts';
import { retenirParcours } from './parcours.ts';
import { useVuesAvecFiltres } from './vues-filtrees.ts';

function cleDossier({ id }: LigneDossier): number {
  return id;
}

function useExport(campagneId: number) {
  return useMutation({
    mutationFn: async (demande: { readonly dossierIds: number[]; readonly colonnes: string[] }) => {
      const { documentId } = await api.dossiers.exporter({ campagneId, ...demande });
      await rangerDocument(documentId);
    },
    onError: (erreur) => notifierErreur(messageErreur(erreur), 'La liste n’a pas été exportée'),
  });
}

/** La liste des dossiers d’une campagne, son aperçu, ses filtres et son export. */
export function PageDossiers({ campagneId }: { readonly campagneId: number }) {
  const [, aller] = useLocation();
  const { data, error, isPending, refetch } = useQuery(q.dossiers.lister.queryOptions({ input: { campagneId } }));
  const importer: Action = {
    code: 'importer',
    libelle: 'Importer des réponses',
    menu: 'fichier',
    groupe: 20,
    icone: 'ajouter',
    raccourci: 'Ctrl+O',
    executer: () => aller(chemins.import(campagneId)),
  };
  useActions([importer]);
  if (isPending || error)
    return (
      <Page titre="Dossiers">
        {isPending ? (
          <Chargement texte="Lecture des dossiers…" />
        ) : (
          <Alerte ton="al" actions={<Bouton onClick={() => void refetch()}>Réessayer</Bouton>}>
            {messageErreur(error)}
          </Alerte>
        )}
      </Page>
    );
  if (data.length === 0)
    return (
      <Page titre="Dossiers">
        <Carte className="remplit">
          <EtatVide
            titre="Aucun dossier dans cette campagne"
            actions={<BoutonAction action={importer} genre="principal" />}
          >
            Les dossiers viennent des réponses à l’appel à projets : importez l’export de Démarches simplifiées (.xlsx
            ou .csv).
          </EtatVide>
        </Carte>
      </Page>
    );
  return <ListeDossiers campagneId={campagneId} toutes={data} importer={importer} />;
}

interface Props {
  readonly campagneId: number;
  readonly toutes: readonly LigneDossier[];
  readonly importer: Action;
}

function ListeDossiers({ campagneId, toutes, importer }: Props) {
  const [, aller] = useLocation();
  const filtres = useFiltres(toutes);
  const grille = useGrille<LigneDossier>('dossiers');
  const avecVues = useVuesAvecFiltres(grille, filtres.requete, filtres.remplacer);
  const { data: campagne } = useQuery(q.campagnes.lire.queryOptions({ input: { campagneId } }));
  const [courante, setCourante] = useState<number | null>(null);
  const [ferme, setFerme] = useState(false);
  const exportation = useExport(campagneId);
  const decide = toutes.some(({ decision }) => decision !== null);
  const colonnes = useMemo(() => colonnesDossiers(decide, window.innerWidth >= 1500), [decide]);
  const montre = filtres.lignes.find(({ id }) => id === courante) ?? filtres.lignes[0];
  const bareme = campagne?.bareme;

  function ouvrir({ id }: LigneDossier) {
    retenirParcours(campagneId, { requete: filtres.requete, ids: grille.lignesAffichees().map(cleDossier) });
    aller(chemins.dossier(campagneId, id));
  }
  const exporter: Action = {
    code: 'exporter',
    libelle: 'Exporter la liste…',
    menu: 'fichier',
    groupe: 30,
    icone: 'tableur',
    raccourci: 'Ctrl+E',
    disponible: filtres.lignes.length > 0,
    executer: () => {
      if (exportation.isPending) return;
      const choisies = new Set(grille.lignesSelectionnees().map(cleDossier));
      const ids = grille.lignesAffichees().map(cleDossier);
      exportation.mutate({
        dossierIds: choisies.size > 0 ? ids.filter((id) => choisies.has(id)) : ids,
        colonnes: [...grille.colonnesVisibles()],
      });
    },
  };
  const etudier: Action = {
    code: 'dossiers.etudier',
    libelle: 'Étudier ce dossier',
    menu: 'edition',
    groupe: 10,
    icone: 'lire',
    raccourci: 'F2',
    disponible: montre !== undefined,
    executer: () => montre && aller(chemins.lecture(campagneId, montre.id)),
  };
  const apercu: Action = {
    code: 'dossiers.apercu',
    libelle: 'Aperçu du dossier',
    menu: 'affichage',
    groupe: 5,
    raccourci: 'F6',
    coche: !ferme,
    executer: () => setFerme(!ferme),
  };
  useActions([exporter, etudier, apercu]);

  return (
    <Page
      titre="Dossiers"
      sousTitre={`${pluriel(toutes.length, 'réponse')} à l’appel à projets`}
      actions={
        <>
          <Link href={chemins.pieces(campagneId)} className="btn btn-defaut btn-normale">
            Pièces
          </Link>
          <BoutonAction action={exporter} libelle="Exporter" enCours={exportation.isPending} />
          <Bouton genre="principal" icone="ajouter" onClick={importer.executer}>
            {importer.libelle}
          </Bouton>
        </>
      }
    >
      <Onglets
        libelle="Dossiers montrés"
        actif={filtres.vue}
        onChange={filtres.choisirVue}
        onglets={filtres.vues}
        suite={<VuesGrille grille={avecVues} />}
      />
      <div className="rangee passe">
        <RechercheGrille grille={grille} />
        {filtres.filtres.map((filtre) => (
          <PuceFiltre key={filtre.code} filtre={filtre} onChange={(valeurs) => filtres.choisir(filtre.code, valeurs)} />
        ))}
        <span className="a-droite rangee">
          {ferme && (
            <Bouton taille="petite" genre="discret" raccourci="F6" onClick={apercu.executer}>
              Aperçu
            </Bouton>
          )}
          <ColonnesGrille grille={grille} />
        </span>
      </div>
      <div className={`dossiers-liste ${ferme || montre === undefined ? 'dossiers-sans-apercu' : ''}`}>
        <Carte plein>
          <Grille
            grille={grille}
            libelle="Dossiers"
            lignes={filtres.lignes}
            colonnes={colonnes}
            cle={cleDossier}
            selection
            onOuvrir={ouvrir}
            onCourante={({ id }) => setCourante(id)}
            vide="Aucun dossier ne correspond à cet onglet et à ces filtres."
            totaux={(affichees, choisies) =>
              `${pluriel(affichees, 'dossier')}${choisies === 0 ? '' : ` · ${pluriel(choisies, 'sélectionné')}`}`
            }
          />
        </Carte>
        {!ferme && montre !== undefined && (
          <Apercu
            campagneId={campagneId}
            ligne={montre}
            classes={toutes.filter(({ rang }) => rang !== null).length}
            baremeTexte={
              bareme === undefined
                ? ''
                : `barème : ${formaterTaux(bareme.tauxPointsBase)}, ${formaterEuros(bareme.plafondCentimes)}`
            }
            onOuvrir={() => ouvrir(montre)}
            onFermer={apercu.executer}
          />
        )}
      </div>
    </Page>
  );
}
