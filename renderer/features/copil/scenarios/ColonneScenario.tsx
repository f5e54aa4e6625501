import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Scenario } from '../../../../shared/contract/scenarios.ts';
import { formaterInstant } from '../../../../shared/domaine/dates.ts';
import { LIBELLES_NIVEAU_SCOLAIRE, type NiveauScolaire, pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterEntier, formaterEuros } from '../../../../shared/domaine/nombres.ts';
import type { ResultatScenario } from '../../../../shared/domaine/scenarios/resultat.ts';
import { api, messageErreur } from '../../../api.ts';
import { Alerte, Chargement } from '../../../ui/Alerte.tsx';
import { Badge } from '../../../ui/Badge.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Carte } from '../../../ui/Carte.tsx';
import { confirmer } from '../../../ui/Dialogue.tsx';
import { MenuDeroulant } from '../../../ui/Menus.tsx';
import { notifier, notifierErreur } from '../../../ui/notifier.tsx';
import { useSuivi } from '../../../use-suivi.ts';
import { BarreEnveloppe } from '../BarreEnveloppe.tsx';
import { type Calcul, cleDeCalcul } from './use-calcul.ts';

interface Props {
  readonly campagneId: number;
  readonly scenario: Scenario;
  readonly calcul: Calcul;
  readonly onRegles: () => void;
}

/** Un scénario : ses chiffres, sa règle en mots, et ce qu’on peut en faire. */
export function ColonneScenario({ campagneId, scenario, calcul, onRegles }: Props) {
  const requetes = useQueryClient();
  const { resultat, enCours, erreur } = calcul;
  const actions = useActionsScenario(scenario);
  return (
    <Carte
      className="scen-colonne"
      titre={scenario.nom}
      actions={
        <MenuDeroulant
          aligne="droite"
          cible={<Bouton genre="discret" taille="petite" icone="points" libelleSeul={`Actions sur ${scenario.nom}`} />}
          articles={[
            { code: 'dupliquer', libelle: 'Dupliquer', icone: 'copier', executer: actions.dupliquer },
            scenario.retenu
              ? { code: 'liberer', libelle: 'N’est plus la proposition', icone: 'fermer', executer: actions.liberer }
              : {
                  code: 'supprimer',
                  libelle: 'Supprimer…',
                  icone: 'supprimer',
                  danger: true,
                  executer: actions.supprimer,
                },
          ]}
        />
      }
    >
      <span className="encre3 t11 elide">{`${scenario.agent}, ${formaterInstant(scenario.modifieLe)}`}</span>
      {resultat === null && enCours && (
        <div className="scen-attente">
          <Chargement texte="Recherche du choix…" />
          <Bouton
            taille="petite"
            onClick={() => void requetes.cancelQueries({ queryKey: cleDeCalcul(campagneId, scenario.regles) })}
          >
            Arrêter
          </Bouton>
        </div>
      )}
      {resultat === null && !enCours && (
        <Alerte
          ton="al"
          titre="Non calculé."
          actions={
            <Bouton
              taille="petite"
              onClick={() => void requetes.refetchQueries({ queryKey: cleDeCalcul(campagneId, scenario.regles) })}
            >
              Calculer
            </Bouton>
          }
        >
          {erreur}
        </Alerte>
      )}
      {resultat !== null && <Chiffres resultat={resultat} />}
      <div className="rangee passe scen-boutons">
        <Bouton taille="petite" icone={scenario.retenu ? 'cadenas' : 'modifier'} onClick={onRegles}>
          {scenario.retenu ? 'Voir les règles' : 'Règles…'}
        </Bouton>
        {scenario.retenu ? (
          <Badge ton="accent" signe="cadenas" titre="Figée : ni les notes ni les imports ne la changent plus">
            Proposition au Copil
          </Badge>
        ) : (
          <Bouton
            taille="petite"
            icone="decision"
            enCours={actions.enCours}
            inactif={resultat === null || resultat.etat === 'impossible'}
            onClick={actions.retenir}
          >
            Devient la proposition
          </Bouton>
        )}
      </div>
    </Carte>
  );
}

