/**
 * Le catalogue des champs que l’application sait recevoir d’une réponse à l’appel à projets.
 * Les en-têtes des fichiers reçus sont rapprochés de ces champs (resources/synonymes.json) ;
 * la charte cite ces codes comme preuves. Un code ne change jamais : il est dans la base.
 */
export type TypeChamp =
  | 'texte'
  | 'texte_long'
  | 'entier'
  | 'montant'
  | 'date'
  | 'instant'
  | 'oui_non'
  | 'liste'
  | 'siret'
  | 'rna'
  | 'iban'
  | 'courriel'
  | 'telephone'
  | 'commune'
  | 'piece';

export type ObjetChamp = 'structure' | 'dossier' | 'collectif';
export type SectionChamp = 'identite' | 'projet' | 'collectifs' | 'budget' | 'pieces';

export interface Champ {
  readonly code: string;
  readonly libelle: string;
  readonly objet: ObjetChamp;
  readonly section: SectionChamp;
  readonly type: TypeChamp;
}

function champ(code: string, libelle: string, objet: ObjetChamp, section: SectionChamp, type: TypeChamp): Champ {
  return { code, libelle, objet, section, type };
}

export const CHAMPS = [
  champ('numero', 'Numéro du dossier', 'dossier', 'identite', 'texte'),
  champ('etatSource', 'État dans le portail', 'dossier', 'identite', 'texte'),
  champ('deposeLe', 'Déposé le', 'dossier', 'identite', 'instant'),
  champ('siret', 'SIRET', 'structure', 'identite', 'siret'),
  champ('raisonSociale', 'Raison sociale', 'structure', 'identite', 'texte'),
  champ('formeJuridique', 'Forme juridique', 'structure', 'identite', 'texte'),
  champ('rna', 'RNA', 'structure', 'identite', 'rna'),
  champ('adresse', 'Adresse du siège', 'structure', 'identite', 'texte'),
  champ('codePostal', 'Code postal du siège', 'structure', 'identite', 'texte'),
  champ('communeSiege', 'Commune du siège', 'structure', 'identite', 'commune'),
  champ('courriel', 'Courriel', 'structure', 'identite', 'courriel'),
  champ('telephone', 'Téléphone', 'structure', 'identite', 'telephone'),
  champ('representant', 'Représentant légal', 'structure', 'identite', 'texte'),
  champ('titulaireCompte', 'Titulaire du compte', 'structure', 'identite', 'texte'),
  champ('iban', 'IBAN', 'structure', 'identite', 'iban'),
  champ('bic', 'BIC', 'structure', 'identite', 'texte'),
  champ('intitule', 'Intitulé de l’action', 'dossier', 'projet', 'texte'),
  champ('communeInsee', 'Commune du lieu d’action', 'dossier', 'projet', 'commune'),
  champ('quartier', 'Quartier', 'dossier', 'projet', 'texte'),
  champ('qpv', 'Quartier prioritaire (QPV)', 'dossier', 'projet', 'oui_non'),
  champ('nombreCollectifs', 'Nombre de collectifs', 'dossier', 'projet', 'entier'),
  champ('constat', 'Constat de besoins', 'dossier', 'projet', 'texte_long'),
  champ('objectifs', 'Objectifs de l’action', 'dossier', 'projet', 'texte_long'),
  champ('dimensions', 'Dimensions de l’action', 'dossier', 'projet', 'liste'),
  champ('pedagogie', 'Démarche et activités avec les enfants', 'dossier', 'projet', 'texte_long'),
  champ('tempsCollectifs', 'Temps collectifs', 'dossier', 'projet', 'oui_non'),
  champ('tempsIndividuels', 'Temps individuels', 'dossier', 'projet', 'oui_non'),
  champ('horsTempsScolaire', 'Hors temps scolaire', 'dossier', 'projet', 'oui_non'),
  champ('aideAuxDevoirsSeule', 'Aide aux devoirs seulement', 'dossier', 'projet', 'oui_non'),
  champ('participationFamilles', 'Participation annuelle par enfant', 'dossier', 'projet', 'montant'),
  champ('placeParents', 'Place des parents', 'dossier', 'projet', 'texte_long'),
  champ('rencontresFamilles', 'Rencontres avec les familles', 'dossier', 'projet', 'texte_long'),
  champ('lienEcole', 'Lien avec l’école', 'dossier', 'projet', 'texte_long'),
  champ('etablissements', 'Établissements scolaires partenaires', 'dossier', 'projet', 'texte'),
  champ('ressourcesTerritoire', 'Ressources du territoire', 'dossier', 'projet', 'texte_long'),
  champ('partenaires', 'Partenaires', 'dossier', 'projet', 'texte'),
  champ('evaluation', 'Évaluation prévue', 'dossier', 'projet', 'texte_long'),
  champ('coordinateur', 'Coordinateur', 'dossier', 'projet', 'texte'),
  champ('diplomeCoordinateur', 'Diplôme du coordinateur', 'dossier', 'projet', 'liste'),
  champ('nombreSalaries', 'Salariés intervenants', 'dossier', 'projet', 'entier'),
  champ('nombreBenevoles', 'Bénévoles intervenants', 'dossier', 'projet', 'entier'),
  champ('formationIntervenants', 'Formation des intervenants', 'dossier', 'projet', 'texte_long'),
  champ('locauxAdaptes', 'Locaux adaptés', 'dossier', 'projet', 'oui_non'),
  champ('descriptionLocaux', 'Description des locaux', 'dossier', 'projet', 'texte_long'),
  champ('dateDebut', 'Début de l’action', 'dossier', 'projet', 'date'),
  champ('engagementCharte', 'Engagement sur la charte', 'dossier', 'pieces', 'oui_non'),
  champ('engagementLaicite', 'Engagement sur la laïcité', 'dossier', 'pieces', 'oui_non'),
  champ('pieceStatuts', 'Statuts', 'dossier', 'pieces', 'piece'),
  champ('pieceRib', 'RIB', 'dossier', 'pieces', 'piece'),
  champ('pieceBudget', 'Budget signé', 'dossier', 'pieces', 'piece'),
  champ('pieceAttestation', 'Attestation d’assurance', 'dossier', 'pieces', 'piece'),
  champ('montantDemande', 'Montant demandé à la Caf', 'dossier', 'budget', 'montant'),
  champ('totalCharges', 'Total des charges', 'dossier', 'budget', 'montant'),
  champ('totalProduits', 'Total des produits', 'dossier', 'budget', 'montant'),
  champ('collectif.libelle', 'Libellé du collectif', 'collectif', 'collectifs', 'texte'),
  champ('collectif.niveau', 'Niveau scolaire', 'collectif', 'collectifs', 'liste'),
  champ('collectif.classes', 'Classes', 'collectif', 'collectifs', 'texte'),
  champ('collectif.effectif', 'Effectif prévu', 'collectif', 'collectifs', 'entier'),
  champ('collectif.communeInsee', 'Commune du collectif', 'collectif', 'collectifs', 'commune'),
  champ('collectif.lieu', 'Lieu', 'collectif', 'collectifs', 'texte'),
  champ('collectif.jours', 'Jours', 'collectif', 'collectifs', 'texte'),
  champ('collectif.horaires', 'Horaires', 'collectif', 'collectifs', 'texte'),
  champ('collectif.adultes', 'Adultes par séance', 'collectif', 'collectifs', 'entier'),
  champ('collectif.cout', 'Coût prévisionnel', 'collectif', 'collectifs', 'montant'),
] as const satisfies readonly Champ[];

export const CHAMP_PAR_CODE: ReadonlyMap<string, Champ> = new Map(CHAMPS.map((c): [string, Champ] => [c.code, c]));

/**
 * Les colonnes de budget n’ont pas de liste fermée : leur code est `charge:<compte>` ou `produit:<compte>:<libellé>`
 * (« 64 – Charges de personnel » → `charge:64`, « 74 – Caf » → `produit:74:Caf`).
 */
export function lireCodeBudget(code: string): { sens: 'charge' | 'produit'; compte: string; libelle: string } | null {
  const trouve = /^(charge|produit):(\d{2,3})(?::(.*))?$/.exec(code);
  if (!trouve?.[1] || !trouve[2]) return null;
  return { sens: trouve[1] === 'charge' ? 'charge' : 'produit', compte: trouve[2], libelle: trouve[3] ?? '' };
}
