/**
 * Le formulaire fictif « clas-45-2026 » : ses questions dans l’ordre, et le champ de l’application que chacune renseigne.
 * L’export n’écrit que les libellés ; les codes (ceux de shared/domaine/champs.ts, et `charge:…` ou `produit:…` pour
 * le budget) servent aux essais de la reconnaissance des colonnes, qui vérifient aussi qu’ils existent.
 */
/** Types de champ du portail qui changent l’écriture d’une cellule. */
export type TypeQuestion =
  | 'texte'
  | 'nombre'
  | 'decimal'
  | 'date'
  | 'oui_non'
  | 'case'
  | 'liste'
  | 'choix_multiple'
  | 'commune'
  | 'siret'
  | 'iban'
  | 'piece';

export interface Question<Cle extends string = string> {
  /** Nom interne de la réponse : le générateur range ses valeurs sous cette clé. */
  readonly cle: Cle;
  /** Libellé exact, espace final et apostrophes typographiques compris. */
  readonly libelle: string;
  /** Champ renseigné ; `null` pour une question que l’application n’utilise pas. */
  readonly code: string | null;
  readonly type: TypeQuestion;
}

export interface Colonne {
  readonly entete: string;
  readonly code: string | null;
}

function question<Cle extends string>(
  cle: Cle,
  libelle: string,
  code: string | null,
  type: TypeQuestion,
): Question<Cle> {
  return { cle, libelle, code, type };
}

/** Nom du formulaire dans le nom du fichier exporté. */
export const CHEMIN_DEMARCHE = 'clas-45-2026';

/** Libellé de la question « SIRET » : c’est aussi la valeur de `Champ` dans la feuille des établissements. */
export const LIBELLE_SIRET_GESTIONNAIRE = 'SIRET du gestionnaire';

/**
 * « Précisez » figure deux fois : deux questions conditionnelles peuvent porter le même libellé (en-têtes en double).
 * Les comptes 86 et 87 ne sont pas dans les totaux, comme dans le budget du formulaire associatif.
 */
