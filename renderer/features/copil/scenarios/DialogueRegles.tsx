import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Scenario, VueScenarios } from '../../../../shared/contract/scenarios.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { LIBELLES_PILE_ADMISE } from '../../../../shared/domaine/scenarios/ecarter.ts';
import { LIBELLES_BUT, LIBELLES_METHODE } from '../../../../shared/domaine/scenarios/phrases.ts';
import { PileAdmise, REGLES_PAR_DEFAUT, type ReglesScenario } from '../../../../shared/domaine/scenarios/regles.ts';
import { api, messageErreur } from '../../../api.ts';
import { Alerte, Chargement } from '../../../ui/Alerte.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { CaseACocher, ChampListe, ChampMontant, ChampNombre, ChampTexte } from '../../../ui/Champs.tsx';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { Chiffres } from './ColonneScenario.tsx';
import { ListesDeRegles } from './ListesDeRegles.tsx';
import { useCalculs } from './use-calcul.ts';

interface Props {
  readonly campagneId: number;
  readonly vue: VueScenarios;
  /** null : un scénario à créer. */
  readonly scenario: Scenario | null;
  readonly onFermer: () => void;
}

const ATTENTE_MS = 350;

/** Les règles telles qu’elles étaient il y a un instant : on ne calcule pas à chaque chiffre tapé. */
function usePosees(regles: ReglesScenario): ReglesScenario {
  const [posees, setPosees] = useState(regles);
  useEffect(() => {
    const minuterie = setTimeout(() => setPosees(regles), ATTENTE_MS);
    return () => clearTimeout(minuterie);
  }, [regles]);
  return posees;
}

/** Un motif ou un lieu manque encore : la ligne n’est pas une règle. */
function isComplete(regles: ReglesScenario): boolean {
  return regles.aLaMain.every(({ motif }) => motif.trim() !== '');
}

/** Les règles d’un scénario, et à côté leur effet, refait à chaque changement. */
export function DialogueRegles({ campagneId, vue, scenario, onFermer }: Props) {
  const fige = scenario?.retenu === true;
  const [nom, setNom] = useState(scenario?.nom ?? '');
  const [regles, setRegles] = useState<ReglesScenario>(scenario?.regles ?? REGLES_PAR_DEFAUT);
  const [essaye, setEssaye] = useState(false);
  const changer = (suite: Partial<ReglesScenario>) => setRegles((avant) => ({ ...avant, ...suite }));
  const complete = nom.trim() !== '' && isComplete(regles);
  const envoi = useMutation({
    mutationFn: () =>
      scenario === null
        ? api.scenarios.creer({ campagneId, nom: nom.trim(), regles })
        : api.scenarios.modifier({ scenarioId: scenario.id, modifieLe: scenario.modifieLe, nom: nom.trim(), regles }),
    onSuccess: onFermer,
  });
  function envoyer(): void {
    setEssaye(true);
    if (!fige && complete) envoi.mutate();
  }
  return (
    <Dialogue
      ouvert
      taille="xl"
      titre={scenario === null ? 'Nouveau scénario' : `Règles de « ${scenario.nom} »`}
      onFermer={onFermer}
      onEnvoyer={envoyer}
      pied={
        <>
          <Bouton onClick={onFermer}>{fige ? 'Fermer' : 'Annuler'}</Bouton>
          {!fige && (
            <Bouton type="submit" genre="principal" enCours={envoi.isPending}>
              {scenario === null ? 'Créer le scénario' : 'Enregistrer'}
            </Bouton>
          )}
        </>
      }
    >
      <div className="scen-dialogue">
        <fieldset className="colonne scen-champs" disabled={fige} aria-label="Règles">
          {envoi.error && <Alerte ton="al">{messageErreur(envoi.error)}</Alerte>}
          {fige && <Alerte ton="info">Ce scénario est la proposition au Copil : ses règles sont figées.</Alerte>}
          <ReglesDeBase
            vue={vue}
            regles={regles}
            onChange={changer}
            nom={nom}
            onNom={setNom}
            erreurNom={essaye && nom.trim() === '' ? 'Donnez un nom à ce scénario.' : null}
          />
          <ListesDeRegles vue={vue} regles={regles} onChange={changer} essaye={essaye} />
        </fieldset>
        <Effet campagneId={campagneId} regles={regles} />
      </div>
    </Dialogue>
  );
}

function Effet({ campagneId, regles }: { readonly campagneId: number; readonly regles: ReglesScenario }) {
  const posees = usePosees(regles);
  const [calcul] = useCalculs(campagneId, isComplete(posees) ? [posees] : []);
  return (
    <section className="scen-effet" aria-label="Effet de ces règles" aria-live="polite">
      <h3>Effet de ces règles</h3>
      {calcul === undefined && <p className="encre2">Donnez le motif de chaque dossier choisi à la main.</p>}
      {calcul?.resultat && <Chiffres resultat={calcul.resultat} />}
      {calcul?.enCours && calcul.resultat === null && <Chargement texte="Calcul…" />}
      {calcul?.erreur && <Alerte ton="al">{calcul.erreur}</Alerte>}
    </section>
  );
}

