import { normaliserEntete } from './entetes.ts';

/** En-têtes que le portail écrit lui-même : le champ qu’ils donnent, ou null s’ils sont connus et sans usage ici. */
export type ColonnesFixes = ReadonlyMap<string, string | null>;

const ETABLISSEMENT: readonly (readonly [string, string | null])[] = [
  ['Établissement SIRET', 'siret'],
  ['Etablissement enseigne', null],
  ['Établissement siège social', null],
  ['Établissement NAF', null],
  ['Établissement libellé NAF', null],
  ['Libellé NAF', null],
  ['Code NAF', null],
  ['Établissement Adresse', 'adresse'],
  ['Établissement numero voie', null],
  ['Établissement type voie', null],
  ['Établissement nom voie', null],
  ['Établissement complément adresse', null],
  ['Établissement code postal', 'codePostal'],
  ['Établissement localité', null],
  ['Établissement code INSEE localité', 'communeSiege'],
  ['Entreprise SIREN', null],
  ['Entreprise capital social', null],
  ['Entreprise numero TVA intracommunautaire', null],
  ['Entreprise forme juridique', 'formeJuridique'],
  ['Entreprise forme juridique code', null],
  ['Entreprise nom commercial', null],
  ['Entreprise raison sociale', 'raisonSociale'],
  ['Entreprise SIRET siège social', null],
  ['Entreprise code effectif entreprise', null],
  ['Entreprise date de création', null],
  ['Entreprise état administratif', null],
  ['Entreprise nom', null],
  ['Entreprise prénom', null],
  ['Association RNA', 'rna'],
  ['Association titre', null],
  ['Association objet', null],
  ['Association date de création', null],
  ['Association date de déclaration', null],
  ['Association date de publication', null],
];

const DEMANDEUR_PHYSIQUE = [
  'Civilité',
  'Nom',
  'Prénom',
  'Dépôt pour un tiers',
  'Nom du mandataire',
  'Prénom du mandataire',
  'Date de naissance',
];

const CHORUS = ['Domaine Fonctionnel', 'Référentiel De Programmation', 'Centre De Coût'];

/** Feuille `Dossiers` d’un export standard, et CSV (établissement en ligne) : les plus anciens ont moins de colonnes. */
export const FIXES_STANDARD: ColonnesFixes = creerFixes([
  ['ID', 'numero'],
  ['Email', 'courriel'],
  ['FranceConnect ?', null],
  ...ETABLISSEMENT,
  ...sansUsage(DEMANDEUR_PHYSIQUE),
  ...sansUsage(CHORUS),
  ['À archiver', null],
  ['Archivé', null],
  ['État du dossier', 'etatSource'],
  ['Dernière mise à jour le', null],
  ['Dernière mise à jour du dossier le', null],
  ['Déposé le', 'deposeLe'],
  ['Passé en instruction le', null],
  ['Date décision SVA', null],
  ['Date décision SVR', null],
  ['Traité le', null],
  ['Motivation de la décision', null],
  ['Instructeurs', null],
  ['Groupe instructeur', null],
]);

/** Feuille `Dossiers` d’un modèle d’export : libellés du catalogue des colonnes du portail. */
export const FIXES_MODELE: ColonnesFixes = creerFixes([
  ['N° dossier', 'numero'],
  ['Adresse électronique', 'courriel'],
  ['France connecté ?', null],
  ...ETABLISSEMENT,
  ...sansUsage(DEMANDEUR_PHYSIQUE),
  ...sansUsage(CHORUS),
  ['État du dossier', 'etatSource'],
  ['Archivé', null],
  ['Date de création', null],
  ['Date du dernier évènement', null],
  ['Date de dernière modification (usager)', null],
  ['Date de dépôt', 'deposeLe'],
  ['Date de passage en construction', null],
  ['Date de passage en instruction', null],
  ['Date de traitement', null],
  ['Date d’expiration', null],
  ['Motivation de la décision', null],
  ['Groupe instructeur', null],
  ['Instructeurs', null],
  ['Labels', null],
  ['Accusé de lecture', null],
]);

export const FIXES_ETABLISSEMENTS: ColonnesFixes = creerFixes([
  ['Dossier ID', 'numero'],
  ['N° dossier', 'numero'],
  ['Champ', null],
  ...ETABLISSEMENT,
]);

export const FIXES_COLLECTIFS: ColonnesFixes = creerFixes([
  ['Dossier ID', 'numero'],
  ['N° dossier', 'numero'],
  ['Ligne', null],
]);

/** Ce qu’un formulaire en ligne (Microsoft Forms, LimeSurvey, Framaforms) ajoute aux réponses. */
export const FIXES_FORMULAIRE: ColonnesFixes = creerFixes([
  ['ID', 'numero'],
  ['Id', 'numero'],
  ['ID de la réponse', 'numero'],
  ['Heure de début', null],
  ['Heure de fin', 'deposeLe'],
  ['Heure de la dernière modification', null],
  ['Start time', null],
  ['Completion time', 'deposeLe'],
  ['Last modified time', null],
  ['Nom', null],
  ['Name', null],
  ['Langue', null],
  ['Date de lancement', null],
  ['Date de la dernière action', null],
  ['Date de soumission', 'deposeLe'],
  ['Horodateur', 'deposeLe'],
  ['Dernière page', null],
  ['Langue de départ', null],
  ['Tête de série', null],
  ['Adresse IP', null],
  ['URL référente', null],
]);

/** Le même, quand une question demande un courriel : celui du compte qui a répondu (souvent « anonymous ») ne compte plus. */
export const FIXES_FORMULAIRE_SANS_COMPTE: ColonnesFixes = new Map([
  ...FIXES_FORMULAIRE,
  ...creerFixes(sansUsage(['Adresse de messagerie', 'Adresse e-mail', 'Email', "Nom d'utilisateur"])),
]);

/** Deux colonnes que seul un formulaire en ligne écrit ; une seule suffit à « Horodateur » (Google Forms). */
export function isFormulaire(cles: ReadonlySet<string>): boolean {
  if (cles.has('horodateur')) return true;
  const signes = [
    'heure de debut',
    'heure de fin',
    'start time',
    'completion time',
    'date de soumission',
    'derniere page',
  ];
  return signes.filter((cle) => cles.has(cle)).length > 1;
}

export const CLES = {
  id: normaliserEntete('ID'),
  email: normaliserEntete('Email'),
  etat: normaliserEntete('État du dossier'),
  numeroDossier: normaliserEntete('N° dossier'),
  dossierId: normaliserEntete('Dossier ID'),
  champ: normaliserEntete('Champ'),
  ligne: normaliserEntete('Ligne'),
  siretEtablissement: normaliserEntete('Établissement SIRET'),
  localite: normaliserEntete('Établissement localité'),
  associationTitre: normaliserEntete('Association titre'),
  instructeurs: normaliserEntete('Instructeurs'),
  groupeInstructeur: normaliserEntete('Groupe instructeur'),
  nom: normaliserEntete('Nom'),
  prenom: normaliserEntete('Prénom'),
} as const;

function creerFixes(entrees: readonly (readonly [string, string | null])[]): ColonnesFixes {
  return new Map(entrees.map(([entete, champ]) => [normaliserEntete(entete), champ]));
}

function sansUsage(entetes: readonly string[]): readonly (readonly [string, null])[] {
  return entetes.map((entete) => [entete, null] as const);
}
