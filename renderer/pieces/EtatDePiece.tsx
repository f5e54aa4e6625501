import { type EtatPiece, LIBELLES_ETAT_PIECE } from '../../shared/domaine/pieces.ts';
import { Etat, type Ton } from '../ui/Badge.tsx';
import type { NomSigne } from '../ui/Signe.tsx';

const ASPECTS: Readonly<Record<EtatPiece, readonly [ton: Ton, signe: NomSigne]>> = {
  recue: ['ok', 'fait'],
  annoncee: ['accent', 'en_cours'],
  non_renseignee: ['neutre', 'vide'],
  manquante: ['att', 'sablier'],
  non_conforme: ['al', 'refus'],
  dispensee: ['neutre', 'sans_objet'],
};

/** L’état d’une pièce : forme, mot, couleur. */
export function EtatDePiece({ etat, titre }: { readonly etat: EtatPiece; readonly titre?: string }) {
  const [ton, signe] = ASPECTS[etat];
  return (
    <Etat ton={ton} signe={signe} {...(titre === undefined ? {} : { titre })}>
      {LIBELLES_ETAT_PIECE[etat]}
    </Etat>
  );
}
