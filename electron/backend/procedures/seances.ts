import { produireDossierDeSeance } from '../documents/dossier-de-seance/produire.ts';
import { annulerDecision, decider } from '../seances/decider.ts';
import { deciderGroupe, verifierGroupe } from '../seances/groupe.ts';
import { lireEtatSeance } from '../seances/lire.ts';
import { creerSeance, modifierSeance, ordonnerSeance, supprimerSeance } from '../seances/preparer.ts';
import { donnerAvis, noterPresence, recuser } from '../seances/tenir.ts';
import { suivre } from '../suivi.ts';
import type { Procedures } from './os.ts';
import { os, traduireSuite } from './os.ts';

export const seances: Procedures<'seances'> = {
  lire: os.seances.lire.handler(({ context, input }) => lireEtatSeance(context, input.campagneId, input.seanceId)),
  creer: os.seances.creer.handler(({ context, input: { campagneId, ...demande } }) =>
    creerSeance(context, campagneId, demande),
  ),
  modifier: os.seances.modifier.handler(({ context, input: { seanceId, ...reglages } }) =>
    modifierSeance(context, seanceId, reglages),
  ),
  supprimer: os.seances.supprimer.handler(({ context, input }) => supprimerSeance(context, input.seanceId)),
  ordonner: os.seances.ordonner.handler(({ context, input }) => ordonnerSeance(context, input)),
  presence: os.seances.presence.handler(({ context, input }) => noterPresence(context, input)),
  recuser: os.seances.recuser.handler(({ context, input }) => recuser(context, input)),
  donnerAvis: os.seances.donnerAvis.handler(({ context, input }) => donnerAvis(context, input)),
  decider: os.seances.decider.handler(({ context, input }) => decider(context, input)),
  verifierGroupe: os.seances.verifierGroupe.handler(({ context, input }) => verifierGroupe(context, input)),
  deciderGroupe: os.seances.deciderGroupe.handler(({ context, input }) => deciderGroupe(context, input)),
  annuler: os.seances.annuler.handler(({ context, input }) => annulerDecision(context, input)),
  dossierDeSeance: os.seances.dossierDeSeance.handler(({ context, input: { seanceId, ...options }, signal }) =>
    traduireSuite(
      suivre((surProgres, arret) => produireDossierDeSeance(context, seanceId, options, surProgres, arret), signal),
    ),
  ),
};
