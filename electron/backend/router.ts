import { implement, ORPCError, type Router } from '@orpc/server';
import { BaseRefusee } from '../../db/base.ts';
import { type Contract, contract } from '../../shared/contract/index.ts';
import { lireAppel } from './appel/lire.ts';
import { produireClasseur, produireClasseurs, produireRelances as produireRelancesAppel } from './appel/produire.ts';
import { creerCampagne, lireCampagne, lireModeles, modifierCampagne, modifierEtape } from './campagnes.ts';
import { lireCarte } from './carte.ts';
import { apercevoirChangement, changerCharte } from './chartes/changer.ts';
import { exporterCharte, importerFichier, produireCharte } from './chartes/echanger.ts';
import { archiverCharte, creerCharte, enregistrerCharte, publierCharte, supprimerCharte } from './chartes/editer.ts';
import { comparerVersions, lireCharte, listerChartes } from './chartes/lire.ts';
import { lireNotesPassees } from './chartes/notes-passees.ts';
import type { Context } from './context.ts';
import { ajouter, annuler, fixerEcheance, modifierLigne, ordonner, retirerLigne } from './demandes/brouillon.ts';
import { produireDiffusion } from './demandes/diffusion.ts';
import { envoyer, lireApercu, produireLettres, relancer, rendreLettre } from './demandes/lettres.ts';
import { lireDemandes, lireDemandesDossier } from './demandes/lire.ts';
import { lireModele, modifierModele } from './demandes/modele.ts';
import { clore, repondre, rouvrir as rouvrirDemande } from './demandes/suivre.ts';
import { listerDemandes, traiterDemande } from './demandes-iban.ts';
import { enregistrerDocument, produireDossierDeSeance, produireEcheancier } from './documents/produire.ts';
import { exporterDossiers } from './dossiers/exporter.ts';
import { lireDossier, listerDossiers } from './dossiers/lire.ts';
import { ouvrirExemple } from './exemple/ouvrir.ts';
import { FichierOccupe } from './fichiers/ecrire-atomique.ts';
import { lireGrilles } from './grilles/etat.ts';
import { produireGrille } from './grilles/produire.ts';
import { analyserGrilles, reprendreGrilles } from './grilles/reprendre.ts';
import { lireHistorique } from './historique-lecture.ts';
import { analyser } from './imports/analyser.ts';
import { annulerImport } from './imports/annuler.ts';
import { abandonner, choisirFichier, deposerFichier } from './imports/depots.ts';
import { produireRejets, rendreFichierRecu } from './imports/fichiers-recus.ts';
import { executer, listerChamps, listerImports } from './imports/importer.ts';
import { garderProfil, listerProfils, supprimerProfil } from './imports/profils.ts';
import { attribuer, lireAttributions, regler } from './instruction/attributions.ts';
import { fixer, lireHarmonisation, lireSynthese, revoir } from './instruction/harmoniser.ts';
import { lireLecteurs } from './instruction/lecteurs.ts';
import { declarerLien, lireLiens, retirerLien } from './instruction/liens.ts';
import { proposer } from './instruction/proposer.ts';
import { listerEntrees, verifierBase } from './journal.ts';
import {
  commenter,
  constater,
  lireLecture,
  lirePile,
  noter,
  prendreConnaissance,
  rouvrir,
  terminer,
} from './lectures.ts';
import { confirmerIban, lirePaiements, listerIbans } from './paiements.ts';
import { lireParametres, modifierAgent, modifierBareme, modifierIdentite } from './parametres.ts';
import { constaterEtat } from './pieces/constater.ts';
import { joindre, ouvrir, retirer } from './pieces/fichiers.ts';
import { lirePieces, lirePiecesDossier } from './pieces/lire.ts';
import { modifierListe } from './pieces/liste.ts';
import { rapprocher } from './pieces/rapprocher.ts';
import { produireListeDiffusion, produireRelances } from './pieces/relances.ts';
import { chercher } from './recherche.ts';
import { Refus } from './refus.ts';
import { comparerAnnees } from './resultats/annees.ts';
import { lireResultats } from './resultats/lire.ts';
import { produireFiches } from './resultats/produire.ts';
import { lireSensibilite, lireStabilites } from './resultats/sensibilite.ts';
import { annulerDecision, creerSeance, decider, modifierSeance } from './seances/decider.ts';
import { lireEtatSeance } from './seances/lire.ts';
import { choisirAgent, creerAgent, etatSession } from './session.ts';
import { suivre } from './suivi.ts';
import { lireTableauDeBord } from './tableau-de-bord.ts';
import { RefusDeLecture } from './tableurs/classeur.ts';

