import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { comparerFrancais } from '../../../shared/domaine/libelles.ts';
import { PAGES } from '../../../shared/domaine/pages.ts';
import { messageErreur, q, surAction } from '../../api.ts';
import { chemins, useAgent, useCampagneCourante, useSession } from '../../contexte.tsx';
import { executerAction, useRaccourcisDesActions, useToutesActions } from '../../ui/actions.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { notifierErreur } from '../../ui/notifier.tsx';
import { ouvrirRecherche } from '../../ui/RechercheGlobale.tsx';
import { useActionsDuCadre } from './actions-cadre.ts';
import { BarreHaute } from './BarreHaute.tsx';
import './cadre.css';
import { Rail } from './Rail.tsx';
import { Recherche } from './Recherche.tsx';
import { useEtapes } from './use-etapes.ts';

type Ouvert = 'agent' | 'raccourcis' | 'a-propos' | null;

function ChangerAgent({ onFermer }: { readonly onFermer: () => void }) {
  const { agents } = useSession();
  const courant = useAgent();
  const requetes = useQueryClient();
  const [, aller] = useLocation();
  const choix = useMutation(
    q.session.choisirAgent.mutationOptions({
      onSuccess: () => {
        onFermer();
        void requetes.invalidateQueries();
      },
      onError: (erreur) => notifierErreur(messageErreur(erreur)),
    }),
  );
  const actifs = agents.filter(({ actif }) => actif).toSorted((a, b) => comparerFrancais(a.nom, b.nom));
  return (
    <Dialogue ouvert titre="Changer d’agent" taille="sm" onFermer={onFermer}>
      <ul className="colonne serree">
        {actifs.map(({ id, prenom, nom }) => (
          <li key={id}>
            <Bouton
              className="cadre-agent"
              focusInitial={id === courant.id}
              enfonce={id === courant.id}
              enCours={choix.isPending && choix.variables.agentId === id}
              onClick={() => choix.mutate({ agentId: id })}
            >{`${prenom} ${nom}`}</Bouton>
          </li>
        ))}
      </ul>
      <p className="encre2 cadre-agent-note">
        Un agent absent de la liste s’ajoute dans{' '}
        <button
          type="button"
          className="lien"
          onClick={() => {
            onFermer();
            aller(`${chemins.parametres}?onglet=agents`);
          }}
        >
          Paramètres
        </button>
        .
      </p>
    </Dialogue>
  );
}

function ListeRaccourcis({ onFermer }: { readonly onFermer: () => void }) {
  const actions = useToutesActions().filter(({ raccourci }) => raccourci !== undefined);
  return (
    <Dialogue ouvert titre="Raccourcis clavier de cette page" taille="lg" onFermer={onFermer}>
      <dl className="cadre-raccourcis">
        {actions.map(({ code, libelle, raccourci }) => (
          <div key={code}>
            <dt>{libelle}</dt>
            <dd>
              <Kbd touches={raccourci ?? ''} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialogue>
  );
}

function APropos({ onFermer }: { readonly onFermer: () => void }) {
  const { version, base, compteSysteme } = useSession();
  return (
    <Dialogue ouvert titre={`Clas ${version}`} onFermer={onFermer}>
      <p>Poste de travail des agents Caf pour le contrat local d’accompagnement à la scolarité.</p>
      <dl className="couples a-gauche cadre-a-propos">
        <dt>Données</dt>
        <dd>{base}</dd>
        <dt>Session</dt>
        <dd>{compteSysteme}</dd>
      </dl>
    </Dialogue>
  );
}

/** Le menu du bureau parle par noms d’action ; `aller:` donne une page, de la campagne courante s’il le faut. */
function useMenuDuBureau(campagneId: number | null): void {
  const [, aller] = useLocation();
  useEffect(
    () =>
      surAction((action) => {
        if (!action.startsWith('aller:')) {
          executerAction(action);
          return;
        }
        const chemin = action.slice('aller:'.length);
        const page = PAGES.find((une) => une.chemin === chemin);
        if (page?.deLaCampagne === false) aller(chemin);
        else if (campagneId !== null) aller(`/c/${campagneId}${chemin}`);
      }),
    [aller, campagneId],
  );
}

/** La séance projetée n’a ni cadre, ni commande, ni raccourci : la salle la lit, personne n’y touche. */
export function Cadre({ children }: { readonly children: ReactNode }) {
  const [chemin] = useLocation();
  if (!chemin.endsWith('/copil/projection')) return <CadreDePage>{children}</CadreDePage>;
  return (
    <div className="cadre cadre-seance">
      <main className="cadre-contenu">{children}</main>
    </div>
  );
}

/** Le cadre de toutes les pages : barre haute, rail, contenu. L’écran de séance n’a que son contenu. */
function CadreDePage({ children }: { readonly children: ReactNode }) {
  const [chemin] = useLocation();
  const campagneId = useCampagneCourante();
  const etapes = useEtapes(campagneId);
  const [ouvert, setOuvert] = useState<Ouvert>(null);
  const contenu = useRef<HTMLElement>(null);
  const precedent = useRef(chemin);
  const fermer = () => setOuvert(null);
  useActionsDuCadre(campagneId, {
    chercher: ouvrirRecherche,
    changerAgent: () => setOuvert('agent'),
    raccourcis: () => setOuvert('raccourcis'),
    aPropos: () => setOuvert('a-propos'),
  });
  useRaccourcisDesActions();
  useMenuDuBureau(campagneId);
  // Changer de page au clavier ne doit pas laisser le focus dans un lien disparu.
  useEffect(() => {
    if (precedent.current !== chemin && document.activeElement === document.body)
      contenu.current?.focus({ preventScroll: true });
    precedent.current = chemin;
  }, [chemin]);
  const seance = chemin.endsWith('/copil/seance');
  const etroit = /\/instruction\/\d+$/.test(chemin);
  const classes = ['cadre', seance ? 'cadre-seance' : '', etroit ? 'cadre-etroit' : ''].join(' ');
  return (
    <div className={classes}>
      <a
        className="cadre-evitement"
        href="#contenu"
        onClick={(evenement) => {
          // L’adresse est après le dièse : suivre ce lien changerait de page.
          evenement.preventDefault();
          contenu.current?.focus();
        }}
      >
        Aller au contenu
      </a>
      {!seance && <BarreHaute campagneId={campagneId} changerAgent={() => setOuvert('agent')} />}
      {!seance && <Rail campagneId={campagneId} etapes={etapes} etroit={etroit} />}
      <main ref={contenu} id="contenu" tabIndex={-1} className="cadre-contenu">
        {children}
      </main>
      <Recherche campagneId={campagneId} />
      {ouvert === 'agent' && <ChangerAgent onFermer={fermer} />}
      {ouvert === 'raccourcis' && <ListeRaccourcis onFermer={fermer} />}
      {ouvert === 'a-propos' && <APropos onFermer={fermer} />}
    </div>
  );
}
