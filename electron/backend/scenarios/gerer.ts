import { ecrire } from '../../../db/ecrire.ts';
import {
  modifierScenario as ecrireScenario,
  supprimerScenario as effacerScenario,
  insererScenario,
  type LigneScenario,
  libererScenario,
  lireScenario,
  listerScenarios,
  retenirScenario,
} from '../../../db/queries/scenarios.ts';
import type { Scenario, VueScenarios } from '../../../shared/contract/scenarios.ts';
import { ReglesScenario, SCENARIOS_PRETS } from '../../../shared/domaine/scenarios/regles.ts';
import { acteur } from '../acteur.ts';
import { lireCampagne } from '../campagnes.ts';
import { exigerCampagneOuverte } from '../cloture/exiger-ouverte.ts';
import type { Context } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';
import type { SurProgres } from '../suivi.ts';
import { calculerScenarios } from './calculer.ts';
import { lieux, lireCandidats } from './donnees.ts';

export function presenterScenario({ id, nom, regles, agent, creeLe, modifieLe, retenu }: LigneScenario): Scenario {
  return { id, nom, regles: ReglesScenario.parse(regles), agent, creeLe, modifieLe, retenu };
}

export function lireVueScenarios(context: Context, campagneId: number): VueScenarios {
  const { dossiers, enveloppeCentimes, axes, anneePrecedente } = lireCandidats(context, campagneId);
  return {
    scenarios: listerScenarios(context.db, campagneId).map(presenterScenario),
    enveloppeCentimes,
    axes: [...axes],
    communes: lieux(dossiers, ({ commune }) => commune),
    territoires: lieux(dossiers, ({ territoire }) => territoire),
    dossiers: dossiers.map(({ id, numero, structure }) => ({ id, numero, structure })),
    anneePrecedente,
  };
}

function exiger(context: Context, scenarioId: number): LigneScenario {
  const scenario = lireScenario(context.db, scenarioId);
  if (!scenario) throw introuvable('Ce scénario');
  return scenario;
}

function relire(context: Context, scenarioId: number): Scenario {
  return presenterScenario(exiger(context, scenarioId));
}

function exigerNomLibre(context: Context, campagneId: number, nom: string, sauf: number | null = null): void {
  if (listerScenarios(context.db, campagneId).some((s) => s.nom === nom && s.id !== sauf))
    throw new Refus('nom_pris', `Un scénario « ${nom} » existe déjà : donnez un autre nom.`);
}

function exigerLibre({ nom, retenu }: LigneScenario): void {
  if (retenu)
    throw new Refus(
      'scenario_retenu',
      `« ${nom} » est la proposition au Copil : ses règles sont figées. Dupliquez-le pour en essayer d’autres, ou retirez d’abord la proposition.`,
    );
}

/** Un dossier d’une autre campagne, un axe disparu : la règle serait sans effet, mieux vaut le dire. */
function controlerRegles(context: Context, campagneId: number, regles: ReglesScenario): void {
  const { dossiers, axes } = lireCandidats(context, campagneId);
  const connus = new Set(dossiers.map(({ id }) => id));
  const inconnu = regles.aLaMain.find(({ dossierId }) => !connus.has(dossierId));
  if (inconnu)
    throw new Refus('dossier_inconnu', `Le dossier n° interne ${inconnu.dossierId} n’est pas de cette campagne.`);
  const vus = new Set<number>();
  for (const { dossierId } of regles.aLaMain) {
    if (vus.has(dossierId))
      throw new Refus('dossier_double', 'Un même dossier est choisi deux fois à la main : gardez une seule ligne.');
    vus.add(dossierId);
  }
  const axe = Object.keys(regles.seuilsAxes).find((code) => !axes.some((a) => a.code === code));
  if (axe !== undefined)
    throw new Refus('axe_inconnu', `L’axe « ${axe} » n’est pas dans la charte de la campagne : retirez son seuil.`);
}

export function creerScenario(
  context: Context,
  demande: { readonly campagneId: number; readonly nom: string; readonly regles: ReglesScenario },
): Scenario {
  lireCampagne(context, demande.campagneId);
  exigerNomLibre(context, demande.campagneId, demande.nom);
  controlerRegles(context, demande.campagneId, demande.regles);
  const auteur = acteur(context);
  const id = ecrire(context.db, auteur, (tx) => insererScenario(tx, { ...demande, agentId: auteur.agentId }));
  return relire(context, id);
}

