import { ajouter, annuler, fixerEcheance, modifierLigne, ordonner, retirerLigne } from '../demandes/brouillon.ts';
import { produireDiffusion } from '../demandes/diffusion.ts';
import { envoyer, lireApercu, produireLettres, relancer, rendreLettre } from '../demandes/lettres.ts';
import { lireDemandes, lireDemandesDossier } from '../demandes/lire.ts';
import { lireModele, modifierModele } from '../demandes/modele.ts';
import { clore, repondre, rouvrir as rouvrirDemande } from '../demandes/suivre.ts';
import { suivre } from '../suivi.ts';
import type { Procedures } from './os.ts';
import { os, traduireSuite } from './os.ts';

export const demandes: Procedures<'demandes'> = {
  lire: os.demandes.lire.handler(({ context, input }) => lireDemandes(context, input.campagneId)),
  lireDossier: os.demandes.lireDossier.handler(({ context, input }) => lireDemandesDossier(context, input.dossierId)),
  ajouter: os.demandes.ajouter.handler(({ context, input }) => ajouter(context, input.dossierId, input.lignes)),
  modifierLigne: os.demandes.modifierLigne.handler(({ context, input }) =>
    modifierLigne(context, input.ligneId, input.texte),
  ),
  retirerLigne: os.demandes.retirerLigne.handler(({ context, input }) => retirerLigne(context, input.ligneId)),
  ordonner: os.demandes.ordonner.handler(({ context, input }) => ordonner(context, input.demandeId, input.ordre)),
  fixerEcheance: os.demandes.fixerEcheance.handler(({ context, input }) =>
    fixerEcheance(context, input.demandeId, input.echeance),
  ),
  apercu: os.demandes.apercu.handler(({ context, input }) => lireApercu(context, input.demandeId, input.echeance)),
  lettres: os.demandes.lettres.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => produireLettres(context, input, surProgres, arret), signal)),
  ),
  envoyer: os.demandes.envoyer.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => envoyer(context, input, surProgres, arret), signal)),
  ),
  relancer: os.demandes.relancer.handler(({ context, input, signal }) =>
    traduireSuite(suivre((surProgres, arret) => relancer(context, input, surProgres, arret), signal)),
  ),
  lettreGardee: os.demandes.lettreGardee.handler(({ context, input }) =>
    rendreLettre(context, input.demandeId, input.sha256),
  ),
  repondre: os.demandes.repondre.handler(({ context, input }) => repondre(context, input)),
  clore: os.demandes.clore.handler(({ context, input }) => clore(context, input.demandeId, input.motif)),
  annuler: os.demandes.annuler.handler(({ context, input }) => annuler(context, input.demandeId, input.motif)),
  rouvrir: os.demandes.rouvrir.handler(({ context, input }) => rouvrirDemande(context, input.demandeId, input.motif)),
  listeDiffusion: os.demandes.listeDiffusion.handler(({ context, input }) => produireDiffusion(context, input)),
  lireModele: os.demandes.lireModele.handler(({ context }) => lireModele(context.db)),
  modifierModele: os.demandes.modifierModele.handler(({ context, input }) => modifierModele(context, input.modele)),
};
