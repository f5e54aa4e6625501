import { listerConventions } from '../../db/queries/conventions.ts';
import { listerCoordonnees } from '../../db/queries/coordonnees.ts';
import { listerReserves } from '../../db/queries/reserves.ts';
import { lireSeanceDeCampagne } from '../../db/queries/seances.ts';
import type { TableauDeBord } from '../../shared/contract/campagnes.ts';
import type { LigneDossier } from '../../shared/contract/dossiers.ts';
import { isAccorde } from '../../shared/domaine/accord.ts';
import { formaterDate } from '../../shared/domaine/dates.ts';
import { formaterEuros } from '../../shared/domaine/nombres.ts';
import { listerDemandes } from './banque/demandes.ts';
import { listerEtatsDesBilans } from './bilans/lire.ts';
import type { Context } from './context.ts';
import { lireDemandes } from './demandes/lire.ts';
import { lireSuivi } from './deroulement/lire.ts';
import type { Evaluation } from './dossiers/evaluer.ts';
import { listerLots } from './lots/lire.ts';
import { listerIndus } from './paiements/indus.ts';

type Attente = TableauDeBord['attentes'][number];
/** Son libellé au singulier et au pluriel. */
type Compte = Omit<Attente, 'libelle'> & { readonly libelle: readonly [string, string] };

/** Ce qui attend les agents dans une campagne, dans l’ordre de l’année ; rien qui ne soit à zéro. */
export function listerAttentes(context: Context, campagneId: number, evaluations: readonly Evaluation[]): Attente[] {
  const comptes = [
    ...attentesDInstruction(context, campagneId, evaluations),
    ...attentesDesPorteurs(context, campagneId),
    ...attentesDesConventions(context, campagneId, evaluations),
    ...attentesDeLAnnee(context, campagneId),
    ...attentesDePaiement(context, campagneId),
  ];
  return comptes
    .filter((c) => c.nombre > 0)
    .map(({ libelle: [un, plusieurs], ...c }) => ({ ...c, libelle: c.nombre > 1 ? plusieurs : un }));
}

function attentesDInstruction(
  { db }: Context,
  campagneId: number,
  evaluations: readonly Evaluation[],
): readonly Compte[] {
  const lignes = evaluations.map((e) => e.ligne);
  const page = (nom: string) => `/c/${campagneId}/${nom}`;
  const compter = (etat: LigneDossier['etat']) => lignes.filter((l) => l.etat === etat).length;
  const seance = lireSeanceDeCampagne(db, campagneId);
  const aDecider = evaluations.flatMap((e) => e.collectifs).filter((c) => c.decision === null).length;
  return [
    {
      code: 'a_etudier',
      nombre: compter('a_etudier'),
      libelle: ['dossier à étudier', 'dossiers à étudier'],
      detail: 'aucune lecture commencée',
      vers: page('instruction'),
    },
    {
      code: 'en_lecture',
      nombre: compter('en_lecture'),
      libelle: ['dossier en lecture', 'dossiers en lecture'],
      detail: 'lecture à terminer',
      vers: page('instruction'),
    },
    {
      code: 'a_debattre',
      nombre: lignes.filter((l) => l.pile === 'a_debattre' && l.etat !== 'decide').length,
      libelle: ['dossier à débattre', 'dossiers à débattre'],
      detail: 'pile proposée pour le Copil',
      vers: page('dossiers'),
    },
    {
      code: 'a_harmoniser',
      nombre: lignes.filter((l) => l.aHarmoniser).length,
      libelle: ['dossier à harmoniser', 'dossiers à harmoniser'],
      detail: 'leurs lecteurs s’écartent',
      vers: `${page('instruction')}?onglet=harmonisation`,
    },
    {
      code: 'anomalies',
      nombre: lignes.filter((l) => l.anomalies > 0).length,
      libelle: ['dossier avec anomalies', 'dossiers avec anomalies'],
      detail: 'relevées au dernier import',
      vers: page('dossiers'),
    },
    {
      code: 'a_decider',
      nombre: lignes.length === 0 ? 0 : aDecider,
      libelle: ['collectif à décider', 'collectifs à décider'],
      detail: seance ? `séance du ${formaterDate(seance.date)}` : 'séance à préparer',
      vers: page('copil'),
    },
  ];
}

/** Les demandes aux porteurs : à envoyer, sans réponse à l’échéance, ou toutes répondues. */
function attentesDesPorteurs(context: Context, campagneId: number): readonly Compte[] {
  const { demandes } = lireDemandes(context, campagneId);
  const attente = (
    code: Attente['code'],
    vue: (typeof demandes)[number]['vue'],
    libelle: readonly [string, string],
    detail: string,
  ): Compte => ({
    code,
    nombre: demandes.filter((d) => d.vue === vue).length,
    libelle,
    detail,
    vers: `/c/${campagneId}/demandes?vue=${vue}`,
  });
  return [
    attente(
      'demandes_en_retard',
      'en_retard',
      ['demande sans réponse', 'demandes sans réponse'],
      'échéance passée : porteurs à relancer',
    ),
    attente('demandes_a_clore', 'a_clore', ['demande répondue', 'demandes répondues'], 'à relire, puis à clore'),
    attente(
      'demandes_a_envoyer',
      'a_envoyer',
      ['demande à envoyer', 'demandes à envoyer'],
      'questions et pièces réunies',
    ),
  ];
}

