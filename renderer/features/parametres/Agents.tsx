import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Agent } from '../../../shared/contract/commun.ts';
import { comparerFrancais } from '../../../shared/domaine/libelles.ts';
import { api, messageErreur } from '../../api.ts';
import { useAgent } from '../../contexte.tsx';
import { Alerte } from '../../ui/Alerte.tsx';
import { Etat } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { CaseACocher, ChampTexte } from '../../ui/Champs.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import { notifier } from '../../ui/notifier.tsx';

type Brouillon = Omit<Agent, 'id' | 'courriel'> & { readonly id: number | null; readonly courriel: string };
const NOUVEAU: Brouillon = { id: null, prenom: '', nom: '', courriel: '', actif: true };

function FicheAgent({ depart, onFermer }: { readonly depart: Brouillon; readonly onFermer: () => void }) {
  const moi = useAgent();
  const requetes = useQueryClient();
  const [brouillon, setBrouillon] = useState(depart);
  const enregistrement = useMutation({
    mutationFn: async () => {
      const { id, prenom, nom, courriel, actif } = brouillon;
      const valeurs = { prenom: prenom.trim(), nom: nom.trim(), courriel: courriel.trim() || null };
      if (id !== null) return api.parametres.modifierAgent({ id, actif, ...valeurs });
      await api.session.creerAgent(valeurs);
      // Créer un agent, c’est entrer sous son nom : ici on inscrit un collègue, donc on redevient soi.
      return api.session.choisirAgent({ agentId: moi.id });
    },
    onSuccess: async () => {
      await requetes.invalidateQueries();
      notifier(depart.id === null ? 'Agent ajouté.' : 'Agent enregistré.');
      onFermer();
    },
  });
  const manque = brouillon.prenom.trim() === '' || brouillon.nom.trim() === '';
  return (
    <Dialogue
      ouvert
      taille="sm"
      titre={depart.id === null ? 'Ajouter un agent' : `${depart.prenom} ${depart.nom}`}
      onFermer={onFermer}
      onEnvoyer={() => !manque && !enregistrement.isPending && enregistrement.mutate()}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton type="submit" genre="principal" inactif={manque} enCours={enregistrement.isPending}>
            Enregistrer
          </Bouton>
        </>
      }
    >
      <div className="colonne">
        <ChampTexte
          libelle="Prénom"
          obligatoire
          focusInitial
          valeur={brouillon.prenom}
          onChange={(prenom) => setBrouillon({ ...brouillon, prenom })}
        />
        <ChampTexte
          libelle="Nom"
          obligatoire
          valeur={brouillon.nom}
          onChange={(nom) => setBrouillon({ ...brouillon, nom })}
        />
        <ChampTexte
          libelle="Courriel"
          type="email"
          valeur={brouillon.courriel}
          onChange={(courriel) => setBrouillon({ ...brouillon, courriel })}
        />
        {depart.id !== null && (
          <CaseACocher
            libelle="Actif : paraît dans la liste au démarrage"
            valeur={brouillon.actif}
            inactif={depart.id === moi.id}
            onChange={(actif) => setBrouillon({ ...brouillon, actif })}
          />
        )}
        {enregistrement.error && <Alerte ton="al">{messageErreur(enregistrement.error)}</Alerte>}
      </div>
    </Dialogue>
  );
}

/** Les agents : ajouter, corriger, désactiver. Un agent ne se supprime pas : le journal porte son nom. */
export function Agents({ agents }: { readonly agents: readonly Agent[] }) {
  const moi = useAgent();
  const [fiche, setFiche] = useState<Brouillon | null>(null);
  const tries = agents.toSorted((a, b) => Number(b.actif) - Number(a.actif) || comparerFrancais(a.nom, b.nom));
  return (
    <Carte
      titre="Agents"
      sousTitre="un agent ne se supprime pas : le journal garde son nom"
      actions={
        <Bouton icone="agent_plus" onClick={() => setFiche(NOUVEAU)}>
          Ajouter un agent…
        </Bouton>
      }
      plein
    >
      <table className="tableau" aria-label="Agents">
        <thead>
          <tr>
            <th scope="col">Nom</th>
            <th scope="col">Courriel</th>
            <th scope="col" className="parametres-etat">
              État
            </th>
            <th scope="col" className="parametres-geste">
              <span className="invisible">Modifier</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tries.map((agent) => (
            <tr key={agent.id}>
              <td>
                <span className="g5">{`${agent.prenom} ${agent.nom}`}</span>
                {agent.id === moi.id && <span className="encre3"> (vous)</span>}
              </td>
              <td className="encre2">{agent.courriel ?? '—'}</td>
              <td>
                {agent.actif ? (
                  <Etat ton="ok" signe="fait">
                    Actif
                  </Etat>
                ) : (
                  <Etat ton="neutre" signe="sans_objet">
                    Inactif
                  </Etat>
                )}
              </td>
              <td>
                <Bouton
                  taille="petite"
                  genre="discret"
                  icone="modifier"
                  onClick={() => setFiche({ ...agent, courriel: agent.courriel ?? '' })}
                >
                  Modifier
                  <span className="invisible">{` ${agent.prenom} ${agent.nom}`}</span>
                </Bouton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {fiche && <FicheAgent key={fiche.id ?? 0} depart={fiche} onFermer={() => setFiche(null)} />}
    </Carte>
  );
}
