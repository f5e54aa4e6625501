import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { listerScenarios } from '../../db/queries/scenarios.ts';
import type { Scenario } from '../../shared/contract/scenarios.ts';
import { formaterInstant } from '../../shared/domaine/dates.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../shared/domaine/nombres.ts';
import { comparerResultats } from '../../shared/domaine/scenarios/comparer.ts';
import { REGLES_PAR_DEFAUT, ReglesScenario } from '../../shared/domaine/scenarios/regles.ts';
import type { ResultatScenario } from '../../shared/domaine/scenarios/resultat.ts';
import type { Context } from '../backend/context.ts';
import { Refus } from '../backend/refus.ts';
import { calculerScenarios } from '../backend/scenarios/calculer.ts';
import { creerScenario, devenirProposition, presenterScenario } from '../backend/scenarios/gerer.ts';
import {
  type Commande,
  campagneVisee,
  choisirAgentDeCommande,
  type Demande,
  MauvaisUsage,
  type Resultat,
} from './commun.ts';

const USAGE =
  'clas scenario lister|creer|calculer|comparer|retenir --base FICHIER [NOM] [NOM] [--nom N] [--regles F.json] [--campagne 2026-2027]';

const SANS_PROGRES = () => undefined;

function tousLesScenarios(context: Context, campagneId: number): Scenario[] {
  return listerScenarios(context.db, campagneId).map(presenterScenario);
}

function nomme(scenarios: readonly Scenario[], nom: string | undefined): Scenario {
  if (nom === undefined) throw new MauvaisUsage(`Il manque le nom d’un scénario. Usage : ${USAGE}`);
  const trouve = scenarios.find((s) => s.nom === nom);
  if (!trouve) {
    const connus = scenarios.length === 0 ? 'il n’y en a aucun' : scenarios.map((s) => `« ${s.nom} »`).join(', ');
    throw new Refus('scenario_inconnu', `Pas de scénario « ${nom} » dans cette campagne : ${connus}.`, { lieu: nom });
  }
  return trouve;
}

function tenirPlume(context: Context, { valeurs }: Demande): void {
  choisirAgentDeCommande(context, typeof valeurs['agent'] === 'string' ? valeurs['agent'] : null);
}

function lister(context: Context, demande: Demande): Resultat {
  const scenarios = tousLesScenarios(context, campagneVisee(context, demande));
  const lignes = scenarios.map(
    (s) =>
      `${s.retenu ? '→' : ' '} ${s.nom.padEnd(40)} ${s.agent}, ${formaterInstant(s.modifieLe)}${s.retenu ? ' (proposition au Copil)' : ''}`,
  );
  return {
    json: { scenarios },
    texte: `${[...lignes, pluriel(scenarios.length, 'scénario')].join('\n')}\n`,
    refuse: false,
  };
}

async function lireRegles(fichier: unknown): Promise<ReglesScenario> {
  if (typeof fichier !== 'string') return REGLES_PAR_DEFAUT;
  const texte = await readFile(resolve(fichier), 'utf8').catch(() => {
    throw new Refus('fichier_introuvable', `« ${fichier} » est introuvable ou illisible.`, { lieu: fichier });
  });
  let contenu: unknown;
  try {
    contenu = JSON.parse(texte);
  } catch (cause) {
    throw new Refus('json_illisible', `« ${fichier} » n’est pas du JSON : ${(cause as Error).message}.`, {
      lieu: fichier,
    });
  }
  const lues = ReglesScenario.safeParse(contenu);
  if (lues.success) return lues.data;
  const fautes = lues.error.issues.slice(0, 5).map((i) => `${i.path.join('.') || '(racine)'} : ${i.message}`);
  throw new Refus('regles_illisibles', `Les règles de « ${fichier} » ne conviennent pas. ${fautes.join(' ; ')}`, {
    lieu: fichier,
  });
}

async function creer(context: Context, demande: Demande): Promise<Resultat> {
  const nom = demande.valeurs['nom'];
  if (typeof nom !== 'string' || nom.trim() === '')
    throw new MauvaisUsage(`Donnez un nom : --nom "…". Usage : ${USAGE}`);
  const regles = await lireRegles(demande.valeurs['regles']);
  const campagneId = campagneVisee(context, demande);
  tenirPlume(context, demande);
  const scenario = creerScenario(context, { campagneId, nom: nom.trim(), regles });
  return { json: scenario, texte: `Scénario « ${scenario.nom} » créé.\n`, refuse: false };
}