export function creerScenariosPrets(context: Context, campagneId: number): VueScenarios {
  lireCampagne(context, campagneId);
  const pris = new Set(listerScenarios(context.db, campagneId).map(({ nom }) => nom));
  const auteur = acteur(context);
  ecrire(context.db, auteur, (tx) => {
    for (const { nom, regles } of SCENARIOS_PRETS)
      if (!pris.has(nom)) insererScenario(tx, { campagneId, nom, regles, agentId: auteur.agentId });
  });
  return lireVueScenarios(context, campagneId);
}

export function dupliquerScenario(context: Context, scenarioId: number): Scenario {
  const { campagneId, nom, regles } = exiger(context, scenarioId);
  const pris = new Set(listerScenarios(context.db, campagneId).map((s) => s.nom));
  let copie = `${nom.slice(0, 70)} (copie)`;
  for (let n = 2; pris.has(copie); n += 1) copie = `${nom.slice(0, 70)} (copie ${n})`;
  return creerScenario(context, { campagneId, nom: copie, regles: ReglesScenario.parse(regles) });
}

export function modifierScenario(
  context: Context,
  demande: {
    readonly scenarioId: number;
    readonly modifieLe: string;
    readonly nom: string;
    readonly regles: ReglesScenario;
  },
): Scenario {
  const avant = exiger(context, demande.scenarioId);
  exigerLibre(avant);
  if (avant.modifieLe !== demande.modifieLe)
    throw new Refus(
      'modifie_entre_temps',
      `« ${avant.nom} » a été modifié entre-temps : rien n’a été enregistré. Rechargez la page, puis refaites votre changement.`,
    );
  exigerNomLibre(context, avant.campagneId, demande.nom, avant.id);
  controlerRegles(context, avant.campagneId, demande.regles);
  ecrire(context.db, acteur(context), (tx) => ecrireScenario(tx, avant, { nom: demande.nom, regles: demande.regles }));
  return relire(context, avant.id);
}

export function supprimerScenario(context: Context, scenarioId: number): void {
  const scenario = exiger(context, scenarioId);
  exigerLibre(scenario);
  // Effacé, il ne dit plus à quelle campagne il était.
  exigerCampagneOuverte(context.db, scenario.campagneId);
  ecrire(context.db, acteur(context), (tx) => effacerScenario(tx, scenario));
}

/** Calcule puis fige : la proposition ne bouge plus avec les notes ni les imports. */
export async function devenirProposition(
  context: Context,
  scenarioId: number,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<Scenario> {
  const avant = exiger(context, scenarioId);
  const auteur = acteur(context);
  const demandes = [{ cle: avant.nom, regles: ReglesScenario.parse(avant.regles) }];
  const [calcule] = await calculerScenarios(context, { campagneId: avant.campagneId, demandes }, surProgres, signal);
  if (!calcule || calcule.resultat.etat === 'impossible')
    throw new Refus(
      'scenario_impossible',
      `« ${avant.nom} » ne peut pas devenir la proposition. ${calcule?.resultat.empechements.join(' ') ?? ''}`,
    );
  ecrire(context.db, auteur, (tx) => {
    // Le calcul a duré : ce qui est figé doit être ce que les règles d’aujourd’hui disent.
    const apres = lireScenario(tx.db, scenarioId);
    if (apres?.modifieLe !== avant.modifieLe)
      throw new Refus('modifie_entre_temps', `« ${avant.nom} » a changé pendant le calcul : recommencez.`);
    retenirScenario(tx, apres, calcule.resultat);
  });
  return relire(context, scenarioId);
}

export function retirerProposition(context: Context, scenarioId: number): Scenario {
  const scenario = exiger(context, scenarioId);
  if (!scenario.retenu)
    throw new Refus(
      'scenario_libre',
      `« ${scenario.nom} » n’est pas la proposition au Copil : il n’y a rien à retirer.`,
    );
  ecrire(context.db, acteur(context), (tx) => libererScenario(tx, scenario));
  return relire(context, scenarioId);
}
