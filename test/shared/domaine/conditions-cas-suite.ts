import { analyserBudget, type LigneBudget } from '../../../shared/domaine/budget.ts';
import { type Cas, COLLECTIF } from './conditions-cas.ts';

function ligne(sens: LigneBudget['sens'], compte: string, euros: number, libelle = ''): LigneBudget {
  return { sens, compte, libelle, montantCentimes: Math.round(euros * 100) };
}

function budget(
  lignes: readonly LigneBudget[],
  options: { droit?: number; demande?: number | null; partCaf?: number | null; charges?: number | null } = {},
) {
  return analyserBudget(lignes, {
    droitCentimes: (options.droit ?? 0) * 100,
    demandeCentimes: options.demande == null ? null : options.demande * 100,
    totalChargesDeclareCentimes: options.charges == null ? null : options.charges * 100,
    totalProduitsDeclareCentimes: null,
    partCafMaximalePointsBase: options.partCaf ?? null,
    inclureContributionsVolontaires: false,
  });
}

const CHARGES = ligne('charge', '60', 1000);
const PRODUITS = ligne('produit', '75', 1000);
const CAF = ligne('produit', '74', 400, 'Caf');

/** Les cas que le premier fichier n’a pas : chaque condition dans chacun de ses trois états. */
export const CAS_SUITE: readonly Cas[] = [
  ['hors_temps_scolaire', {}, 'non_renseigne', 'hors temps scolaire : non renseigné'],
  [
    'hors_temps_scolaire',
    {
      horsTempsScolaire: true,
      collectifs: [
        { ...COLLECTIF, jours: 'lundi, jeudi', horaires: '16 h 30 – 18 h' },
        { ...COLLECTIF, libelle: 'B', jours: 'samedi', horaires: null },
        { ...COLLECTIF, libelle: 'C' },
      ],
    },
    'oui',
    'hors temps scolaire : oui ; collectif A : lundi, jeudi, 16 h 30 – 18 h ; collectif B : samedi',
  ],
  [
    'hors_temps_scolaire',
    { horsTempsScolaire: true, collectifs: [1, 2].map(() => ({ ...COLLECTIF, jours: 'mardi', horaires: '17 h' })) },
    'oui',
    'hors temps scolaire : oui ; chaque collectif : mardi, 17 h',
  ],
  ['dimensions_presentes', { dimensions: null }, 'non_renseigne', 'dimensions de l’action non renseignées'],
  ['locaux_adaptes', {}, 'non_renseigne', 'locaux adaptés : non renseigné'],
  [
    'engagements_signes',
    { engagementCharte: true },
    'non_renseigne',
    'engagement sur la charte : oui ; engagement sur la laïcité : non renseigné',
  ],
  ['pas_seulement_aide_aux_devoirs', {}, 'non_renseigne', 'aide aux devoirs seulement : non renseigné'],
  [
    'budget_contributions',
    { budget: budget([CHARGES, PRODUITS, ligne('charge', '864', 50), ligne('produit', '870', 50)]) },
    'oui',
    'emplois (86) 50,00\u00a0€ = ressources (87) 50,00\u00a0€ ; 86 et 87 compris, charges 1\u202f050,00\u00a0€ = produits 1\u202f050,00\u00a0€',
  ],
  [
    'budget_contributions',
    { budget: budget([CHARGES, PRODUITS]) },
    'oui',
    'aucune contribution volontaire (86 et 87 vides) ; 86 et 87 compris, charges 1\u202f000,00\u00a0€ = produits 1\u202f000,00\u00a0€',
  ],
  [
    'budget_contributions',
    { budget: budget([CHARGES, PRODUITS, ligne('charge', '864', 50), ligne('produit', '870', 40)]) },
    'non',
    'emplois (86) 50,00\u00a0€ ≠ ressources (87) 40,00\u00a0€ ; 86 et 87 compris, charges 1\u202f050,00\u00a0€ ≠ produits 1\u202f040,00\u00a0€',
  ],
  ['budget_contributions', { budget: budget([]) }, 'non_renseigne', 'budget non renseigné'],
  [
    'budget_totaux',
    { budget: budget([CHARGES, PRODUITS], { charges: 1000 }) },
    'oui',
    'Total des charges déclaré = somme des lignes : 1\u202f000,00\u00a0€ = 1\u202f000,00\u00a0€',
  ],
  [
    'budget_totaux',
    { budget: budget([CHARGES, PRODUITS]) },
    'oui',
    'aucun total à recouper ; charges 1\u202f000,00\u00a0€, produits 1\u202f000,00\u00a0€',
  ],
  [
    'budget_totaux',
    { budget: budget([CHARGES, ligne('charge', '601', 700), ligne('charge', '602', 200), PRODUITS]) },
    'non',
    'Compte 60 Achats = somme de ses lignes : 1\u202f000,00\u00a0€ ≠ 900,00\u00a0€',
  ],
  ['budget_totaux', { budget: budget([]) }, 'non_renseigne', 'budget non renseigné'],
  [
    'budget_ligne_caf',
    { budget: budget([CHARGES, CAF], { droit: 400 }) },
    'oui',
    'ligne Caf 400,00\u00a0€ = droit calculé 400,00\u00a0€',
  ],
  [
    'budget_ligne_caf',
    { budget: budget([CHARGES, CAF], { droit: 325 }) },
    'non',
    'ligne Caf 400,00\u00a0€ ≠ droit calculé 325,00\u00a0€',
  ],
  [
    'budget_ligne_caf',
    { budget: budget([CHARGES, PRODUITS], { droit: 325 }) },
    'non_renseigne',
    'ligne Caf —, droit calculé 325,00\u00a0€',
  ],
  [
    'budget_part_caf',
    { budget: budget([CHARGES, CAF, ligne('produit', '75', 600)], { partCaf: 4000 }) },
    'oui',
    'part de la Caf 40,0\u00a0% ≤ maximum 40\u00a0% ; part publique 40,0\u00a0% sans 86/87, 40,0\u00a0% avec',
  ],
  [
    'budget_part_caf',
    { budget: budget([CHARGES, CAF, ligne('produit', '75', 600)]) },
    'oui',
    'part de la Caf 40,0\u00a0%, sans maximum au barème ; part publique 40,0\u00a0% sans 86/87, 40,0\u00a0% avec',
  ],
  [
    'budget_part_caf',
    { budget: budget([CHARGES, CAF, ligne('produit', '75', 600)], { partCaf: 3250 }) },
    'non',
    'part de la Caf 40,0\u00a0% > maximum 32,5\u00a0% ; part publique 40,0\u00a0% sans 86/87, 40,0\u00a0% avec',
  ],
  ['budget_part_caf', { budget: budget([CHARGES, PRODUITS]) }, 'non_renseigne', 'produits non détaillés'],
  [
    'budget_recettes',
    { budget: budget([CHARGES, CAF]) },
    'oui',
    'produits 400,00\u00a0€ ≤ charges 1\u202f000,00\u00a0€',
  ],
  [
    'budget_recettes',
    { budget: budget([CHARGES, PRODUITS, CAF]) },
    'non',
    'produits 1\u202f400,00\u00a0€ > charges 1\u202f000,00\u00a0€',
  ],
  ['budget_recettes', { budget: budget([]) }, 'non_renseigne', 'produits —, charges —'],
  [
    'budget_demande',
    { budget: budget([CHARGES, CAF], { demande: 1000 }) },
    'oui',
    'demandé 1\u202f000,00\u00a0€ ≤ charges 1\u202f000,00\u00a0€',
  ],
  [
    'budget_demande',
    { budget: budget([CHARGES, CAF], { demande: 1001 }) },
    'non',
    'demandé 1\u202f001,00\u00a0€ > charges 1\u202f000,00\u00a0€',
  ],
  ['budget_demande', { budget: budget([CHARGES, CAF]) }, 'non_renseigne', 'demandé —, charges 1\u202f000,00\u00a0€'],
  [
    'bilan_precedent',
    { bilanPrecedent: { campagnesAnterieures: 0, dernier: null, piece: null } },
    'oui',
    'sans objet, nouveau porteur (aucune campagne antérieure dans cette base)',
  ],
  [
    'bilan_precedent',
    { bilanPrecedent: { campagnesAnterieures: 2, dernier: null, piece: null } },
    'oui',
    'sans objet, nouveau porteur (absent des 2 campagnes antérieures)',
  ],
  [
    'bilan_precedent',
    {
      bilanPrecedent: {
        campagnesAnterieures: 1,
        dernier: { anneeScolaire: '2025-2026', collectifsAgrees: 0 },
        piece: null,
      },
    },
    'oui',
    'sans objet, aucun collectif agréé en 2025-2026',
  ],
  [
    'bilan_precedent',
    {
      bilanPrecedent: {
        campagnesAnterieures: 1,
        dernier: { anneeScolaire: '2025-2026', collectifsAgrees: 2 },
        piece: null,
      },
    },
    'non_renseigne',
    '2 collectifs agréés en 2025-2026 : bilan à vérifier, aucun reçu ici',
  ],
  [
    'bilan_precedent',
    {
      bilanPrecedent: {
        campagnesAnterieures: 1,
        dernier: { anneeScolaire: '2025-2026', collectifsAgrees: 1 },
        piece: { libelle: 'Bilan 2025-2026', presente: true },
      },
    },
    'oui',
    '1 collectif agréé en 2025-2026 ; pièce «\u00a0Bilan 2025-2026\u00a0» reçue',
  ],
  [
    'bilan_precedent',
    {
      bilanPrecedent: {
        campagnesAnterieures: 1,
        dernier: { anneeScolaire: '2025-2026', collectifsAgrees: 1 },
        piece: { libelle: 'Bilan 2025-2026', presente: false },
      },
    },
    'non',
    '1 collectif agréé en 2025-2026 ; pièce «\u00a0Bilan 2025-2026\u00a0» manquante',
  ],
  [
    'bilan_precedent',
    {
      bilanPrecedent: {
        campagnesAnterieures: 1,
        dernier: { anneeScolaire: '2025-2026', collectifsAgrees: 2, bilans: { recus: 1, dus: 1 } },
        piece: { libelle: 'Bilan 2025-2026', presente: false },
      },
    },
    'oui',
    '2 collectifs agréés en 2025-2026 ; bilan reçu',
  ],
  [
    'bilan_precedent',
    {
      bilanPrecedent: {
        campagnesAnterieures: 1,
        dernier: { anneeScolaire: '2025-2026', collectifsAgrees: 3, bilans: { recus: 1, dus: 2 } },
        piece: null,
      },
    },
    'non',
    '3 collectifs agréés en 2025-2026 ; 1 bilan reçu sur 2',
  ],
];
