/** Où en est un lot de paiement, comme on le lit à l’écran, dans la commande et sur les papiers. */
export const LIBELLES_ETAT_LOT = {
  prepare: 'Préparé',
  abandonne: 'Abandonné',
  valide: 'Validé',
  paye: 'Payé',
  annule: 'Annulé',
} as const;

export const LIBELLES_STATUT_ECHEANCE = {
  payable: 'Payable',
  bloquee: 'Bloquée',
  au_lot: 'Au lot',
  payee: 'Payée',
  sans_objet: 'Rien à payer',
} as const;

/** Ce qu’un trop-perçu devient. */
export const LIBELLES_MOUVEMENT_INDU = {
  recouvre: 'Recouvré',
  compense: 'Compensé',
  abandonne: 'Abandonné',
  revise: 'Droit revu à la hausse',
  caduc: 'Abandon sans objet',
} as const;

/** Collectif arrêté ou démarré en cours d’année (shared/domaine/activite-partielle.ts). */
export const LIBELLES_ACTIVITE_PARTIELLE = {
  cout_reel: 'le coût réel décide, plafond entier',
  prorata_plafond: 'plafond réduit aux mois courus, sur dix',
} as const;
