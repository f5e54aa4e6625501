/**
 * Ce que l’import tire d’un fichier, quelle que soit sa source, avant tout contact avec la base.
 * Montants en centimes, dates `AAAA-MM-JJ`, instants `AAAA-MM-JJTHH:MM:SS` à l’heure de Paris.
 */

/** Une cellule de la ligne d’origine, gardée avec son adresse : la preuve de chaque valeur. */
export interface ReponseLue {
  /** Code du catalogue (champs.ts) ou `charge:…`/`produit:…`, null si la colonne n’est rapprochée de rien. */
  readonly champ: string | null;
  /** En-tête de la colonne, rendu unique : « Précisez (2) ». */
  readonly libelle: string;
  /** Valeur normalisée, en texte : date ISO, montant en centimes, code INSEE, `oui`/`non`. */
  readonly valeur: string;
  /** Texte de la cellule tel que reçu. */
  readonly brut: string;
  /** « Dossiers!F12 ». */
  readonly adresse: string;
}

export interface StructureLue {
  /** 14 chiffres si la clé est juste, sinon null : `siretDeclare` garde ce qui a été écrit. */
  readonly siret: string | null;
  readonly siretDeclare: string | null;
  readonly raisonSociale: string;
  readonly formeJuridique: string | null;
  readonly rna: string | null;
  readonly adresse: string | null;
  readonly codePostal: string | null;
  /** Code INSEE de la commune du siège. */
  readonly communeSiege: string | null;
  readonly courriel: string | null;
  readonly telephone: string | null;
  readonly representant: string | null;
  /** IBAN sans espace, valide ; sinon null et une anomalie. */
  readonly iban: string | null;
  readonly bic: string | null;
  readonly titulaireCompte: string | null;
}

export type NiveauScolaire = 'elementaire' | 'college' | 'lycee' | 'mixte';

export interface CollectifLu {
  /** Rang dans le dossier, 1 = premier (« Ligne » des exports Démarches simplifiées). */
  readonly rang: number;
  readonly libelle: string;
  readonly niveau: NiveauScolaire | null;
  readonly classes: string | null;
  /** null si non renseigné (y compris le 0 des exports standard, signalé en anomalie). */
  readonly effectif: number | null;
  readonly communeInsee: string | null;
  readonly lieu: string | null;
  readonly jours: string | null;
  readonly horaires: string | null;
  readonly adultes: number | null;
  /** null : pas de coût propre, le budget du dossier est partagé également (domaine §3.2). */
  readonly coutCentimes: number | null;
  readonly reponses: readonly ReponseLue[];
}

export interface LigneBudgetLue {
  readonly sens: 'charge' | 'produit';
  /** Compte du plan associatif : « 60 », « 74 », « 864 ». */
  readonly compte: string;
  readonly libelle: string;
  readonly montantCentimes: number;
  readonly adresse: string;
}

export interface DossierLu {
  readonly numero: string;
  readonly etatSource: string | null;
  readonly deposeLe: string | null;
  readonly intitule: string | null;
  readonly communeInsee: string | null;
  readonly quartier: string | null;
  readonly qpv: boolean | null;
  readonly montantDemandeCentimes: number | null;
  readonly totalChargesCentimes: number | null;
  readonly totalProduitsCentimes: number | null;
  readonly structure: StructureLue;
  readonly collectifs: readonly CollectifLu[];
  readonly budget: readonly LigneBudgetLue[];
  /** Toutes les cellules non vides de la ligne, rapprochées ou non. */
  readonly reponses: readonly ReponseLue[];
}

export interface AnomalieLue {
  /** Identifiant stable : `siret_invalide`, `collectif_orphelin`, `effectif_illisible`… */
  readonly code: string;
  readonly fichier: string;
  readonly feuille: string | null;
  /** « F12 », sans la feuille. */
  readonly cellule: string | null;
  readonly valeur: string;
  /** Phrase en français : quoi, et que faire. */
  readonly message: string;
  /** Vrai : le dossier (ou la ligne) concerné est laissé à l’écart de l’import. */
  readonly bloquante: boolean;
  readonly numeroDossier: string | null;
}

export interface ColonneLue {
  readonly feuille: string;
  /** Indice, 0 = A. */
  readonly colonne: number;
  /** En-tête rendu unique dans sa feuille. */
  readonly entete: string;
  /** Trois valeurs d’exemple au plus. */
  readonly exemples: readonly string[];
  readonly champ: string | null;
  /** 0 à 100. */
  readonly confiance: number;
  readonly origine: 'fixe' | 'nom' | 'synonyme' | 'contenu' | 'profil' | 'agent' | null;
}

export interface FeuilleLue {
  readonly nom: string;
  readonly role: 'dossiers' | 'etablissements' | 'avis' | 'collectifs' | 'ignoree';
  readonly lignes: number;
}

/** Ce que le profil gardé a donné sur ce fichier ; `entete` et `ancien` sont des en-têtes rendus uniques. */
export interface ProfilRepris {
  /** Colonnes que le profil a rapprochées, à l’identique ou presque. */
  readonly repris: number;
  /** Colonnes reconnues malgré un libellé changé depuis l’an dernier. */
  readonly approches: readonly { readonly entete: string; readonly ancien: string }[];
  /** En-têtes du profil que le fichier n’a plus. */
  readonly perdues: readonly string[];
  /** En-têtes du fichier que le profil ne connaît pas ; vide si le profil ne garde que quelques colonnes. */
  readonly nouvelles: readonly string[];
}

export interface LectureImport {
  readonly fichier: string;
  readonly famille: 'ds_standard' | 'ds_modele' | 'classeur' | 'table';
  /** Chemin de la démarche tiré du nom du fichier : clé des profils gardés. */
  readonly demarche: string | null;
  readonly feuilles: readonly FeuilleLue[];
  readonly colonnes: readonly ColonneLue[];
  readonly dossiers: readonly DossierLu[];
  readonly anomalies: readonly AnomalieLue[];
  /** Collectifs dont le dossier n’est pas dans le fichier. */
  readonly collectifsOrphelins: number;
  /** Présent si un profil a été demandé. */
  readonly profil?: ProfilRepris;
}

/** Choix de l’agent ou d’un profil : clé `feuille␟entête unique`, valeur = code de champ ou null (« ne pas importer »). */
export type Correspondances = Readonly<Record<string, string | null>>;

export function cleColonne(feuille: string, entete: string): string {
  return `${feuille}\u241F${entete}`;
}
