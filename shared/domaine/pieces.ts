import { CHAMPS } from './champs.ts';

/** Ce qu’un agent constate d’une pièce. */
export type EtatConstate = 'recue' | 'manquante' | 'non_conforme' | 'dispensee';
/** `annoncee` : le portail dit un nom de fichier. `non_renseignee` : rien ne dit si elle est arrivée. */
export type EtatPiece = EtatConstate | 'annoncee' | 'non_renseignee';

export const LIBELLES_ETAT_PIECE: Readonly<Record<EtatPiece, string>> = {
  recue: 'Reçue',
  annoncee: 'Annoncée',
  non_renseignee: 'À vérifier',
  manquante: 'Manquante',
  non_conforme: 'Non conforme',
  dispensee: 'Dispensée',
};

/** Les états qu’un agent pose, dans l’ordre où l’écran les propose. */
export const ETATS_CONSTATES: readonly EtatConstate[] = ['recue', 'manquante', 'non_conforme', 'dispensee'];

/** Sans commentaire, ni le porteur ni le Copil ne sauraient ce qui ne va pas, ou pourquoi on s’en passe. */
export const ETATS_A_COMMENTER: ReadonlySet<EtatConstate> = new Set(['non_conforme', 'dispensee']);

export interface PieceModele {
  readonly code: string;
  readonly libelle: string;
  readonly champ: string;
}

/** Les pièces que le catalogue des champs connaît : le point de départ d’une liste. */
export const PIECES_DU_CATALOGUE: readonly PieceModele[] = CHAMPS.filter(({ type }) => type === 'piece').map(
  ({ code, libelle }) => ({ code, libelle, champ: code }),
);

interface Indices {
  /** Noms de fichiers de la colonne du portail ; vide : cellule vide, ou colonne absente. */
  readonly annonces: string;
  /** Fichiers joints et non retirés. */
  readonly fichiers: number;
  /** La campagne a reçu cette colonne d’au moins un dossier : une cellule vide veut alors dire « non déposée ». */
  readonly colonneRecue: boolean;
}

/** L’état sans avis d’agent. Une colonne que personne n’a remplie ne prouve rien : « à vérifier », pas « manquante ». */
export function deduireEtatPiece({ annonces, fichiers, colonneRecue }: Indices): EtatPiece {
  if (fichiers > 0) return 'recue';
  if (annonces !== '') return 'annoncee';
  return colonneRecue ? 'manquante' : 'non_renseignee';
}

/** Le dossier a-t-il cette pièce (ou en est-il dispensé) ? null : on ne sait pas. */
export function estFournie(etat: EtatPiece): boolean | null {
  if (etat === 'non_renseignee') return null;
  return etat !== 'manquante' && etat !== 'non_conforme';
}

interface PieceSuivie {
  readonly etat: EtatPiece;
  readonly obligatoire: boolean;
  readonly constat: object | null;
}

/** À demander au porteur : non conforme, ou absente si elle est obligatoire ou si un agent l’a dite manquante. */
export function estAReclamer(piece: PieceSuivie, avecNonRenseignees: boolean): boolean {
  if (piece.etat === 'non_conforme') return true;
  if (piece.etat === 'manquante') return piece.obligatoire || piece.constat !== null;
  return piece.etat === 'non_renseignee' && piece.obligatoire && avecNonRenseignees;
}
