import { useMemo, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { Demande, EtatDemandes } from '../../../shared/contract/demandes.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { api, messageErreur } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { DemandesDuDossier } from '../../demandes/DemandesDuDossier.tsx';
import { DialogueEnvoi } from '../../demandes/DialogueEnvoi.tsx';
import { rangerDocument } from '../../produire.ts';
import { type Action, BoutonAction, useActions } from '../../ui/actions.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { Grille } from '../../ui/grille/Grille.tsx';
import { ColonnesGrille, RechercheGrille, VuesGrille } from '../../ui/grille/Outils.tsx';
import { useGrille } from '../../ui/grille/use-grille.ts';
import { notifierErreur } from '../../ui/notifier.tsx';
import { Onglets } from '../../ui/Onglets.tsx';
import { Page } from '../../ui/Page.tsx';
import { COLONNES, type CodeVue, VUES } from './colonnes.tsx';
import './page-demandes.css';

interface Props {
  readonly campagneId: number;
  readonly etat: EtatDemandes;
  readonly titre: string;
}

function cle({ id }: Demande): number {
  return id;
}

interface Envoi {
  readonly genre: 'lettre' | 'relance';
  readonly demandes: readonly Demande[];
}

/** Un brouillon vidé de ses lignes n’a rien à envoyer. */
function estAEnvoyer(d: Demande): boolean {
  return d.vue === 'a_envoyer' && d.satisfaites < d.lignes.length;
}

export function ListeDemandes({ campagneId, etat: { demandes, aujourdhui, echeanceProposee }, titre }: Props) {
  const [, aller] = useLocation();
  const [params, setParams] = useSearchParams();
  const [envoi, setEnvoi] = useState<Envoi | null>(null);
  const [courante, setCourante] = useState<number | null>(null);
  const grille = useGrille<Demande>('demandes');
  const vue = VUES.find(([code]) => code === params.get('vue'))?.[0] ?? 'toutes';
  const lignes = useMemo(() => (vue === 'toutes' ? demandes : demandes.filter((d) => d.vue === vue)), [demandes, vue]);
  const montree = lignes.find((d) => d.id === courante) ?? lignes[0];
  const nombre = (code: CodeVue) =>
    code === 'toutes' ? demandes.length : demandes.filter((d) => d.vue === code).length;

  /** Les lignes cochées ; sinon celles que l’onglet et la recherche montrent. */
  function visees(): readonly Demande[] {
    const cochees = grille.lignesSelectionnees();
    return cochees.length > 0 ? cochees : grille.lignesAffichees();
  }
  function preparer(genre: Envoi['genre']) {
    const cochees = grille.lignesSelectionnees();
    const attendent = visees().filter((d) => d.vue === 'en_retard' || (cochees.length > 0 && d.vue === 'en_attente'));
    const choisies = genre === 'lettre' ? visees().filter(estAEnvoyer) : attendent;
    if (choisies.length > 0) setEnvoi({ genre, demandes: choisies });
    else
      notifierErreur(
        genre === 'lettre'
          ? 'Aucune des demandes montrées n’est à envoyer.'
          : 'Aucune des demandes montrées n’est en retard. Cochez celles que vous voulez relancer avant leur échéance.',
        'Rien à produire',
      );
  }
  async function diffuser() {
    try {
      const { documentId } = await api.demandes.listeDiffusion({ campagneId, demandeIds: visees().map(cle) });
      await rangerDocument(documentId);
    } catch (erreur) {
      notifierErreur(messageErreur(erreur), 'La liste n’a pas été produite');
    }
  }
  const envoyer: Action = {
    code: 'demandes.envoyer',
    libelle: 'Envoyer…',
    menu: 'edition',
    groupe: 10,
    icone: 'envoyer',
    raccourci: 'Ctrl+Maj+E',
    disponible: demandes.some(estAEnvoyer),
    executer: () => preparer('lettre'),
  };
  const relancer: Action = {
    code: 'demandes.relancer',
    libelle: 'Relancer…',
    menu: 'edition',
    groupe: 10,
    icone: 'document',
    raccourci: 'Ctrl+Maj+R',
    disponible: demandes.some((d) => d.vue === 'en_retard' || d.vue === 'en_attente'),
    executer: () => preparer('relance'),
  };
  const diffusion: Action = {
    code: 'exporter',
    libelle: 'Liste de diffusion…',
    menu: 'fichier',
    groupe: 30,
    icone: 'tableur',
    raccourci: 'Ctrl+E',
    disponible: lignes.length > 0,
    executer: () => void diffuser(),
  };
  useActions([envoyer, relancer, diffusion]);
  const retards = nombre('en_retard');
  return (
    <Page
      titre={titre}
      sousTitre={retards === 0 ? pluriel(demandes.length, 'demande') : `${retards} en retard`}
      actions={
        <>
          <BoutonAction action={diffusion} />
          <BoutonAction action={relancer} />
          <BoutonAction action={envoyer} genre="principal" />
        </>
      }
    >
      <Onglets
        libelle="Demandes montrées"
        actif={vue}
        onChange={(code: CodeVue) => setParams(code === 'toutes' ? {} : { vue: code }, { replace: true })}
        onglets={VUES.map(([code, libelle]) => ({ code, libelle, nombre: nombre(code) }))}
        suite={<VuesGrille grille={grille} />}
      />
      <div className="rangee passe">
        <RechercheGrille grille={grille} />
        <span className="a-droite">
          <ColonnesGrille grille={grille} />
        </span>
      </div>
      <div className="demandes-deux">
        <Carte plein>
          <Grille
            grille={grille}
            libelle="Demandes aux porteurs"
            lignes={lignes}
            colonnes={COLONNES}
            cle={cle}
            selection
            onOuvrir={(d) => aller(`${chemins.dossier(campagneId, d.dossierId)}?onglet=demandes`)}
            onCourante={({ id }) => setCourante(id)}
            vide="Aucune demande dans cet onglet."
            totaux={(n, s) => `${pluriel(n, 'demande')}${s === 0 ? '' : ` · ${pluriel(s, 'sélectionnée')}`}`}
          />
        </Carte>
        {montree && (
          <Carte
            titre={<span className="demandes-porteur">{montree.structure || 'Structure sans nom'}</span>}
            sousTitre={`n° ${montree.numero}`}
            plein
            pied={
              <>
                <Bouton
                  taille="petite"
                  onClick={() => aller(`${chemins.dossier(campagneId, montree.dossierId)}?onglet=demandes`)}
                >
                  Ouvrir le dossier
                </Bouton>
                <Bouton taille="petite" onClick={() => aller(chemins.lecture(campagneId, montree.dossierId))}>
                  Ouvrir ma lecture
                </Bouton>
              </>
            }
          >
            <Defile libelle={`Demande à ${montree.structure}`} className="demandes-panneau">
              <DemandesDuDossier
                key={montree.id}
                campagneId={campagneId}
                dossierId={montree.dossierId}
                seule={montree.id}
              />
            </Defile>
          </Carte>
        )}
      </div>
      {envoi && (
        <DialogueEnvoi
          campagneId={campagneId}
          genre={envoi.genre}
          demandes={envoi.demandes}
          aujourdhui={aujourdhui}
          echeanceProposee={echeanceProposee}
          onFermer={() => setEnvoi(null)}
        />
      )}
    </Page>
  );
}
