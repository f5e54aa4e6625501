import type { CalculCondition, EtatCharte } from './charte.ts';

export const LIBELLES_ETAT_CHARTE: Readonly<Record<EtatCharte, string>> = {
  brouillon: 'Brouillon',
  publiee: 'Publiée',
  archivee: 'Archivée',
};

/** Ce que le logiciel sait proposer, dit comme une question à laquelle il répond. */
export const LIBELLES_CALCUL: Readonly<Record<CalculCondition, string>> = {
  depose_dans_les_delais: 'Dépôt avant la date limite',
  dossier_complet: 'Pièces demandées toutes reçues',
  public_elementaire_lycee: 'Niveaux scolaires du CP au lycée',
  hors_temps_scolaire: 'Action hors temps scolaire',
  dimensions_presentes: 'Trois dimensions citées au moins',
  gratuite_ou_symbolique: 'Participation des familles nulle ou symbolique',
  effectif_par_collectif: 'Effectif de chaque collectif dans les bornes du barème',
  coordinateur_qualifie: 'Diplôme du coordinateur de niveau Bac+2',
  deux_adultes_par_collectif: 'Deux adultes par collectif',
  parents_associes: 'Place des parents décrite',
  ecole_associee: 'Lien avec l’école décrit',
  locaux_adaptes: 'Locaux adaptés',
  temps_collectifs_et_individuels: 'Temps collectifs et temps individuels',
  engagements_signes: 'Charte et laïcité signées',
  pas_seulement_aide_aux_devoirs: 'Autre chose que l’aide aux devoirs',
  budget_equilibre: 'Charges et produits égaux',
  budget_contributions: 'Contributions volontaires : comptes 86 et 87 égaux',
  budget_totaux: 'Totaux du budget égaux à la somme de leurs lignes',
  budget_ligne_caf: 'Ligne Caf égale au droit calculé',
  budget_part_caf: 'Part de la Caf au plus égale à celle du barème',
  budget_recettes: 'Recettes au plus égales au coût',
  budget_demande: 'Montant demandé au plus égal au coût',
  bilan_precedent: 'Bilan de l’année précédente rendu',
};