function dire(nom: string, r: ResultatScenario): string {
  const lignes = [nom, `  ${r.regle}`];
  if (r.etat === 'impossible') return [...lignes, ...r.empechements.map((e) => `  IMPOSSIBLE : ${e}`)].join('\n');
  const reste = r.resteCentimes === null ? 'sans enveloppe' : `reste ${formaterEuros(r.resteCentimes)}`;
  const preuve = { fil: '', prouve: ', optimum prouvé', approche: ', optimum non prouvé dans le temps donné' }[r.etat];
  lignes.push(
    `  ${pluriel(r.dossiers, 'dossier')}, ${pluriel(r.collectifs, 'collectif')}, ${pluriel(r.enfants, 'enfant')}, ${pluriel(r.porteurs, 'porteur')} ; ${formaterEuros(r.engageCentimes)}, ${reste}${preuve}`,
    ...r.avis.map((a) => `  ${a}`),
  );
  return lignes.join('\n');
}

async function calculer(context: Context, demande: Demande): Promise<Resultat> {
  const campagneId = campagneVisee(context, demande);
  const tous = tousLesScenarios(context, campagneId);
  const [, nom] = demande.fichiers;
  const vises = nom === undefined ? tous : [nomme(tous, nom)];
  if (vises.length === 0)
    throw new Refus('sans_scenario', 'Aucun scénario dans cette campagne : faites-en un avec « clas scenario creer ».');
  const resultats = [];
  for (const { nom: cle, regles } of vises)
    resultats.push(...(await calculerScenarios(context, { campagneId, demandes: [{ cle, regles }] }, SANS_PROGRES)));
  const texte = resultats.map((c) => {
    const detail =
      nom === undefined ? '' : `\n${c.resultat.liste.map((d) => `  ${d.numero.padEnd(10)} ${d.raison}`).join('\n')}`;
    return `${dire(c.cle, c.resultat)}${detail}`;
  });
  const json = { scenarios: resultats.map(({ cle, resultat }) => ({ nom: cle, ...resultat })) };
  return { json, texte: `${texte.join('\n')}\n`, refuse: resultats.some((c) => c.resultat.etat === 'impossible') };
}

async function comparer(context: Context, demande: Demande): Promise<Resultat> {
  const campagneId = campagneVisee(context, demande);
  const tous = tousLesScenarios(context, campagneId);
  const demandes = [demande.fichiers[1], demande.fichiers[2]].map((nom) => {
    const { nom: cle, regles } = nomme(tous, nom);
    return { cle, regles };
  });
  const [a, b] = await calculerScenarios(context, { campagneId, demandes }, SANS_PROGRES);
  if (!a || !b) throw new MauvaisUsage(`Donnez deux scénarios. Usage : ${USAGE}`);
  const ecarts = comparerResultats(a.resultat, b.resultat);
  const signe = { gagne: '+', perdu: '−', change: '~' } as const;
  const lignes = ecarts.dossiers.map(
    (d) =>
      `${signe[d.sens]} ${d.numero.padEnd(10)} ${d.structure.slice(0, 40).padEnd(40)} ${d.avant} → ${d.apres} collectifs`,
  );
  const texte = [dire(a.cle, a.resultat), dire(b.cle, b.resultat), '', ...lignes].join('\n');
  return { json: { de: a.cle, vers: b.cle, ...ecarts }, texte: `${texte}\n`, refuse: false };
}

async function retenir(context: Context, demande: Demande): Promise<Resultat> {
  const { id } = nomme(tousLesScenarios(context, campagneVisee(context, demande)), demande.fichiers[1]);
  tenirPlume(context, demande);
  const scenario = await devenirProposition(context, id, SANS_PROGRES);
  return { json: scenario, texte: `« ${scenario.nom} » est la proposition au Copil.\n`, refuse: false };
}

const SOUS_COMMANDES: Readonly<Record<string, (c: Context, d: Demande) => Resultat | Promise<Resultat>>> = {
  lister,
  creer,
  calculer,
  comparer,
  retenir,
};

export const COMMANDES_SCENARIOS: readonly (readonly [string, Commande])[] = [
  [
    'scenario',
    {
      usage: USAGE,
      aide: 'les scénarios de l’enveloppe : les faire, les calculer, en comparer deux, en retenir un comme proposition',
      base: 'existante',
      ecrit: false,
      executer(context, demande) {
        const sous = SOUS_COMMANDES[demande.fichiers[0] ?? ''];
        if (!sous)
          throw new MauvaisUsage(`Dites quoi faire : lister, creer, calculer, comparer, retenir. Usage : ${USAGE}`);
        return sous(context, demande);
      },
    },
  ],
];
