import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { api, messageErreur } from '../../api.ts';
import { chemins, useAgent } from '../../contexte.tsx';
import { useProduction } from '../../produire.ts';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { type Action, BoutonAction, useActions } from '../../ui/actions.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Onglets } from '../../ui/Onglets.tsx';
import { Page } from '../../ui/Page.tsx';
import { Progression } from '../../ui/Progression.tsx';
import './copil.css';
import { ChoixDeSeance } from './ChoixDeSeance.tsx';
import { FormulaireSeance } from './FormulaireSeance.tsx';
import { ecrireQuand } from './libelles-copil.ts';
import { ONGLETS_COPIL, PREMIER_ONGLET } from './onglets.tsx';
import { seanceDeLAdresse } from './PageSeance.tsx';
import { useSeance } from './use-seance.ts';
import { aDecider, VoteGroupe } from './VoteGroupe.tsx';

type Ouvert = 'reglages' | 'vote' | 'neuve' | 'suite' | null;

function changerOnglet(requete: URLSearchParams, code: string): URLSearchParams {
  const suite = new URLSearchParams(requete);
  if (code === PREMIER_ONGLET.code) suite.delete('onglet');
  else suite.set('onglet', code);
  return suite;
}

/** La préparation du Copil : séance, ordre du jour, enveloppe, vote groupé, dossier de séance. */
export function PageCopil({ campagneId }: { readonly campagneId: number }) {
  const agent = useAgent();
  const [requete, setRequete] = useSearchParams();
  const gestes = useSeance(campagneId, `${agent.prenom} ${agent.nom}`, seanceDeLAdresse(requete));
  const { etat, erreur, echec } = gestes;
  const [ouvert, setOuvert] = useState<Ouvert>(null);
  const [, aller] = useLocation();
  const onglet = ONGLETS_COPIL.find(({ code }) => code === requete.get('onglet')) ?? PREMIER_ONGLET;
  const production = useProduction('dossier-de-seance');
  // Ajournés ici et à décider encore : une autre séance peut les reprendre.
  const ajournes =
    etat?.dossiers.filter(({ listeCollectifs }) =>
      listeCollectifs.some(({ decision }) => decision?.nature === 'ajourne' && decision.seanceId === etat.seance?.id),
    ).length ?? 0;
  const choisir = (seanceId: number) =>
    setRequete(
      (avant) => {
        const suite = new URLSearchParams(avant);
        suite.set('seance', String(seanceId));
        return suite;
      },
      { replace: true },
    );
  const seance = etat?.seance ?? null;
  const restants = etat?.dossiers.filter((dossier) => aDecider(dossier).length > 0).length ?? 0;

  const actions = {
    reglages: {
      code: 'copil.reglages',
      libelle: seance === null ? 'Préparer la séance…' : 'Modifier la séance…',
      menu: 'edition',
      icone: 'calendrier',
      disponible: etat !== undefined,
      executer: () => setOuvert('reglages'),
    },
    neuve: {
      code: 'copil.autre-seance',
      libelle: 'Autre séance…',
      menu: 'edition',
      icone: 'ajouter',
      disponible: seance !== null,
      executer: () => setOuvert('neuve'),
    },
    suite: {
      code: 'copil.seconde-seance',
      libelle: 'Séance pour les ajournés…',
      menu: 'edition',
      icone: 'historique',
      disponible: seance !== null && ajournes > 0,
      executer: () => setOuvert('suite'),
    },
    ouvrir: {
      code: 'copil.ouvrir',
      libelle: 'Ouvrir la séance',
      menu: 'affichage',
      icone: 'decision',
      disponible: seance !== null,
      executer: () => aller(`${chemins.seance(campagneId)}?seance=${seance?.id ?? ''}`),
    },
    vote: {
      code: 'copil.vote-groupe',
      libelle: 'Décision groupée…',
      menu: 'edition',
      icone: 'coche',
      disponible: seance !== null && restants > 0,
      executer: () => setOuvert('vote'),
    },
    dossier: {
      code: 'exporter',
      libelle: 'Dossier de séance (PDF)',
      menu: 'fichier',
      groupe: 30,
      icone: 'imprimer',
      raccourci: 'Ctrl+E',
      disponible: seance !== null && !production.enCours,
      executer: () => {
        if (seance !== null)
          production.produire((signal) => api.seances.dossierDeSeance({ seanceId: seance.id }, { signal }));
      },
    },
  } satisfies Record<string, Action>;
  useActions(Object.values(actions));

  const reglages = ouvert === 'reglages' && (
    <FormulaireSeance
      campagneId={campagneId}
      seance={seance}
      modele={null}
      portee="campagne"
      seances={etat?.seances ?? []}
      dossiers={etat?.dossiers ?? []}
      onFermer={() => setOuvert(null)}
      onCreee={choisir}
    />
  );
  if (erreur && !etat) {
    return (
      <Page titre="Copil">
        <Alerte ton="al" titre="La séance n’a pas pu être lue.">
          {messageErreur(erreur)}
        </Alerte>
      </Page>
    );
  }
  if (!etat) {
    return (
      <Page titre="Copil">
        <Chargement />
      </Page>
    );
  }
  // Une séance dont les ajournés ont été repris ailleurs est vide, la campagne non : la page reste, avec les autres séances.
  if (etat.dossiers.length === 0 && (seance === null || seance.portee === 'campagne'))
    return <SansDossier campagneId={campagneId} />;
  return (
    <Page
      titre="Copil"
      className="copil-page"
      sousTitre={seance === null ? 'séance à préparer' : ecrireQuand(seance)}
      actions={
        <>
          <BoutonAction action={actions.vote} />
          <BoutonAction action={actions.dossier} enCours={production.enCours} />
          <BoutonAction action={seance === null ? actions.reglages : actions.ouvrir} genre="principal" />
        </>
      }
    >
      {production.progression && (
        <Progression {...production.progression} unite="dossier" onAnnuler={production.arreter} />
      )}
      {production.erreur !== null && (
        <Alerte ton="al" titre="Le dossier de séance n’a pas pu être produit.">
          {production.erreur}
        </Alerte>
      )}
      {echec && (
        <Alerte
          ton="al"
          titre="Décision non enregistrée."
          actions={
            <Bouton taille="petite" onClick={echec.gardee ? gestes.hater : gestes.oublierEchec}>
              {echec.gardee ? 'Réessayer' : 'Compris'}
            </Bouton>
          }
        >
          {echec.message}
        </Alerte>
      )}
      <ChoixDeSeance
        etat={etat}
        ajournes={ajournes}
        onChoisir={choisir}
        suite={<BoutonAction action={actions.suite} />}
        autre={<BoutonAction action={actions.neuve} genre="discret" />}
      />
      <Onglets
        libelle="Vues du Copil"
        actif={onglet.code}
        onChange={(code) => setRequete((avant) => changerOnglet(avant, code), { replace: true })}
        onglets={ONGLETS_COPIL.map(({ code, libelle }) => ({ code, libelle }))}
      >
        <onglet.Vue campagneId={campagneId} etat={etat} onReglages={actions.reglages.executer} />
      </Onglets>
      {reglages}
      {ouvert === 'vote' && seance !== null && (
        <VoteGroupe campagneId={campagneId} seanceId={seance.id} etat={etat} onFermer={() => setOuvert(null)} />
      )}
      {(ouvert === 'neuve' || ouvert === 'suite') && (
        <FormulaireSeance
          campagneId={campagneId}
          seance={null}
          modele={seance}
          portee={ouvert === 'suite' ? 'ajournes' : 'campagne'}
          seances={etat.seances}
          dossiers={etat.dossiers}
          onFermer={() => setOuvert(null)}
          onCreee={choisir}
        />
      )}
    </Page>
  );
}

function SansDossier({ campagneId }: { readonly campagneId: number }) {
  const [, aller] = useLocation();
  return (
    <Page titre="Copil">
      <EtatVide
        titre="Aucun dossier à présenter"
        icone="decision"
        actions={
          <Bouton genre="principal" onClick={() => aller(chemins.import(campagneId))}>
            Importer les réponses
          </Bouton>
        }
      >
        L’ordre du jour se fait avec les dossiers de la campagne : importez les réponses, lisez-les, puis préparez la
        séance.
      </EtatVide>
    </Page>
  );
}
