import { produireDossierDeSeance } from '../documents/dossier-de-seance/produire.ts';
import { annulerDecision, creerSeance, decider, modifierSeance } from '../seances/decider.ts';
import { lireEtatSeance } from '../seances/lire.ts';
import { suivre } from '../suivi.ts';
import type { Procedures } from './os.ts';
import { os, traduireSuite } from './os.ts';

export const seances: Procedures<'seances'> = {
  lire: os.seances.lire.handler(({ context, input }) => lireEtatSeance(context, input.campagneId, input.seanceId)),
  creer: os.seances.creer.handler(({ context, input: { campagneId, ...reglages } }) =>
    creerSeance(context, campagneId, reglages),
  ),
  modifier: os.seances.modifier.handler(({ context, input: { seanceId, ...reglages } }) =>
    modifierSeance(context, seanceId, reglages),
  ),
  decider: os.seances.decider.handler(({ context, input }) => decider(context, input)),
  annuler: os.seances.annuler.handler(({ context, input }) => annulerDecision(context, input)),
  dossierDeSeance: os.seances.dossierDeSeance.handler(({ context, input: { seanceId, ...options }, signal }) =>
    traduireSuite(
      suivre((surProgres, arret) => produireDossierDeSeance(context, seanceId, options, surProgres, arret), signal),
    ),
  ),
};
