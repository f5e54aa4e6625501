import { z } from 'zod';
import type { NatureLettre } from './nature.ts';

const Texte = z.string().trim().max(6000);

/** Les textes d’une lettre de notification. */
export const ModeleNotification = z.object({
  objet: z.string().trim().min(1).max(200),
  corps: Texte.min(1),
  politesse: z.string().trim().min(1).max(300),
  /** Lignes de la signature ; une ligne vide laisse la place de signer. */
  signature: z.string().min(1).max(400),
  /** En petit, sous la lettre ; vide : rien. */
  recours: Texte.max(1500),
});
export type ModeleNotification = z.infer<typeof ModeleNotification>;
export type TexteDeNotification = keyof ModeleNotification;

export const LIBELLES_TEXTES_NOTIFICATION: Readonly<Record<TexteDeNotification, string>> = {
  objet: 'Objet',
  corps: 'Texte de la lettre',
  politesse: 'Formule de politesse',
  signature: 'Signature',
  recours: 'Voies et délais de recours',
};

const SIGNATURE = 'Pour la direction et par délégation,\n\n\n{agent}';
const POLITESSE = 'Je vous prie d’agréer, {civilite}, l’expression de ma considération distinguée.';
const OBJET = 'contrat local d’accompagnement à la scolarité (Clas), campagne {annee}';
/** Clas n’invente pas de droit : le texte est à écrire, puis à faire valider. */
export const RECOURS_A_VALIDER =
  'Modèle à faire valider : voies et délais de recours à écrire dans Paramètres › Lettres.';

const DEBUT = '{civilite},\n\nLe comité de pilotage, réuni le {seance}, a examiné votre réponse à l’appel à projets.';
const RECALCUL =
  'Le droit prévisionnel s’élève à {montant} ({montant_lettres}). Ce montant sera recalculé d’après votre bilan : seuls les collectifs réellement ouverts et leur coût réel ouvrent droit au paiement.';
const ETAPES = `Les étapes suivantes :

avant le 31/08/{rentree} | retour de la convention signée, que vous recevrez par courriel
avant le 30/09/{rentree} | confirmation du démarrage de chaque collectif : lieu, dates, effectif de {effectifs} enfants
avant le 30/09/{annee_suivante} | bilan d’activité et compte de résultat de l’action
{paiement} | paiement de la prestation de service, après contrôle du bilan`;
const CHANGEMENT = 'Tout changement de lieu, d’effectif ou d’encadrement doit être signalé sans attendre au {service}.';
const CONTACT = 'Pour toute question : {contact}.';

/** Les textes de Clas, un modèle à faire valider par la Caf. */
export const MODELES_NOTIFICATION: Readonly<Record<NatureLettre, ModeleNotification>> = {
  accord: {
    objet: `${OBJET} – agrément de votre projet`,
    corps: `${DEBUT} J’ai le plaisir de vous informer qu’il a décidé d’{decision}, pour l’année scolaire {annee}.

{tableau_agrees}

${RECALCUL}

${ETAPES}

${CHANGEMENT}`,
    politesse: POLITESSE,
    signature: SIGNATURE,
    recours: '',
  },
  accord_sous_reserve: {
    objet: `${OBJET} – agrément sous réserve de votre projet`,
    corps: `${DEBUT} Il a décidé d’{decision}, pour l’année scolaire {annee}. Cet agrément ne vaudra qu’une fois levée la réserve ci-dessous.

{tableau_reserves}

{tableau_agrees}

${RECALCUL}

${CONTACT}`,
    politesse: POLITESSE,
    signature: SIGNATURE,
    recours: RECOURS_A_VALIDER,
  },
  partiel: {
    objet: `${OBJET} – décisions sur votre projet`,
    corps: `${DEBUT} Ses décisions, pour l’année scolaire {annee}, diffèrent selon le collectif.

{tableau_agrees}

{tableau_reserves}

${RECALCUL}

Les collectifs suivants ne sont pas agréés :

{tableau_non_agrees}

${CONTACT}`,
    politesse: POLITESSE,
    signature: SIGNATURE,
    recours: RECOURS_A_VALIDER,
  },
  ajournement: {
    objet: `${OBJET} – ajournement de votre projet`,
    corps: `${DEBUT} Il a décidé d’{decision} : votre projet sera présenté à nouveau quand vous aurez transmis ce qui est attendu.

{tableau_non_agrees}

Tant que le comité de pilotage ne s’est pas prononcé, aucun droit n’est ouvert pour l’année scolaire {annee}.

Merci de me répondre en rappelant le numéro de votre dossier, {dossier}. ${CONTACT}`,
    politesse: POLITESSE,
    signature: SIGNATURE,
    recours: RECOURS_A_VALIDER,
  },
  refus: {
    objet: `${OBJET} – décision sur votre projet`,
    corps: `${DEBUT} J’ai le regret de vous informer qu’il a décidé de {decision}, pour l’année scolaire {annee}.

{tableau_non_agrees}

Cette décision ne vous empêche pas de répondre à un prochain appel à projets. ${CONTACT}`,
    politesse: POLITESSE,
    signature: SIGNATURE,
    recours: RECOURS_A_VALIDER,
  },
};