const METHODES = (['fil', 'optimum'] as const).map((valeur) => ({ valeur, libelle: LIBELLES_METHODE[valeur] }));
const BUTS = (['enfants', 'collectifs', 'notes'] as const).map((valeur) => ({ valeur, libelle: LIBELLES_BUT[valeur] }));
const ORDRES = [
  { valeur: 'note', libelle: 'Par note' },
  { valeur: 'priorite', libelle: 'Par priorité, puis par note' },
] as const;
const RENOUVELLEMENTS = [
  { valeur: 'libres', libelle: 'Comme les autres' },
  { valeur: 'premiers', libelle: 'Servis d’abord' },
  { valeur: 'toujours', libelle: 'Tous gardés' },
] as const;

interface DeBase {
  readonly vue: VueScenarios;
  readonly regles: ReglesScenario;
  readonly onChange: (suite: Partial<ReglesScenario>) => void;
  readonly nom: string;
  readonly onNom: (nom: string) => void;
  readonly erreurNom: string | null;
}

function ReglesDeBase({ vue, regles, onChange, nom, onNom, erreurNom }: DeBase) {
  const deLaCampagne =
    vue.enveloppeCentimes === null ? 'la campagne n’en a pas' : `campagne : ${formaterEuros(vue.enveloppeCentimes)}`;
  return (
    <>
      <div className="scen-grille">
        <ChampTexte
          libelle="Nom"
          obligatoire
          focusInitial
          longueurMax={80}
          valeur={nom}
          erreur={erreurNom}
          onChange={onNom}
        />
        <ChampListe
          libelle="Méthode"
          options={METHODES}
          valeur={regles.methode}
          onChange={(methode) => onChange({ methode })}
        />
        {regles.methode === 'optimum' ? (
          <ChampListe
            libelle="Ce qui est cherché"
            options={BUTS}
            valeur={regles.but}
            onChange={(but) => onChange({ but })}
          />
        ) : (
          <ChampListe
            libelle="Ordre"
            options={ORDRES}
            valeur={regles.ordre}
            onChange={(ordre) => onChange({ ordre })}
          />
        )}
        <ChampMontant
          libelle="Enveloppe"
          description={deLaCampagne}
          valeur={regles.enveloppeCentimes}
          onChange={(enveloppeCentimes) => onChange({ enveloppeCentimes })}
        />
        <ChampNombre
          libelle="Collectifs par dossier"
          description="au plus ; vide : tous"
          minimum={1}
          maximum={50}
          valeur={regles.plafondParDossier}
          onChange={(plafondParDossier) => onChange({ plafondParDossier })}
        />
        <ChampListe
          libelle="Renouvellements"
          description={vue.anneePrecedente === null ? 'aucune campagne d’avant' : `agréés en ${vue.anneePrecedente}`}
          options={RENOUVELLEMENTS}
          valeur={regles.renouvellements}
          onChange={(renouvellements) => onChange({ renouvellements })}
        />
      </div>
      <CaseACocher
        libelle="Un dossier est retenu en entier, ou pas du tout"
        valeur={regles.entier}
        onChange={(entier) => onChange({ entier })}
      />
      <fieldset className="scen-groupe">
        <legend>Piles admises</legend>
        <div className="rangee passe scen-cases">
          {PileAdmise.options.map((pile) => (
            <CaseACocher
              key={pile}
              libelle={LIBELLES_PILE_ADMISE[pile]}
              valeur={regles.piles.includes(pile)}
              onChange={(admise) =>
                onChange({ piles: admise ? [...regles.piles, pile] : regles.piles.filter((p) => p !== pile) })
              }
            />
          ))}
        </div>
      </fieldset>
      <fieldset className="scen-groupe">
        <legend>Seuils, sur 100</legend>
        <div className="scen-seuils">
          <ChampNombre
            libelle="Note"
            minimum={0}
            maximum={100}
            valeur={regles.seuilNote}
            onChange={(seuilNote) => onChange({ seuilNote })}
          />
          {vue.axes.map(({ code, libelle }) => (
            <ChampNombre
              key={code}
              libelle={libelle}
              minimum={0}
              maximum={100}
              valeur={regles.seuilsAxes[code] ?? null}
              onChange={(seuil) => {
                const { [code]: _, ...autres } = regles.seuilsAxes;
                onChange({ seuilsAxes: seuil === null ? autres : { ...autres, [code]: seuil } });
              }}
            />
          ))}
        </div>
      </fieldset>
    </>
  );
}
