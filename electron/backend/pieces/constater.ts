import { ecrire } from '../../../db/ecrire.ts';
import { campagneDuDossier } from '../../../db/queries/dossiers.ts';
import { constaterPiece, effacerConstatPiece } from '../../../db/queries/pieces.ts';
import type { PiecesDossier } from '../../../shared/contract/pieces.ts';
import { ETATS_A_COMMENTER, type EtatConstate, LIBELLES_ETAT_PIECE } from '../../../shared/domaine/pieces.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';
import { lirePiecesDossier } from './lire.ts';
import { etablirListe } from './liste.ts';

interface DemandeConstat {
  readonly dossierId: number;
  readonly code: string;
  /** null : efface le constat. */
  readonly etat: EtatConstate | null;
  readonly commentaire: string;
}

/** Le mot de l’agent sur une pièce ; il l’emporte sur ce qui se déduit, et les deux restent montrés. */
export function constaterEtat(context: Context, demande: DemandeConstat): PiecesDossier {
  const { dossierId, code, etat } = demande;
  const campagneId = campagneDuDossier(context.db, dossierId);
  if (campagneId === undefined) throw introuvable('Ce dossier');
  const commentaire = demande.commentaire.trim();
  if (etat !== null && ETATS_A_COMMENTER.has(etat) && commentaire === '')
    throw new Refus(
      'commentaire_absent',
      `« ${LIBELLES_ETAT_PIECE[etat]} » demande une explication : elle sera lue par le porteur ou par le Copil.`,
    );
  const auteur = acteur(context);
  ecrire(context.db, auteur, (tx) => {
    const piece = etablirListe(tx, campagneId).find((p) => p.code === code);
    if (!piece) throw introuvable('Cette pièce');
    if (etat === null) effacerConstatPiece(tx, dossierId, code, `Constat effacé sur « ${piece.libelle} »`);
    else
      constaterPiece(
        tx,
        { dossierId, code, etat, commentaire },
        auteur.agentId,
        `« ${piece.libelle} » : ${LIBELLES_ETAT_PIECE[etat].toLowerCase()}${commentaire ? ` (${commentaire})` : ''}`,
      );
  });
  return lirePiecesDossier(context, dossierId);
}
