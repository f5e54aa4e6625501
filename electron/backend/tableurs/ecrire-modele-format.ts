/**
 * Ce que le classeur de réponse porte pour être relu à coup sûr : un repère dans chaque feuille, un code par ligne et par
 * colonne de réponse, dans une colonne et une ligne masquées. Le lecteur ne se fie qu’à eux, ni aux libellés ni à la place.
 */

/** Change quand un code change de sens ; le lecteur refuse une version qu’il ne connaît pas. */
export const VERSION_MODELE = 1;

/** Le repère d’une feuille, en colonne A d’une ligne masquée : « clas-reponse:1:structure ». */
const REPERE = /^clas-reponse:(\d{1,4}):([a-z]+)$/;

export function ecrireRepere(role: string): string {
  return `clas-reponse:${VERSION_MODELE}:${role}`;
}

/** Version et rôle d’une feuille d’après le texte de sa cellule repère ; null si ce n’en est pas un. */
export function lireRepere(texte: string): { readonly version: number; readonly role: string } | null {
  const trouve = REPERE.exec(texte.trim());
  return trouve?.[1] && trouve[2] ? { version: Number(trouve[1]), role: trouve[2] } : null;
}

/** Feuille masquée : version, campagne, porteur et listes déroulantes. */
export const FEUILLE_CACHEE = '_clas';
export const ROLE_CACHE = 'fiche';

export type RoleFeuille = 'structure' | 'projet' | 'collectifs' | 'budget' | 'pieces';

/** Clés de la feuille masquée. */
export const CLES_FICHE = ['version', 'campagne', 'departement', 'structure', 'siret'] as const;
export type CleFiche = (typeof CLES_FICHE)[number];

/** Codes des colonnes de réponse. */
export const COLONNE_REPONSE = 'reponse';
export const COLONNE_PRECISIONS = 'precisions';
export const COLONNE_FICHIER = 'fichier';

/** Codes de ligne qui ne sont pas des champs du catalogue. */
export const NUMERO_REPONSE = 'numeroReponse';
export const PREFIXE_DIMENSION = 'dimension:';
export const PREFIXE_PIECE = 'piece:';
export const PREFIXE_COLLECTIF = 'collectif#';

/** Un code suivi de ce signe est celui d’une réponse obligatoire. */
const SIGNE_OBLIGATOIRE = '*';

export function coder(code: string, obligatoire: boolean): string {
  return obligatoire ? `${code}${SIGNE_OBLIGATOIRE}` : code;
}

export function decoder(texte: string): { readonly code: string; readonly obligatoire: boolean } {
  const net = texte.trim();
  return net.endsWith(SIGNE_OBLIGATOIRE)
    ? { code: net.slice(0, -1), obligatoire: true }
    : { code: net, obligatoire: false };
}

/** Codes des lignes de « Collectifs » qui ne sont pas des réponses ; une ligne sans code y a été insérée par le porteur. */
export const LIGNES_FIXES = { entete: 'entete', aide: 'aide', total: 'total' } as const;

/** Lignes préparées pour les collectifs. */
export const COLLECTIFS_PREPARES = 20;

/** Les quatre axes que l’action peut porter ; le dépliant en demande trois. */
export const DIMENSIONS = [
  'Enfants et jeunes',
  'Parents',
  'École et établissement scolaire',
  'Territoire et partenaires',
] as const;

/** « inchangé » à la place d’un IBAN : le compte connu reste. */
export const COMPTE_INCHANGE = /^inchang/i;