function useActionsScenario({ id, nom }: Scenario) {
  const requetes = useQueryClient();
  const suivi = useSuivi<Scenario>(`scenario-${id}`);
  // La séance montre la proposition : elle se relit aussi.
  const relire = () => requetes.invalidateQueries({ predicate: ({ queryKey }) => !queryKey.includes('calcul') });
  const apres = { onSuccess: relire, onError: (echec: Error) => notifierErreur(messageErreur(echec)) };
  const dupliquer = useMutation({ mutationFn: () => api.scenarios.dupliquer({ scenarioId: id }), ...apres });
  const supprimer = useMutation({ mutationFn: () => api.scenarios.supprimer({ scenarioId: id }), ...apres });
  const liberer = useMutation({ mutationFn: () => api.scenarios.liberer({ scenarioId: id }), ...apres });
  async function retenir(): Promise<void> {
    const oui = await confirmer({
      titre: `« ${nom} » devient la proposition ?`,
      texte:
        'Ce qu’il retient aujourd’hui est figé et montré au Copil, dossier par dossier, avec sa raison. Un autre scénario peut la remplacer ; les décisions restent celles du Copil.',
      action: 'Devient la proposition',
    });
    if (!oui) return;
    const retenu = await suivi.lancer((signal) => api.scenarios.retenir({ scenarioId: id }, { signal }));
    if (retenu !== null) notifier(`« ${nom} » est la proposition au Copil.`);
    await relire();
  }
  async function demanderSuppression(): Promise<void> {
    const oui = await confirmer({
      titre: `Supprimer « ${nom} » ?`,
      texte: 'Ses règles restent au journal.',
      action: 'Supprimer',
      danger: true,
    });
    if (oui) supprimer.mutate();
  }
  if (suivi.erreur !== null) notifierErreur(suivi.erreur);
  return {
    enCours: suivi.enCours,
    dupliquer: () => dupliquer.mutate(),
    liberer: () => liberer.mutate(),
    supprimer: () => void demanderSuppression(),
    retenir: () => void retenir(),
  };
}

function Preuve({ resultat }: { readonly resultat: ResultatScenario }) {
  if (resultat.etat === 'prouve')
    return (
      <Badge ton="ok" signe="fait" titre="Aucun autre choix ne fait mieux sous ces règles : le solveur l’a prouvé">
        Meilleur, prouvé
      </Badge>
    );
  if (resultat.etat === 'approche')
    return (
      <Badge ton="att" signe="attention" titre={direEcart(resultat)}>
        Non prouvé
      </Badge>
    );
  return (
    <Badge ton="neutre" signe="en_cours">
      Au fil
    </Badge>
  );
}

function direEcart({ etapes }: ResultatScenario): string {
  const ouverte = etapes.find(({ prouvee }) => !prouvee);
  if (!ouverte) return 'Le temps a manqué pour prouver que c’est le meilleur choix.';
  const { libelle, valeur, borne } = ouverte;
  const limite = borne === null ? 'sans borne connue' : `au mieux ${formaterEntier(Math.round(borne))}`;
  return `Le temps a manqué : ${libelle.toLowerCase()} ${formaterEntier(valeur)}, ${limite}.`;
}

function nomNiveau(niveau: string): string {
  return niveau in LIBELLES_NIVEAU_SCOLAIRE ? LIBELLES_NIVEAU_SCOLAIRE[niveau as NiveauScolaire] : 'Inconnu';
}

/** Les chiffres d’un scénario ; impossible : la règle en cause à leur place. */
export function Chiffres({ resultat }: { readonly resultat: ResultatScenario }) {
  if (resultat.etat === 'impossible')
    return (
      <Alerte ton="al" titre="Impossible.">
        {resultat.empechements.join(' ')}
      </Alerte>
    );
  const { collectifs, enfants, engageCentimes, resteCentimes, enveloppeCentimes } = resultat;
  const lignes: readonly (readonly [string, ReactNode])[] = [
    ['Reste', resteCentimes === null ? '—' : formaterEuros(resteCentimes)],
    ['Dossiers, porteurs', `${resultat.dossiers}, ${resultat.porteurs}`],
    ['Renouvellements', formaterEntier(resultat.renouvellements)],
    ['Quartiers prioritaires', pluriel(resultat.collectifsQpv, 'collectif')],
    ['Communes', formaterEntier(resultat.parCommune.filter((c) => c.collectifs > 0).length)],
  ];
  const niveaux = resultat.parNiveau.map(({ niveau, collectifs: n }) => `${nomNiveau(niveau)} ${n}`).join(', ');
  return (
    <>
      <div className="rangee scen-grands">
        <strong>{formaterEntier(collectifs)}</strong>
        <span>collectifs</span>
        <strong>{formaterEntier(enfants)}</strong>
        <span>enfants</span>
        <span className="a-droite">
          <Preuve resultat={resultat} />
        </span>
      </div>
      <div className="scen-argent">
        <span className="g6">{formaterEuros(engageCentimes)}</span>
        {enveloppeCentimes !== null && <span className="encre2">{`sur ${formaterEuros(enveloppeCentimes)}`}</span>}
      </div>
      {enveloppeCentimes !== null && (
        <BarreEnveloppe total={enveloppeCentimes} engage={engageCentimes} libelle="Part de l’enveloppe engagée" />
      )}
      <dl className="couples">
        {lignes.map(([libelle, valeur]) => (
          <div key={libelle} className="scen-couple">
            <dt>{libelle}</dt>
            <dd>{valeur}</dd>
          </div>
        ))}
      </dl>
      <p className="encre2 t12">{niveaux}</p>
      <p className="encre2 t12 scen-regle">{resultat.regle}</p>
      {resultat.avis.map((avis) => (
        <Alerte key={avis} ton="att">
          {avis}
        </Alerte>
      ))}
    </>
  );
}
