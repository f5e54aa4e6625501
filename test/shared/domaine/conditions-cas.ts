import { analyserBudget } from '../../../shared/domaine/budget.ts';
import type { CalculCondition, ReponseCondition } from '../../../shared/domaine/charte.ts';
import type { FaitsDossier } from '../../../shared/domaine/conditions.ts';

/** Un dossier dont on ne sait rien. */
export const RIEN: FaitsDossier = {
  deposeLe: null,
  dateLimite: null,
  pieces: null,
  collectifs: [],
  horsTempsScolaire: null,
  dimensions: null,
  participationFamillesCentimes: null,
  participationSymboliqueCentimes: null,
  diplomeCoordinateur: null,
  placeParents: null,
  rencontresFamilles: null,
  lienEcole: null,
  etablissements: null,
  locauxAdaptes: null,
  descriptionLocaux: null,
  tempsCollectifs: null,
  tempsIndividuels: null,
  engagementCharte: null,
  engagementLaicite: null,
  aideAuxDevoirsSeule: null,
  budget: null,
  bilanPrecedent: null,
};

export const COLLECTIF = {
  libelle: 'A',
  niveau: 'elementaire',
  effectif: 10,
  adultes: 2,
  jours: null,
  horaires: null,
} as const;

function budget(chargesEuros: number, produitsEuros: number) {
  return analyserBudget(
    [
      { sens: 'charge', compte: '60', libelle: '', montantCentimes: chargesEuros * 100 },
      { sens: 'produit', compte: '75', libelle: '', montantCentimes: produitsEuros * 100 },
    ],
    {
      droitCentimes: 0,
      demandeCentimes: null,
      totalChargesDeclareCentimes: null,
      totalProduitsDeclareCentimes: null,
      partCafMaximalePointsBase: null,
      inclureContributionsVolontaires: false,
    },
  );
}

export type Cas = readonly [CalculCondition, Partial<FaitsDossier>, ReponseCondition, string];

