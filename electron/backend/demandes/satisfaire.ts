import type { LigneDeDemande } from '../../../db/queries/demandes-porteur.ts';
import type { LigneDemande } from '../../../shared/contract/demandes.ts';
import type { PieceDuDossier } from '../../../shared/contract/pieces.ts';
import { estFournie, LIBELLES_ETAT_PIECE } from '../../../shared/domaine/pieces.ts';

type Satisfaction = NonNullable<LigneDemande['satisfaite']>;

/** Une pièce arrivée, d’où qu’elle vienne : constat d’un agent, fichier joint, nom de fichier dit par le portail. */
export function satisfactionDePiece(piece: PieceDuDossier | undefined): Satisfaction | null {
  if (!piece || estFournie(piece.etat) !== true) return null;
  const { constat, annonces } = piece;
  if (constat)
    return {
      source: 'constat',
      le: constat.instant,
      detail: `${LIBELLES_ETAT_PIECE[constat.etat].toLowerCase()} : constat de ${constat.agent}`,
    };
  const fichier = piece.fichiers.findLast((f) => f.retire === null);
  if (fichier)
    return { source: 'fichier', le: fichier.instant, detail: `« ${fichier.nom} » joint par ${fichier.agent}` };
  return { source: 'portail', le: null, detail: `déposée sur le portail : ${annonces}` };
}

/** Le mot de l’agent l’emporte ; une pièce se constate aussi toute seule. `par` : qui a noté la réponse. */
export function satisfactionDeLigne(
  ligne: LigneDeDemande,
  piece: PieceDuDossier | undefined,
  par: string | undefined,
): Satisfaction | null {
  if (ligne.satisfaiteLe !== null)
    return {
      source: 'agent',
      le: ligne.satisfaiteLe,
      detail: par === undefined ? 'notée par un agent' : `notée par ${par}`,
    };
  return ligne.nature === 'piece' ? satisfactionDePiece(piece) : null;
}
