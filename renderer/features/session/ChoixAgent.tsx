import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { EtatSession } from '../../../shared/contract/session.ts';
import { comparerFrancais } from '../../../shared/domaine/libelles.ts';
import { messageErreur, q } from '../../api.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { ChampTexte } from '../../ui/Champs.tsx';
import { Icone } from '../../ui/Icone.tsx';
import { Marque } from '../../ui/Marque.tsx';
import { DecouvrirExemple } from './DecouvrirExemple.tsx';

/** Le dernier agent de ce poste : proposé d’abord, jamais choisi à sa place. */
const CLE_DERNIER = 'clas.dernier-agent';

function NouvelAgent({
  premier,
  attendre,
  onAnnuler,
  onPret,
}: {
  premier: boolean;
  /** Vrai : le bouton de l’exemple a la main, le champ ne la prend pas. */
  attendre: boolean;
  onAnnuler: () => void;
  onPret: (id: number) => void;
}) {
  const [prenom, setPrenom] = useState('');
  const [nom, setNom] = useState('');
  const [courriel, setCourriel] = useState('');
  const creation = useMutation(q.session.creerAgent.mutationOptions({ onSuccess: ({ id }) => onPret(id) }));
  const manque = prenom.trim() === '' || nom.trim() === '';
  function envoyer(evenement: FormEvent) {
    evenement.preventDefault();
    if (!manque && !creation.isPending)
      creation.mutate({ prenom: prenom.trim(), nom: nom.trim(), courriel: courriel.trim() || null });
  }
  return (
    <form className="colonne" noValidate onSubmit={envoyer}>
      <p className="encre2">
        Votre nom accompagne ce que vous faites dans le journal. Il n’y a pas de mot de passe : la base est protégée par
        la session Windows.
      </p>
      <ChampPrenom attendre={attendre} valeur={prenom} onChange={setPrenom} />
      <ChampTexte libelle="Nom" obligatoire valeur={nom} onChange={setNom} longueurMax={80} />
      <ChampTexte libelle="Courriel" type="email" valeur={courriel} onChange={setCourriel} longueurMax={200} />
      {creation.error && <Alerte ton="al">{messageErreur(creation.error)}</Alerte>}
      <div className="rangee">
        <Bouton
          type="submit"
          genre={attendre ? 'defaut' : 'principal'}
          inactif={manque}
          enCours={creation.isPending}
          raccourci={attendre ? undefined : 'Entrée'}
        >
          Continuer
        </Bouton>
        {!premier && <Bouton onClick={onAnnuler}>Retour à la liste</Bouton>}
      </div>
    </form>
  );
}

function ChampPrenom({
  attendre,
  valeur,
  onChange,
}: {
  attendre: boolean;
  valeur: string;
  onChange: (valeur: string) => void;
}) {
  const bloc = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!attendre) bloc.current?.querySelector('input')?.focus();
  }, [attendre]);
  return (
    <div ref={bloc}>
      <ChampTexte libelle="Prénom" obligatoire valeur={valeur} onChange={onChange} longueurMax={80} />
    </div>
  );
}

/** « Qui êtes-vous ? » : le premier écran, et celui du changement d’agent. */
export function ChoixAgent({ session }: { readonly session: EtatSession }) {
  const requetes = useQueryClient();
  const actifs = session.agents.filter(({ actif }) => actif);
  const [nouveau, setNouveau] = useState(actifs.length === 0);
  const neuve = session.agents.length === 0 && session.campagnes.length === 0;
  const dernier = Number(localStorage.getItem(CLE_DERNIER) ?? Number.NaN);
  const tries = actifs.toSorted(
    (a, b) => Number(b.id === dernier) - Number(a.id === dernier) || comparerFrancais(a.nom, b.nom),
  );
  function entrer(id: number) {
    localStorage.setItem(CLE_DERNIER, String(id));
    void requetes.invalidateQueries();
  }
  const choix = useMutation(q.session.choisirAgent.mutationOptions({ onSuccess: ({ id }) => entrer(id) }));
  const premier = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    document.title = 'Qui êtes-vous ? — Clas';
    if (!nouveau) premier.current?.focus();
  }, [nouveau]);
  return (
    <main className="session-seule">
      <div className="session-boite">
        <Marque />
        <h1>{neuve ? 'Bienvenue dans Clas' : nouveau ? 'Nouvel agent' : 'Qui êtes-vous ?'}</h1>
        {neuve && (
          <>
            <DecouvrirExemple />
            <h2>Ou commencez à votre nom</h2>
          </>
        )}
        {nouveau ? (
          <NouvelAgent
            premier={actifs.length === 0}
            attendre={neuve}
            onAnnuler={() => setNouveau(false)}
            onPret={entrer}
          />
        ) : (
          <div className="colonne">
            <ul className="session-agents">
              {tries.map(({ id, prenom, nom }, rang) => (
                <li key={id}>
                  <button
                    ref={rang === 0 ? premier : undefined}
                    type="button"
                    onClick={() => choix.mutate({ agentId: id })}
                  >
                    <span className="avatar" aria-hidden>{`${prenom.charAt(0)}${nom.charAt(0)}`}</span>
                    <span className="g5">{`${prenom} ${nom}`}</span>
                    {id === dernier && <span className="a-droite t12 encre3">la dernière fois</span>}
                    <Icone nom="droite" {...(id === dernier ? {} : { className: 'a-droite' })} />
                  </button>
                </li>
              ))}
            </ul>
            {choix.error && <Alerte ton="al">{messageErreur(choix.error)}</Alerte>}
            <Bouton icone="agent_plus" onClick={() => setNouveau(true)}>
              Je ne suis pas dans la liste
            </Bouton>
          </div>
        )}
        <p className="t11 encre3">{`Session ${session.compteSysteme} · version ${session.version}`}</p>
      </div>
    </main>
  );
}
