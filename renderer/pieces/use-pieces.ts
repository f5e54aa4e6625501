import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { EtatPieces, FichierPiece, PieceDuDossier, PiecesDossier } from '../../shared/contract/pieces.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { ETATS_A_COMMENTER, type EtatConstate, LIBELLES_ETAT_PIECE } from '../../shared/domaine/pieces.ts';
import { api, messageErreur, q } from '../api.ts';
import { rangerDocument } from '../produire.ts';
import { demanderMotif } from '../ui/Dialogue.tsx';
import { notifier, notifierErreur } from '../ui/notifier.tsx';

type Piece = Pick<PieceDuDossier, 'code' | 'libelle'>;
type Dossier = Pick<PiecesDossier, 'dossierId' | 'structure'>;

export interface ActionsPieces {
  readonly enCours: boolean;
  /** `etat` null : efface le constat. Demande une explication s’il en faut une. */
  readonly constater: (dossier: Dossier, piece: Piece, etat: EtatConstate | null) => Promise<void>;
  readonly joindre: (dossier: Dossier, piece: Piece, fichiers: readonly File[]) => Promise<void>;
  readonly retirer: (fichier: FichierPiece) => Promise<void>;
  readonly ouvrir: (fichier: FichierPiece) => Promise<void>;
}

const EXPLICATIONS = {
  non_conforme: 'Dites ce qui ne va pas : le porteur le lira dans la lettre de relance.',
  dispensee: 'Dites pourquoi ce dossier s’en passe : le Copil le verra.',
} as const;

/** Ce qu’un agent fait des pièces d’un dossier, depuis la matrice comme depuis la page du dossier. */
export function useActionsPieces(campagneId: number): ActionsPieces {
  const requetes = useQueryClient();
  const [enCours, setEnCours] = useState(false);

  /** Montre aussitôt la réponse, puis relit ce qui en dépend (conditions, piles, journal). */
  function retenir(dossier: PiecesDossier): void {
    requetes.setQueryData(q.pieces.lireDossier.queryKey({ input: { dossierId: dossier.dossierId } }), dossier);
    requetes.setQueryData(q.pieces.lire.queryKey({ input: { campagneId } }), (avant: EtatPieces | undefined) =>
      avant
        ? { ...avant, dossiers: avant.dossiers.map((d) => (d.dossierId === dossier.dossierId ? dossier : d)) }
        : avant,
    );
    void requetes.invalidateQueries();
  }

  async function faire(action: () => Promise<void>, echec: string): Promise<void> {
    setEnCours(true);
    try {
      await action();
    } catch (erreur) {
      notifierErreur(messageErreur(erreur), echec);
    } finally {
      setEnCours(false);
    }
  }

  return {
    enCours,
    async constater({ dossierId, structure }, { code, libelle }, etat) {
      let commentaire = '';
      if (etat === 'non_conforme' || etat === 'dispensee') {
        const explication = await demanderMotif({
          titre: `${libelle} : ${LIBELLES_ETAT_PIECE[etat].toLowerCase()}`,
          texte: `${structure}. ${EXPLICATIONS[etat]}`,
          action: 'Enregistrer',
        });
        if (explication === null) return;
        commentaire = explication;
      }
      await faire(
        async () => retenir(await api.pieces.constater({ dossierId, code, etat, commentaire })),
        'Le constat n’a pas été enregistré',
      );
    },
    joindre: ({ dossierId }, { code, libelle }, fichiers) =>
      faire(async () => {
        const avis: string[] = [];
        for (const fichier of fichiers) {
          const resultat = await api.pieces.joindre({ dossierId, code, fichier });
          retenir(resultat.dossier);
          if (resultat.avis !== null) avis.push(resultat.avis);
        }
        notifier(
          [`${pluriel(fichiers.length, 'fichier')} à « ${libelle} ».`, ...avis].join(' '),
          fichiers.length > 1 ? 'Fichiers joints' : 'Fichier joint',
        );
      }, 'Le fichier n’a pas été joint'),
    async retirer(fichier) {
      const motif = await demanderMotif({
        titre: `Retirer « ${fichier.nom} »`,
        texte: 'Il ne comptera plus, mais restera consultable avec votre motif au journal.',
        action: 'Retirer',
        danger: true,
      });
      if (motif === null) return;
      await faire(
        async () => retenir(await api.pieces.retirer({ fichierId: fichier.id, motif })),
        'Le fichier n’a pas été retiré',
      );
    },
    ouvrir: (fichier) =>
      faire(async () => {
        const { documentId } = await api.pieces.ouvrir({ fichierId: fichier.id });
        await rangerDocument(documentId);
      }, 'Le fichier n’a pas pu être rendu'),
  };
}

/** Vrai si poser cet état demande une explication : l’article de menu finit alors par « … ». */
export function demandeExplication(etat: EtatConstate): boolean {
  return ETATS_A_COMMENTER.has(etat);
}