export const QUESTIONS = [
  question('representant', 'Nom, prénom et qualité du représentant légal de la structure', 'representant', 'texte'),
  question('telephone', 'Téléphone de la personne chargée du dossier', 'telephone', 'texte'),
  question('gestionnaireDistinct', 'Votre structure a-t-elle un gestionnaire distinct ?', null, 'oui_non'),
  question('siretGestionnaire', LIBELLE_SIRET_GESTIONNAIRE, null, 'siret'),
  question('dejaPorteur', 'Avez-vous déjà porté une action Clas les années précédentes ?', null, 'oui_non'),
  question('precisionsPorteur', 'Précisez', null, 'texte'),
  question('intitule', 'Intitulé de l’action', 'intitule', 'texte'),
  question('commune', 'Commune du lieu d’action', 'communeInsee', 'commune'),
  question('quartier', 'Quartier, hameau ou secteur concerné', 'quartier', 'texte'),
  question(
    'qpv',
    'L’action se déroule-t-elle dans un quartier prioritaire de la politique de la ville (QPV) ?',
    'qpv',
    'oui_non',
  ),
  question('nombreCollectifs', 'Nombre de collectifs demandés pour l’année 2026-2027', 'nombreCollectifs', 'nombre'),
  question(
    'constat',
    'Quels besoins avez-vous constatés sur le territoire, et avec qui ? (constat de besoins, indicateurs, sources)',
    'constat',
    'texte',
  ),
  question(
    'objectifs',
    'Objectifs de l’action (trois au maximum, formulés de façon à pouvoir être évalués à la fin de l’année)',
    'objectifs',
    'texte',
  ),
  question('dimensions', 'Dimensions de l’action', 'dimensions', 'choix_multiple'),
  question(
    'pedagogie',
    'Décrivez la démarche pédagogique et les activités proposées aux enfants et aux jeunes : méthodes, supports, déroulement d’une séance type, apports culturels, et en quoi l’action se distingue de l’étude surveillée ou du dispositif « Devoirs faits »',
    'pedagogie',
    'texte',
  ),
  question('tempsCollectifs', 'L’action comporte-t-elle des temps collectifs ?', 'tempsCollectifs', 'oui_non'),
  question('tempsIndividuels', 'L’action comporte-t-elle des temps individuels ?', 'tempsIndividuels', 'oui_non'),
  question('horsTempsScolaire', 'L’action a-t-elle lieu hors temps scolaire ?', 'horsTempsScolaire', 'oui_non'),
  question(
    'aideAuxDevoirsSeule',
    'L’action consiste-t-elle en de l’aide aux devoirs seulement ?',
    'aideAuxDevoirsSeule',
    'oui_non',
  ),
  question(
    'participationFamilles',
    'Participation demandée aux familles, par enfant et pour l’année (en euros)',
    'participationFamilles',
    'decimal',
  ),
  question('placeParents', 'Quelle place est faite aux parents dans l’action ? ', 'placeParents', 'texte'),
  question(
    'rencontresFamilles',
    'Rencontres avec les familles : forme, fréquence, lieu',
    'rencontresFamilles',
    'texte',
  ),
  question(
    'lienEcole',
    'Comment l’action est-elle construite et suivie avec l’école ou l’établissement scolaire (conception, orientation des enfants, échanges avec les enseignants) ?',
    'lienEcole',
    'texte',
  ),
  question('etablissements', 'Écoles, collèges et lycées partenaires (nom et commune)', 'etablissements', 'texte'),
  question(
    'ressourcesTerritoire',
    'Ressources du territoire mobilisées (médiathèque, centre social, équipements culturels ou sportifs…)',
    'ressourcesTerritoire',
    'texte',
  ),
  question('partenaires', 'Autres partenaires de l’action', 'partenaires', 'texte'),
  question('precisionsPartenaires', 'Précisez', null, 'texte'),
  question(
    'evaluation',
    'Comment l’action sera-t-elle évaluée ? (indicateurs, outils, calendrier)',
    'evaluation',
    'texte',
  ),
  question('coordinateur', 'Nom et prénom du coordinateur ou de la coordinatrice', 'coordinateur', 'texte'),
  question(
    'diplomeCoordinateur',
    'Diplôme le plus élevé du coordinateur ou de la coordinatrice',
    'diplomeCoordinateur',
    'liste',
  ),
  question('nombreSalaries', 'Nombre de salariés intervenant auprès des enfants', 'nombreSalaries', 'nombre'),
  question('nombreBenevoles', 'Nombre de bénévoles intervenant auprès des enfants', 'nombreBenevoles', 'nombre'),
  question(
    'formationIntervenants',
    'Formation des intervenants, salariés et bénévoles (suivie ou prévue)',
    'formationIntervenants',
    'texte',
  ),
  question('locauxAdaptes', 'Les locaux sont-ils adaptés à l’action ?', 'locauxAdaptes', 'oui_non'),
  question('descriptionLocaux', 'Description des locaux et de leur équipement', 'descriptionLocaux', 'texte'),
  question('dateDebut', 'Date de début de l’action', 'dateDebut', 'date'),
  question('dateFin', 'Date de fin de l’action', null, 'date'),
  question('charge60', '60 – Achats', 'charge:60', 'decimal'),
  question('charge61', '61 – Services extérieurs', 'charge:61', 'decimal'),
  question('charge62', '62 – Autres services extérieurs', 'charge:62', 'decimal'),
  question('charge63', '63 – Impôts et taxes', 'charge:63', 'decimal'),
  question('charge64', '64 – Charges de personnel', 'charge:64', 'decimal'),
  question('charge65', '65 – Autres charges de gestion courante', 'charge:65', 'decimal'),
  question('charge66', '66 – Charges financières', 'charge:66', 'decimal'),
  question('charge68', '68 – Dotations aux amortissements', 'charge:68', 'decimal'),
  question('totalCharges', 'Total des charges', 'totalCharges', 'decimal'),
  question('charge86', '86 – Contributions volontaires en nature', 'charge:86', 'decimal'),
  question('produit70', '70 – Participation des familles', 'produit:70:Participation des familles', 'decimal'),
  question('etat', '74 – État (politique de la ville)', 'produit:74:État (politique de la ville)', 'decimal'),
  question('departement', '74 – Département', 'produit:74:Département', 'decimal'),
  question('communeProduit', '74 – Commune', 'produit:74:Commune', 'decimal'),
  question('caf', '74 – Caf (prestation de service Clas)', 'produit:74:Caf (prestation de service Clas)', 'decimal'),
  question(
    'produit75',
    '75 – Autres produits de gestion courante',
    'produit:75:Autres produits de gestion courante',
    'decimal',
  ),
  question('totalProduits', 'Total des produits', 'totalProduits', 'decimal'),
  question(
    'produit87',
    '87 – Contributions volontaires en nature',
    'produit:87:Contributions volontaires en nature',
    'decimal',
  ),
  question(
    'montantDemande',
    'Montant demandé à la Caf au titre de la prestation de service Clas 2026-2027 (en euros)',
    'montantDemande',
    'decimal',
  ),
  question('titulaireCompte', 'Titulaire du compte bancaire', 'titulaireCompte', 'texte'),
  question('iban', 'IBAN', 'iban', 'iban'),
  question('bic', 'BIC', 'bic', 'texte'),
  question('pieceStatuts', 'Statuts de l’association, ou délibération de la collectivité', 'pieceStatuts', 'piece'),
  question('pieceRib', 'Relevé d’identité bancaire (RIB)', 'pieceRib', 'piece'),
  question('pieceBudget', 'Budget prévisionnel de l’action, daté et signé', 'pieceBudget', 'piece'),
  question(
    'pieceAttestation',
    'Attestation d’assurance en responsabilité civile en cours de validité',
    'pieceAttestation',
    'piece',
  ),
  question(
    'engagementCharte',
    'La structure s’engage à respecter la Charte nationale de l’accompagnement à la scolarité',
    'engagementCharte',
    'case',
  ),
  question(
    'engagementLaicite',
    'La structure s’engage à respecter la Charte de la laïcité de la branche Famille avec ses partenaires',
    'engagementLaicite',
    'case',
  ),
  question('exactitude', 'J’atteste sur l’honneur l’exactitude des informations fournies', null, 'case'),
  question('observationsService', 'Observations du service instructeur', null, 'texte'),
] as const satisfies readonly Question[];

