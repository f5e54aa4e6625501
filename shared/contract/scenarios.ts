import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { ReglesScenario } from '../domaine/scenarios/regles.ts';
import { ResultatScenario } from '../domaine/scenarios/resultat.ts';
import { Centimes, ERREURS, Id, suivi } from './commun.ts';

const Nom = z.string().trim().min(1).max(80);

export const Scenario = z.object({
  id: Id,
  nom: z.string(),
  regles: ReglesScenario,
  agent: z.string(),
  creeLe: z.string(),
  modifieLe: z.string(),
  /** Vrai : il est la proposition au Copil, ses règles sont figées. */
  retenu: z.boolean(),
});
export type Scenario = z.infer<typeof Scenario>;

const LieuAvecNombre = z.object({ code: z.string(), nom: z.string(), collectifs: z.number().int() });

/** Les scénarios de la campagne, et ce dont leurs règles peuvent parler. */
export const VueScenarios = z.object({
  scenarios: z.array(Scenario),
  enveloppeCentimes: Centimes.nullable(),
  axes: z.array(z.object({ code: z.string(), libelle: z.string() })),
  communes: z.array(LieuAvecNombre),
  territoires: z.array(LieuAvecNombre),
  dossiers: z.array(z.object({ id: Id, numero: z.string(), structure: z.string() })),
  /** L’année dont viennent les renouvellements ; null : aucune campagne d’avant dans cette base. */
  anneePrecedente: z.string().nullable(),
});
export type VueScenarios = z.infer<typeof VueScenarios>;

/** `cle` : celle que l’appelant donne à chaque jeu de règles, rendue avec son résultat. */
export const Calcule = z.object({ cle: z.string(), resultat: ResultatScenario });
export type Calcule = z.infer<typeof Calcule>;

export const scenarios = {
  lister: oc
    .input(z.object({ campagneId: Id }))
    .output(VueScenarios)
    .errors(ERREURS),
  creer: oc
    .input(z.object({ campagneId: Id, nom: Nom, regles: ReglesScenario }))
    .output(Scenario)
    .errors(ERREURS),
  /** Les trois scénarios prêts ; ceux dont le nom existe déjà restent tels quels. */
  creerPrets: oc
    .input(z.object({ campagneId: Id }))
    .output(VueScenarios)
    .errors(ERREURS),
  dupliquer: oc
    .input(z.object({ scenarioId: Id }))
    .output(Scenario)
    .errors(ERREURS),
  /** `modifieLe` : celui que l’agent a sous les yeux ; refusé si un autre l’a changé entre-temps. */
  modifier: oc
    .input(z.object({ scenarioId: Id, modifieLe: z.string(), nom: Nom, regles: ReglesScenario }))
    .output(Scenario)
    .errors(ERREURS),
  supprimer: oc
    .input(z.object({ scenarioId: Id }))
    .output(z.object({}))
    .errors(ERREURS),
  /** Calcule plusieurs jeux de règles, enregistrés ou non ; rien n’est écrit. */
  calculer: oc
    .input(
      z.object({
        campagneId: Id,
        demandes: z
          .array(z.object({ cle: z.string(), regles: ReglesScenario }))
          .min(1)
          .max(8),
      }),
    )
    .output(eventIterator(suivi(z.array(Calcule))))
    .errors(ERREURS),
  /** Le scénario devient la proposition au Copil, avec ce qu’il retient aujourd’hui. */
  retenir: oc
    .input(z.object({ scenarioId: Id }))
    .output(eventIterator(suivi(Scenario)))
    .errors(ERREURS),
  liberer: oc
    .input(z.object({ scenarioId: Id }))
    .output(Scenario)
    .errors(ERREURS),
};
