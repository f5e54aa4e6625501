import type { Lot } from '../../../../shared/contract/lots.ts';
import { LIBELLES_ETAT_LOT } from '../../../../shared/domaine/libelles-paiement.ts';
import { Badge, type Ton } from '../../../ui/Badge.tsx';
import type { NomSigne } from '../../../ui/Signe.tsx';

const ETATS: Readonly<Record<Lot['etat'], readonly [ton: Ton, signe: NomSigne]>> = {
  prepare: ['accent', 'en_cours'],
  abandonne: ['neutre', 'moins'],
  valide: ['ok', 'cadenas'],
  paye: ['ok', 'fait'],
  annule: ['al', 'refus'],
};

/** L’état d’un lot : signe, mot, couleur. */
export function BadgeLot({ etat, payees }: Pick<Lot, 'etat' | 'payees'>) {
  // Soldé par des rejets seulement : rien n’en a été payé.
  if (etat === 'paye' && payees === 0)
    return (
      <Badge ton="al" signe="refus">
        Tout rejeté
      </Badge>
    );
  const [ton, signe] = ETATS[etat];
  return (
    <Badge ton={ton} signe={signe}>
      {LIBELLES_ETAT_LOT[etat]}
    </Badge>
  );
}