/** Lu au plus court : la page des conventions, elle, compare chaque papier aux décisions d’aujourd’hui. */
function attentesDesConventions(
  { db }: Context,
  campagneId: number,
  evaluations: readonly Evaluation[],
): readonly Compte[] {
  const papiers = listerConventions(db, campagneId);
  const avecPapier = new Set(papiers.map((p) => p.dossierId));
  const agrees = evaluations.filter((e) => e.collectifs.some((c) => c.decision && isAccorde(c.decision.nature)));
  const tenues = listerReserves(db, campagneId).filter((r) => r.leveeLe === null);
  const vers = (vue: string) => `/c/${campagneId}/conventions?vue=${vue}`;
  return [
    {
      code: 'conventions_a_generer',
      nombre: agrees.filter((e) => !avecPapier.has(e.ligne.id)).length,
      libelle: ['convention à générer', 'conventions à générer'],
      detail: 'dossiers agréés sans papier',
      vers: vers('a_generer'),
    },
    {
      code: 'signatures_attendues',
      nombre: papiers.filter((p) => p.etat === 'a_signer' || p.etat === 'envoyee').length,
      libelle: ['signature attendue', 'signatures attendues'],
      detail: 'conventions et avenants à envoyer ou à recevoir signés',
      vers: vers('a_signer'),
    },
    {
      code: 'reserves_a_lever',
      nombre: new Set(tenues.map((r) => r.dossierId)).size,
      libelle: ['dossier sous réserve', 'dossiers sous réserve'],
      detail: 'réserves du Copil à lever avant de payer',
      vers: vers('reserves'),
    },
  ];
}

function attentesDeLAnnee(context: Context, campagneId: number): readonly Compte[] {
  const collectifs = lireSuivi(context, campagneId).lignes;
  const { lignes: bilans, reglages } = listerEtatsDesBilans(context, campagneId);
  return [
    {
      code: 'demarrages_en_retard',
      nombre: collectifs.filter((l) => l.alertes.some((a) => a.code === 'demarrage_tardif')).length,
      libelle: ['démarrage en retard', 'démarrages en retard'],
      detail: 'collectifs dont l’ouverture n’est pas confirmée',
      vers: `/c/${campagneId}/suivi?vue=en_retard`,
    },
    {
      code: 'bilans_en_retard',
      nombre: bilans.filter((l) => l.enRetard).length,
      libelle: ['bilan en retard', 'bilans en retard'],
      detail: `attendus le ${formaterDate(reglages.echeance)}`,
      vers: `/c/${campagneId}/bilans?onglet=retards`,
    },
    {
      code: 'bilans_a_valider',
      nombre: bilans.filter((l) => l.etat === 'recu').length,
      libelle: ['bilan à valider', 'bilans à valider'],
      detail: 'reçus, droit réel à arrêter',
      vers: `/c/${campagneId}/bilans`,
    },
  ];
}

function attentesDePaiement(context: Context, campagneId: number): readonly Compte[] {
  const comptes = listerCoordonnees(context.db, campagneId);
  const demandes = listerDemandes(context, campagneId).filter((d) => d.etat === 'ouverte');
  const prepares = listerLots(context, campagneId).filter((l) => l.etat === 'prepare');
  const dus = listerIndus(context, campagneId).filter((i) => i.resteCentimes > 0);
  const vers = (onglet: string) => `/c/${campagneId}/paiements?onglet=${onglet}`;
  const euros = (montants: readonly number[]) => formaterEuros(montants.reduce((somme, m) => somme + m, 0));
  return [
    {
      code: 'iban_a_confirmer',
      nombre: comptes.filter((c) => c.banque.etat === 'a_verifier').length,
      libelle: ['IBAN à confirmer', 'IBAN à confirmer'],
      detail: 'par un autre agent que le saisissant',
      vers: vers('ibans'),
    },
    {
      code: 'ibans_changes',
      nombre: demandes.length,
      libelle: ['changement d’IBAN à trancher', 'changements d’IBAN à trancher'],
      detail: 'paiements gelés jusque-là',
      vers: vers('ibans'),
    },
    {
      code: 'lots_a_valider',
      nombre: prepares.length,
      libelle: ['lot à valider', 'lots à valider'],
      detail: `${euros(prepares.map((l) => l.montantCentimes))}, par un autre agent que le préparateur`,
      vers: vers('lots'),
    },
    {
      code: 'trop_percus',
      nombre: dus.length,
      libelle: ['trop-perçu à suivre', 'trop-perçus à suivre'],
      detail: `${euros(dus.map((i) => i.resteCentimes))} encore dus`,
      vers: vers('indus'),
    },
  ];
}