/** Numéro stable et libellé du bloc répétable dans le formulaire. */
export const BLOC_COLLECTIFS = { numero: 4567, libelle: 'Collectifs d’enfants et de jeunes' } as const;

export const QUESTIONS_COLLECTIF = [
  question('libelle', 'Nom du collectif', 'collectif.libelle', 'texte'),
  question('niveau', 'Niveau scolaire', 'collectif.niveau', 'liste'),
  question('classes', 'Classes concernées', 'collectif.classes', 'texte'),
  question('effectif', 'Effectif prévu (nombre d’enfants ou de jeunes inscrits)', 'collectif.effectif', 'nombre'),
  question('commune', 'Commune du collectif', 'collectif.communeInsee', 'commune'),
  question('lieu', 'Lieu d’accueil (équipement et adresse)', 'collectif.lieu', 'texte'),
  question('jours', 'Jours d’intervention', 'collectif.jours', 'choix_multiple'),
  question('horaires', 'Horaires', 'collectif.horaires', 'texte'),
  question('adultes', 'Nombre d’adultes présents à chaque séance', 'collectif.adultes', 'nombre'),
  question('cout', 'Coût prévisionnel du collectif (en euros)', 'collectif.cout', 'decimal'),
] as const satisfies readonly Question[];

export type CleDossier = (typeof QUESTIONS)[number]['cle'];
export type CleCollectif = (typeof QUESTIONS_COLLECTIF)[number]['cle'];