/** Faits connus, réponse et preuve attendues. */
export const CAS: readonly Cas[] = [
  [
    'depose_dans_les_delais',
    { deposeLe: '2026-03-27T10:00:00Z', dateLimite: '2026-03-31' },
    'oui',
    'reçu le 27/03/2026, limite 31/03/2026',
  ],
  [
    'depose_dans_les_delais',
    { deposeLe: '2026-03-31T21:59:00Z', dateLimite: '2026-03-31' },
    'oui',
    'reçu le 31/03/2026, limite 31/03/2026',
  ],
  [
    'depose_dans_les_delais',
    { deposeLe: '2026-03-31T22:00:00Z', dateLimite: '2026-03-31' },
    'non',
    'reçu le 01/04/2026, limite 31/03/2026',
  ],
  [
    'depose_dans_les_delais',
    { deposeLe: '2026-03-27', dateLimite: null },
    'non_renseigne',
    'reçu le 27/03/2026, date limite de la campagne non renseignée',
  ],
  [
    'dossier_complet',
    {
      pieces: [
        { libelle: 'RIB', presente: false },
        { libelle: 'Statuts', presente: null },
      ],
    },
    'non',
    'manque : RIB',
  ],
  [
    'dossier_complet',
    {
      pieces: [
        { libelle: 'RIB', presente: true },
        { libelle: 'Statuts', presente: null },
      ],
    },
    'non_renseigne',
    'à vérifier : Statuts',
  ],
  [
    'dossier_complet',
    {
      pieces: [
        { libelle: 'RIB', presente: true },
        { libelle: 'Statuts', presente: true },
      ],
    },
    'oui',
    '2 pièces sur 2',
  ],
  ['dossier_complet', { pieces: [] }, 'non_renseigne', 'liste des pièces attendues non renseignée'],
  [
    'public_elementaire_lycee',
    { collectifs: [COLLECTIF, { ...COLLECTIF, niveau: 'Collège' }] },
    'oui',
    'collège, élémentaire',
  ],
  [
    'public_elementaire_lycee',
    { collectifs: [COLLECTIF, { ...COLLECTIF, libelle: 'B', niveau: 'Maternelle' }] },
    'non',
    'Maternelle au collectif B',
  ],
  [
    'public_elementaire_lycee',
    { collectifs: [{ ...COLLECTIF, niveau: null }] },
    'non_renseigne',
    'niveau non renseigné au collectif A',
  ],
  [
    'public_elementaire_lycee',
    { collectifs: [{ ...COLLECTIF, niveau: 'divers' }] },
    'non_renseigne',
    'niveau « divers » non reconnu au collectif A',
  ],
  ['hors_temps_scolaire', { horsTempsScolaire: true }, 'oui', 'hors temps scolaire : oui'],
  ['hors_temps_scolaire', { horsTempsScolaire: false }, 'non', 'hors temps scolaire : non'],
  [
    'dimensions_presentes',
    { dimensions: ['Enfants', 'Parents', 'École'] },
    'oui',
    '3 dimensions citées : Enfants, Parents, École',
  ],
  [
    'dimensions_presentes',
    { dimensions: ['Enfants', 'enfants', ' '] },
    'non',
    '1 dimension citée : enfants (minimum 3)',
  ],
  ['gratuite_ou_symbolique', { participationFamillesCentimes: 0 }, 'oui', 'gratuit'],
  [
    'gratuite_ou_symbolique',
    { participationFamillesCentimes: 1500 },
    'non_renseigne',
    '15,00\u00a0€ par enfant et par an : symbolique ou non, à apprécier par l’agent',
  ],
  [
    'gratuite_ou_symbolique',
    { participationFamillesCentimes: 1500, participationSymboliqueCentimes: 1500 },
    'oui',
    '15,00\u00a0€ par enfant et par an, maximum 15,00\u00a0€',
  ],
  [
    'gratuite_ou_symbolique',
    { participationFamillesCentimes: 1501, participationSymboliqueCentimes: 1500 },
    'non',
    '15,01\u00a0€ par enfant et par an, maximum 15,00\u00a0€',
  ],
  [
    'effectif_par_collectif',
    { collectifs: [COLLECTIF, { ...COLLECTIF, libelle: 'B', effectif: 14 }] },
    'non',
    '14 enfants au collectif B, maximum 12',
  ],
  [
    'effectif_par_collectif',
    {
      collectifs: [
        { ...COLLECTIF, libelle: 'Collectif C', effectif: 7 },
        { ...COLLECTIF, effectif: null },
      ],
    },
    'non',
    '7 enfants au collectif C, minimum 8 ; effectif non renseigné au collectif A',
  ],
  [
    'effectif_par_collectif',
    { collectifs: [{ ...COLLECTIF, effectif: 0 }] },
    'non_renseigne',
    'effectif non renseigné au collectif A',
  ],
  [
    'effectif_par_collectif',
    {
      collectifs: [
        { ...COLLECTIF, effectif: 8 },
        { ...COLLECTIF, effectif: 12 },
      ],
    },
    'oui',
    'de 8 à 12 enfants par collectif (8 à 12 admis)',
  ],
  ['effectif_par_collectif', { collectifs: [] }, 'non_renseigne', 'aucun collectif renseigné'],
  [
    'coordinateur_qualifie',
    { diplomeCoordinateur: 'Licence (Bac+3)' },
    'oui',
    'diplôme du coordinateur : Licence (Bac+3)',
  ],
  ['coordinateur_qualifie', { diplomeCoordinateur: 'Bafa' }, 'non', 'diplôme du coordinateur : Bafa, minimum Bac+2'],
  [
    'coordinateur_qualifie',
    { diplomeCoordinateur: 'Diplôme étranger' },
    'non_renseigne',
    'diplôme du coordinateur : Diplôme étranger ; niveau à vérifier',
  ],
  [
    'deux_adultes_par_collectif',
    { collectifs: [COLLECTIF, { ...COLLECTIF, libelle: 'B', adultes: 1 }] },
    'non',
    '1 adulte au collectif B, minimum 2',
  ],
  [
    'deux_adultes_par_collectif',
    { collectifs: [COLLECTIF, { ...COLLECTIF, adultes: 3 }] },
    'oui',
    '2 adultes au moins par collectif',
  ],
  [
    'deux_adultes_par_collectif',
    { collectifs: [{ ...COLLECTIF, adultes: null }] },
    'non_renseigne',
    'nombre d’adultes non renseigné au collectif A',
  ],
  [
    'parents_associes',
    { placeParents: ' Un café des parents\nchaque vendredi. ' },
    'oui',
    'place des parents : « Un café des parents chaque vendredi. »',
  ],
  [
    'parents_associes',
    { placeParents: 'Néant', rencontresFamilles: '-' },
    'non',
    'place des parents : « Néant » ; rencontres avec les familles : « - »',
  ],
  [
    'parents_associes',
    { placeParents: 'Néant' },
    'non_renseigne',
    'place des parents : « Néant » ; trop court pour conclure',
  ],
  [
    'ecole_associee',
    { lienEcole: 'Un point par trimestre avec la directrice', etablissements: 'École Jean-Zay' },
    'oui',
    'lien avec l’école : « Un point par trimestre avec la directrice » ; établissements cités : École Jean-Zay',
  ],
  [
    'ecole_associee',
    { etablissements: 'École Jean-Zay' },
    'non_renseigne',
    'aucune réponse : lien avec l’école ; établissements cités : École Jean-Zay',
  ],
  ['ecole_associee', { lienEcole: 'Aucun' }, 'non', 'lien avec l’école : « Aucun »'],
  [
    'locaux_adaptes',
    { locauxAdaptes: true, descriptionLocaux: 'Salle de 60 m²' },
    'oui',
    'locaux adaptés : oui ; « Salle de 60 m² »',
  ],
  ['locaux_adaptes', { locauxAdaptes: false }, 'non', 'locaux adaptés : non'],
  [
    'temps_collectifs_et_individuels',
    { tempsCollectifs: true, tempsIndividuels: true },
    'oui',
    'temps collectifs : oui ; temps individuels : oui',
  ],
  [
    'temps_collectifs_et_individuels',
    { tempsCollectifs: null, tempsIndividuels: false },
    'non',
    'temps collectifs : non renseigné ; temps individuels : non',
  ],
  [
    'temps_collectifs_et_individuels',
    { tempsCollectifs: true },
    'non_renseigne',
    'temps collectifs : oui ; temps individuels : non renseigné',
  ],
  [
    'engagements_signes',
    { engagementCharte: true, engagementLaicite: true },
    'oui',
    'engagement sur la charte : oui ; engagement sur la laïcité : oui',
  ],
  [
    'engagements_signes',
    { engagementCharte: true, engagementLaicite: false },
    'non',
    'engagement sur la charte : oui ; engagement sur la laïcité : non',
  ],
  ['pas_seulement_aide_aux_devoirs', { aideAuxDevoirsSeule: false }, 'oui', 'aide aux devoirs seulement : non'],
  ['pas_seulement_aide_aux_devoirs', { aideAuxDevoirsSeule: true }, 'non', 'aide aux devoirs seulement : oui'],
  [
    'budget_equilibre',
    { budget: budget(7000, 7000) },
    'oui',
    'charges 7\u202f000,00\u00a0€, produits 7\u202f000,00\u00a0€',
  ],
  [
    'budget_equilibre',
    { budget: budget(7000, 5760) },
    'non',
    'charges 7\u202f000,00\u00a0€, produits 5\u202f760,00\u00a0€ : écart de 1\u202f240,00\u00a0€',
  ],
  ['budget_equilibre', { budget: budget(0, 0) }, 'non_renseigne', 'budget à zéro, à vérifier'],
];
