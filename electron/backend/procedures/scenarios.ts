import { calculerScenarios } from '../scenarios/calculer.ts';
import {
  creerScenario,
  creerScenariosPrets,
  devenirProposition,
  dupliquerScenario,
  lireVueScenarios,
  modifierScenario,
  retirerProposition,
  supprimerScenario,
} from '../scenarios/gerer.ts';
import { suivre } from '../suivi.ts';
import type { Procedures } from './os.ts';
import { os, traduireSuite } from './os.ts';

export const scenarios: Procedures<'scenarios'> = {
  lister: os.scenarios.lister.handler(({ context, input }) => lireVueScenarios(context, input.campagneId)),
  creer: os.scenarios.creer.handler(({ context, input }) => creerScenario(context, input)),
  creerPrets: os.scenarios.creerPrets.handler(({ context, input }) => creerScenariosPrets(context, input.campagneId)),
  dupliquer: os.scenarios.dupliquer.handler(({ context, input }) => dupliquerScenario(context, input.scenarioId)),
  modifier: os.scenarios.modifier.handler(({ context, input }) => modifierScenario(context, input)),
  supprimer: os.scenarios.supprimer.handler(({ context, input }) => {
    supprimerScenario(context, input.scenarioId);
    return {};
  }),
  calculer: os.scenarios.calculer.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => calculerScenarios(context, input, surProgres, arret), signal)),
  ),
  retenir: os.scenarios.retenir.handler(({ context, input, signal }) =>
    traduireSuite(
      suivre((surProgres, arret) => devenirProposition(context, input.scenarioId, surProgres, arret), signal),
    ),
  ),
  liberer: os.scenarios.liberer.handler(({ context, input }) => retirerProposition(context, input.scenarioId)),
};