/** Colonnes fixes de la feuille `Dossiers`, avant celles du formulaire. */
export const COLONNES_FIXES: readonly Colonne[] = [
  { entete: 'ID', code: 'numero' },
  { entete: 'Email', code: 'courriel' },
  { entete: 'FranceConnect ?', code: null },
  { entete: 'Entreprise raison sociale', code: 'raisonSociale' },
  { entete: 'À archiver', code: null },
  { entete: 'État du dossier', code: 'etatSource' },
  { entete: 'Dernière mise à jour le', code: null },
  { entete: 'Dernière mise à jour du dossier le', code: null },
  { entete: 'Déposé le', code: 'deposeLe' },
  { entete: 'Passé en instruction le', code: null },
  { entete: 'Traité le', code: null },
  { entete: 'Motivation de la décision', code: null },
  { entete: 'Instructeurs', code: null },
];

/** Colonnes fixes de la feuille `Etablissements` (le « E » d’« Etablissement enseigne » est sans accent dans le portail). */
export const COLONNES_ETABLISSEMENTS: readonly Colonne[] = [
  { entete: 'Dossier ID', code: 'numero' },
  { entete: 'Champ', code: null },
  { entete: 'Établissement SIRET', code: 'siret' },
  { entete: 'Etablissement enseigne', code: null },
  { entete: 'Établissement siège social', code: null },
  { entete: 'Établissement NAF', code: null },
  { entete: 'Établissement libellé NAF', code: null },
  { entete: 'Établissement Adresse', code: 'adresse' },
  { entete: 'Établissement numero voie', code: null },
  { entete: 'Établissement type voie', code: null },
  { entete: 'Établissement nom voie', code: null },
  { entete: 'Établissement complément adresse', code: null },
  { entete: 'Établissement code postal', code: 'codePostal' },
  { entete: 'Établissement localité', code: null },
  { entete: 'Établissement code INSEE localité', code: 'communeSiege' },
  { entete: 'Entreprise SIREN', code: null },
  { entete: 'Entreprise capital social', code: null },
  { entete: 'Entreprise numero TVA intracommunautaire', code: null },
  { entete: 'Entreprise forme juridique', code: 'formeJuridique' },
  { entete: 'Entreprise forme juridique code', code: null },
  { entete: 'Entreprise nom commercial', code: null },
  { entete: 'Entreprise raison sociale', code: 'raisonSociale' },
  { entete: 'Entreprise SIRET siège social', code: null },
  { entete: 'Entreprise code effectif entreprise', code: null },
  { entete: 'Entreprise date de création', code: null },
  { entete: 'Entreprise état administratif', code: null },
  { entete: 'Entreprise nom', code: null },
  { entete: 'Entreprise prénom', code: null },
  { entete: 'Association RNA', code: 'rna' },
  { entete: 'Association titre', code: null },
  { entete: 'Association objet', code: null },
  { entete: 'Association date de création', code: null },
  { entete: 'Association date de déclaration', code: null },
  { entete: 'Association date de publication', code: null },
];

export const COLONNES_AVIS: readonly Colonne[] = [
  'Dossier ID',
  'Introduction',
  'Réponse',
  'Question',
  'Réponse oui/non',
  'Créé le',
  'Répondu le',
  'Instructeur',
  'Expert',
].map((entete) => ({ entete, code: null }));

/** Colonnes que produit une question : une commune en donne trois, et son champ est porté par le code INSEE. */
export function colonnesDeQuestion(q: Question): readonly Colonne[] {
  if (q.type !== 'commune') return [{ entete: q.libelle, code: q.code }];
  return [
    { entete: q.libelle, code: null },
    { entete: `${q.libelle} (Code INSEE)`, code: q.code },
    { entete: `${q.libelle} (Département)`, code: null },
  ];
}

/** Toutes les colonnes de la feuille `Dossiers`, dans l’ordre du fichier. */
export function colonnesDossiers(): readonly Colonne[] {
  return [...COLONNES_FIXES, ...QUESTIONS.flatMap(colonnesDeQuestion)];
}

/** Toutes les colonnes de la feuille des collectifs, dans l’ordre du fichier. */
export function colonnesCollectifs(): readonly Colonne[] {
  return [
    { entete: 'Dossier ID', code: 'numero' },
    { entete: 'Ligne', code: null },
    ...QUESTIONS_COLLECTIF.flatMap(colonnesDeQuestion),
  ];
}
