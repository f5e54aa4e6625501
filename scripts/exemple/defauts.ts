import { numeroDeDossier, PLAN, rangDuDossier } from './plan.ts';

/**
 * Les défauts semés dans la campagne d’exemple. Chaque défaut dit ce qu’un agent doit voir et dans quels dossiers ;
 * le générateur les applique à partir de cette liste, et les essais la relisent.
 */
export const CODES_DEFAUT = [
  'quatorze_enfants',
  'six_enfants',
  'parents_absents',
  'budget_desequilibre',
  'demande_totale',
  'siret_faux',
  'etablissement_absent',
  'double_depot',
  'meme_site',
  'deux_graphies',
  'hors_delai',
  'coordinateur_sans_diplome',
  'diplome_vide',
  'participation_elevee',
  'devoirs_seulement',
  'piece_manquante',
  'laicite_non_signee',
  'iban_cle_fausse',
  'iban_etranger',
  'iban_partage',
  'effectif_vide',
  'sans_collectif',
  'nom_tres_long',
  'commune_vide',
  'telephone_ampute',
  'un_seul_adulte',
  'dimensions_insuffisantes',
] as const;

export type CodeDefaut = (typeof CODES_DEFAUT)[number];

export interface Defaut {
  readonly code: CodeDefaut;
  readonly description: string;
  /** Rangs dans le canevas (à partir de 0), dans l’ordre où les variantes sont appliquées. */
  readonly rangs: readonly number[];
  /** Numéros de dossier correspondants. */
  readonly dossiers: readonly string[];
}

const r = rangDuDossier;

export const DEFAUTS: readonly Defaut[] = [
  defaut('quatorze_enfants', 'Le premier collectif compte 14 enfants (maximum 12).', [
    r('horizons', 2),
    r('plateau'),
    r('sologne'),
  ]),
  defaut('six_enfants', 'Le premier collectif compte 6 enfants (minimum 8).', [r('lorris'), r('beauce')]),
  defaut('parents_absents', 'Place des parents et rencontres avec les familles sans réponse.', [
    r('faubourg'),
    r('giennois'),
    r('eclusiers'),
  ]),
  defaut(
    'budget_desequilibre',
    'Produits différents des charges : 360,00 € de moins ; 27,00 € de plus ; contributions volontaires comptées dans le total des produits.',
    [r('cartable'), r('saran', 2), r('rochers')],
  ),
  defaut('demande_totale', 'Le montant demandé à la Caf couvre tout le budget.', [r('mots'), r('tremplin')]),
  defaut(
    'siret_faux',
    'SIRET à clé fausse, accepté quand l’INSEE était indisponible : la ligne d’établissement n’a que le SIRET, et la raison sociale manque.',
    [r('grandir')],
  ),
  defaut('etablissement_absent', 'Aucune ligne dans la feuille des établissements : le SIRET est inconnu.', [
    r('aliziers', 2),
  ]),
  defaut('double_depot', 'Le même porteur a déposé deux fois la même action au même endroit (la seconde corrige).', [
    r('passerelles', 1),
    r('passerelles', 2),
  ]),
  defaut('meme_site', 'Le même porteur, au même endroit, pour deux publics : deux vrais dossiers.', [
    r('gatinais', 1),
    r('gatinais', 2),
  ]),
  defaut('deux_graphies', 'Le même porteur (même SIREN) sous deux raisons sociales et deux SIRET.', [
    r('etabli', 1),
    r('etabli', 2),
  ]),
  defaut('hors_delai', 'Déposé après le 31 mars 2026 à 23 h 59 (le premier de quatre minutes).', [
    r('marine'),
    r('safran', 2),
  ]),
  defaut('coordinateur_sans_diplome', 'Coordinateur au-dessous de Bac + 2 : sans diplôme ; CAP ou BEP.', [
    r('buissonniere'),
    r('mauves'),
  ]),
  defaut('diplome_vide', 'Diplôme du coordinateur sans réponse.', [r('pontcanal'), r('cour', 2)]),
  defaut('participation_elevee', 'Participation de 180,00 € par enfant.', [r('livre')]),
  defaut('devoirs_seulement', 'Aide aux devoirs seulement.', [r('gabares'), r('faubourg')]),
  defaut('piece_manquante', 'Une pièce manque : RIB ; statuts ; budget signé ; attestation d’assurance.', [
    r('fabrique'),
    r('arches'),
    r('argonaute', 2),
    r('horizons', 3),
  ]),
  defaut('laicite_non_signee', 'Charte de la laïcité non signée.', [r('long'), r('cerisiers', 2)]),
  defaut('iban_cle_fausse', 'IBAN dont la clé est fausse.', [r('sologne')]),
  defaut('iban_etranger', 'IBAN belge.', [r('pontcanal')]),
  defaut('iban_partage', 'Un même IBAN pour deux SIRET.', [r('arches'), r('mauves')]),
  defaut('effectif_vide', 'Effectif du dernier collectif laissé vide, donc exporté 0.', [r('rives', 2), r('roses', 2)]),
  defaut('sans_collectif', 'Aucun collectif décrit, alors que deux sont annoncés.', [r('foret')]),
  defaut('nom_tres_long', 'Raison sociale de plus de 200 caractères.', [r('long')]),
  defaut('commune_vide', 'Commune du lieu d’action sans réponse (action sur plusieurs communes).', [r('syndicat')]),
  defaut('telephone_ampute', 'Téléphone qui a perdu son zéro initial.', [r('amilly')]),
  defaut('un_seul_adulte', 'Un seul adulte par séance dans le premier collectif.', [r('gatinais', 2), r('giennois')]),
  defaut('dimensions_insuffisantes', 'Moins de trois dimensions cochées : une ; deux.', [
    r('buissonniere'),
    r('rochers'),
  ]),
];

/** Dossier supprimé du portail dont les collectifs restent dans la feuille du bloc répétable. */
export const COLLECTIFS_ORPHELINS = { dossier: '31199804', lignes: 2 } as const;

const PAR_CODE: ReadonlyMap<string, Defaut> = new Map(DEFAUTS.map((d) => [d.code, d]));

export function trouverDefaut(code: CodeDefaut): Defaut {
  const trouve = PAR_CODE.get(code);
  if (!trouve) throw new Error(`Défaut « ${code} » sans dossier.`);
  return trouve;
}

/** Place du dossier parmi ceux qui portent le défaut (0 pour le premier), ou -1. Le canevas se répète au-delà de 60. */
export function variante(code: CodeDefaut, rang: number): number {
  return trouverDefaut(code).rangs.indexOf(rang % PLAN.length);
}

export function aDefaut(code: CodeDefaut, rang: number): boolean {
  return variante(code, rang) >= 0;
}

function defaut(code: CodeDefaut, description: string, rangs: readonly number[]): Defaut {
  return { code, description, rangs, dossiers: rangs.map(numeroDeDossier) };
}