/** Les refus attendus deviennent les erreurs déclarées au contrat ; le reste remonte, et l’hôte le note une fois. */
function traduireRefus(cause: unknown): unknown {
  if (cause instanceof Refus) {
    return new ORPCError(cause.type, {
      status: cause.type === 'REFUS' ? 409 : 404,
      message: cause.message,
      data: { code: cause.code, message: cause.message },
    });
  }
  if (cause instanceof RefusDeLecture || cause instanceof FichierOccupe || cause instanceof BaseRefusee) {
    const code = cause instanceof FichierOccupe ? 'fichier_occupe' : cause.code;
    return new ORPCError('REFUS', { status: 409, message: cause.message, data: { code, message: cause.message } });
  }
  return cause;
}

const os = implement(contract)
  .$context<Context>()
  .use(async ({ next }) => {
    try {
      return await next();
    } catch (cause) {
      throw traduireRefus(cause);
    }
  });

/** Les erreurs d’une suite d’avancées arrivent après le retour de l’appel : elles se traduisent ici. */
async function* traduireSuite<T>(suite: AsyncGenerator<T, void, void>): AsyncGenerator<T, void, void> {
  try {
    yield* suite;
  } catch (cause) {
    throw traduireRefus(cause);
  }
}

/** La table des matières du backend : un appel du contrat, une fonction. */
export const router: Router<Contract, Context> = os.router({
  session: {
    etat: os.session.etat.handler(({ context }) => etatSession(context)),
    choisirAgent: os.session.choisirAgent.handler(({ context, input }) => choisirAgent(context, input.agentId)),
    creerAgent: os.session.creerAgent.handler(({ context, input }) => creerAgent(context, input)),
  },
  campagnes: {
    modeles: os.campagnes.modeles.handler(({ context }) => lireModeles(context)),
    creer: os.campagnes.creer.handler(({ context, input }) => creerCampagne(context, input)),
    lire: os.campagnes.lire.handler(({ context, input }) => lireCampagne(context, input.campagneId)),
    modifier: os.campagnes.modifier.handler(({ context, input }) => modifierCampagne(context, input)),
    modifierEtape: os.campagnes.modifierEtape.handler(({ context, input }) => modifierEtape(context, input)),
    tableauDeBord: os.campagnes.tableauDeBord.handler(({ context, input }) =>
      lireTableauDeBord(context, input.campagneId),
    ),
    carte: os.campagnes.carte.handler(({ context }) => lireCarte(context.ressources)),
    ouvrirExemple: os.campagnes.ouvrirExemple.handler(({ context }) =>
      traduireSuite(suivre((surProgres) => ouvrirExemple(context, surProgres))),
    ),
  },
  appel: {
    lire: os.appel.lire.handler(({ context, input }) => lireAppel(context, input.campagneId)),
    classeur: os.appel.classeur.handler(({ context, input: { campagneId, structureId }, signal }) =>
      traduireSuite(
        suivre((avance, arret) => produireClasseur(context, campagneId, structureId, avance, arret), signal),
      ),
    ),
    classeurs: os.appel.classeurs.handler(({ context, input: { campagneId, structureIds }, signal }) =>
      traduireSuite(
        suivre((avance, arret) => produireClasseurs(context, campagneId, structureIds, avance, arret), signal),
      ),
    ),
    relances: os.appel.relances.handler(({ context, input }) => produireRelancesAppel(context, input)),
  },
  imports: {
    deposer: os.imports.deposer.handler(({ context, input }) => deposerFichier(context, input.fichier, input.depotId)),
    choisir: os.imports.choisir.handler(({ context }) => choisirFichier(context)),
    analyser: os.imports.analyser.handler(({ context, input, signal }) =>
      traduireSuite(suivre((surProgres, arret) => analyser(context, input, surProgres, arret), signal)),
    ),
    executer: os.imports.executer.handler(({ context, input }) => executer(context, input)),
    abandonner: os.imports.abandonner.handler(async ({ context, input }) => {
      await abandonner(context, input.depotId);
      return {};
    }),
    annuler: os.imports.annuler.handler(({ context, input }) => annulerImport(context, input)),
    rejets: os.imports.rejets.handler(({ context, input, signal }) =>
      traduireSuite(suivre((surProgres, arret) => produireRejets(context, input, surProgres, arret), signal)),
    ),
    fichierRecu: os.imports.fichierRecu.handler(({ context, input }) => rendreFichierRecu(context, input)),
    lister: os.imports.lister.handler(({ context, input }) => listerImports(context, input.campagneId)),
    champs: os.imports.champs.handler(() => listerChamps()),
    garderProfil: os.imports.garderProfil.handler(({ context, input }) => garderProfil(context, input)),
    profils: os.imports.profils.handler(({ context }) => listerProfils(context)),
    supprimerProfil: os.imports.supprimerProfil.handler(({ context, input }) => supprimerProfil(context, input.nom)),
  },
  dossiers: {
    lister: os.dossiers.lister.handler(({ context, input }) => listerDossiers(context, input.campagneId)),
    lire: os.dossiers.lire.handler(({ context, input }) => lireDossier(context, input.dossierId)),
    exporter: os.dossiers.exporter.handler(({ context, input }) => exporterDossiers(context, input)),
  },
  lectures: {
    pile: os.lectures.pile.handler(({ context, input }) => lirePile(context, input.campagneId)),
    lire: os.lectures.lire.handler(({ context, input }) => lireLecture(context, input.dossierId)),
    historique: os.lectures.historique.handler(({ context, input }) => lireHistorique(context, input)),
    noter: os.lectures.noter.handler(({ context, input }) => noter(context, input)),
    constater: os.lectures.constater.handler(({ context, input }) => constater(context, input)),
    commenter: os.lectures.commenter.handler(({ context, input }) =>
      commenter(context, input.dossierId, input.commentaire),
    ),
    terminer: os.lectures.terminer.handler(({ context, input }) => terminer(context, input.dossierId)),
    rouvrir: os.lectures.rouvrir.handler(({ context, input }) => rouvrir(context, input.dossierId, input.motif)),
    prendreConnaissance: os.lectures.prendreConnaissance.handler(({ context, input }) =>
      prendreConnaissance(context, input.dossierId),
    ),
  },
  resultats: {
    lire: os.resultats.lire.handler(({ context, input }) => lireResultats(context, input.campagneId)),
    stabilites: os.resultats.stabilites.handler(({ context, input }) => lireStabilites(context, input.campagneId)),
    sensibilite: os.resultats.sensibilite.handler(({ context, input }) =>
      lireSensibilite(context, input.campagneId, input.cible),
    ),
    annees: os.resultats.annees.handler(({ context, input }) => comparerAnnees(context, input.campagneId)),
    fiches: os.resultats.fiches.handler(({ context, input, signal }) =>
      traduireSuite(suivre((surProgres, arret) => produireFiches(context, input, surProgres, arret), signal)),
    ),
  },
  grilles: {
    lire: os.grilles.lire.handler(({ context, input }) => lireGrilles(context, input.campagneId)),
    produire: os.grilles.produire.handler(({ context, input, signal }) =>
      traduireSuite(suivre((surProgres, arret) => produireGrille(context, input, surProgres, arret), signal)),
    ),
    deposer: os.grilles.deposer.handler(({ context, input }) => deposerFichier(context, input.fichier, input.depotId)),
    choisir: os.grilles.choisir.handler(({ context }) => choisirFichier(context)),
    analyser: os.grilles.analyser.handler(({ context, input, signal }) =>
      traduireSuite(suivre((surProgres, arret) => analyserGrilles(context, input, surProgres, arret), signal)),
    ),
    reprendre: os.grilles.reprendre.handler(({ context, input }) => reprendreGrilles(context, input)),
  },
  instruction: {
    attributions: os.instruction.attributions.handler(({ context, input }) =>
      lireAttributions(context, input.campagneId),
    ),
    regler: os.instruction.regler.handler(({ context, input }) => regler(context, input.campagneId, input.reglages)),
    attribuer: os.instruction.attribuer.handler(({ context, input }) =>
      attribuer(context, input.campagneId, input.changements),
    ),
    proposer: os.instruction.proposer.handler(({ context, input }) => proposer(context, input)),
    liens: os.instruction.liens.handler(({ context, input }) => lireLiens(context, input.dossierId)),
    declarerLien: os.instruction.declarerLien.handler(({ context, input }) =>
      declarerLien(context, input.dossierId, input.motif),
    ),
    retirerLien: os.instruction.retirerLien.handler(({ context, input }) =>
      retirerLien(context, input.dossierId, input.motif),
    ),
    harmonisation: os.instruction.harmonisation.handler(({ context, input }) =>
      lireHarmonisation(context, input.campagneId),
    ),
    synthese: os.instruction.synthese.handler(({ context, input }) => lireSynthese(context, input.dossierId)),
    fixer: os.instruction.fixer.handler(({ context, input }) => fixer(context, input)),
    revoir: os.instruction.revoir.handler(({ context, input }) => revoir(context, input)),
    lecteurs: os.instruction.lecteurs.handler(({ context, input }) => lireLecteurs(context, input.campagneId)),
  },
  chartes: {
    lister: os.chartes.lister.handler(({ context }) => listerChartes(context)),
    lire: os.chartes.lire.handler(({ context, input }) => lireCharte(context, input.charteId)),
    creer: os.chartes.creer.handler(({ context, input }) => creerCharte(context, input)),
    enregistrer: os.chartes.enregistrer.handler(({ context, input }) => enregistrerCharte(context, input)),
    publier: os.chartes.publier.handler(({ context, input }) => publierCharte(context, input.charteId, input.revision)),
    archiver: os.chartes.archiver.handler(({ context, input }) => archiverCharte(context, input.charteId, input.motif)),
    supprimer: os.chartes.supprimer.handler(({ context, input }) => {
      supprimerCharte(context, input.charteId);
      return {};
    }),
    comparer: os.chartes.comparer.handler(({ context, input }) =>
      comparerVersions(context, input.avantId, input.apresId),
    ),
    exporter: os.chartes.exporter.handler(({ context, input }) => exporterCharte(context, input.charteId)),
    importer: os.chartes.importer.handler(({ context, input }) => importerFichier(context, input.fichier)),
    pdf: os.chartes.pdf.handler(({ context, input, signal }) =>
      traduireSuite(suivre((surProgres, arret) => produireCharte(context, input.charteId, surProgres, arret), signal)),
    ),
    apercuChangement: os.chartes.apercuChangement.handler(({ context, input }) => apercevoirChangement(context, input)),
    changer: os.chartes.changer.handler(({ context, input }) => changerCharte(context, input)),
    notesPassees: os.chartes.notesPassees.handler(({ context, input }) => lireNotesPassees(context, input)),
  },
  seances: {
    lire: os.seances.lire.handler(({ context, input }) => lireEtatSeance(context, input.campagneId)),
    creer: os.seances.creer.handler(({ context, input: { campagneId, ...reglages } }) =>
      creerSeance(context, campagneId, reglages),
    ),
    modifier: os.seances.modifier.handler(({ context, input: { seanceId, ...reglages } }) =>
      modifierSeance(context, seanceId, reglages),
    ),
    decider: os.seances.decider.handler(({ context, input }) => decider(context, input)),
    annuler: os.seances.annuler.handler(({ context, input }) => annulerDecision(context, input)),
    dossierDeSeance: os.seances.dossierDeSeance.handler(({ context, input, signal }) =>
      traduireSuite(
        suivre((surProgres, arret) => produireDossierDeSeance(context, input.seanceId, surProgres, arret), signal),
      ),
    ),
  },
  documents: {
    enregistrer: os.documents.enregistrer.handler(({ context, input }) =>
      enregistrerDocument(context, input.documentId),
    ),
  },
  paiements: {
    lire: os.paiements.lire.handler(({ context, input }) => lirePaiements(context, input.campagneId)),
    echeancier: os.paiements.echeancier.handler(({ context, input, signal }) =>
      traduireSuite(
        suivre((surProgres, arret) => produireEcheancier(context, input.campagneId, surProgres, arret), signal),
      ),
    ),
    confirmerIban: os.paiements.confirmerIban.handler(({ context, input }) => {
      confirmerIban(context, input);
      return {};
    }),
    demandesIban: os.paiements.demandesIban.handler(({ context, input }) => listerDemandes(context, input.campagneId)),
    traiterDemandeIban: os.paiements.traiterDemandeIban.handler(({ context, input }) => {
      traiterDemande(context, input);
      return {};
    }),
    ibans: os.paiements.ibans.handler(({ context, input }) => listerIbans(context, input.campagneId)),
  },
  pieces: {
    lire: os.pieces.lire.handler(({ context, input }) => lirePieces(context, input.campagneId)),
    lireDossier: os.pieces.lireDossier.handler(({ context, input }) => lirePiecesDossier(context, input.dossierId)),
    modifierListe: os.pieces.modifierListe.handler(({ context, input }) =>
      modifierListe(context, input.campagneId, input.pieces),
    ),
    constater: os.pieces.constater.handler(({ context, input }) => constaterEtat(context, input)),
    rapprocher: os.pieces.rapprocher.handler(({ context, input }) => rapprocher(context, input.campagneId, input.noms)),
    joindre: os.pieces.joindre.handler(({ context, input }) => joindre(context, input)),
    retirer: os.pieces.retirer.handler(({ context, input }) => retirer(context, input.fichierId, input.motif)),
    ouvrir: os.pieces.ouvrir.handler(({ context, input }) => ouvrir(context, input.fichierId)),
    relances: os.pieces.relances.handler(({ context, input, signal }) =>
      traduireSuite(suivre((surProgres, arret) => produireRelances(context, input, surProgres, arret), signal)),
    ),
    listeDiffusion: os.pieces.listeDiffusion.handler(({ context, input }) => produireListeDiffusion(context, input)),
  },
  demandes: {
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
  },
  journal: {
    lister: os.journal.lister.handler(({ context, input }) => listerEntrees(context, input)),
    verifier: os.journal.verifier.handler(({ context }) => verifierBase(context)),
  },
  parametres: {
    lire: os.parametres.lire.handler(({ context }) => lireParametres(context)),
    modifierIdentite: os.parametres.modifierIdentite.handler(({ context, input }) => modifierIdentite(context, input)),
    modifierBareme: os.parametres.modifierBareme.handler(({ context, input }) =>
      modifierBareme(context, input.baremeId, input.bareme, input.motif),
    ),
    modifierAgent: os.parametres.modifierAgent.handler(({ context, input }) => modifierAgent(context, input)),
  },
  recherche: {
    chercher: os.recherche.chercher.handler(({ context, input }) => chercher(context, input.campagneId, input.texte)),
  },
});
