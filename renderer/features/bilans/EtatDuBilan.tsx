import { direEtatBilan } from '../../../shared/domaine/libelles-bilans.ts';
import { Etat, type Ton } from '../../ui/Badge.tsx';
import type { NomSigne } from '../../ui/Signe.tsx';

type Bilan = Parameters<typeof direEtatBilan>[0];

function aspect(bilan: Bilan): readonly [ton: Ton, signe: NomSigne] {
  if (bilan.etat === 'valide') return ['ok', 'cadenas'];
  if (bilan.etat === 'recu') return bilan.aExpliquer ? ['att', 'attention'] : ['ok', 'fait'];
  if (bilan.sansObjet) return ['neutre', 'sans_objet'];
  if (bilan.enRetard) return ['al', 'sablier'];
  return bilan.etat === 'brouillon' ? ['accent', 'en_cours'] : ['neutre', 'vide'];
}

/** Attendu, en retard, brouillon, reçu, à expliquer, validé. */
export function EtatDuBilan({ bilan }: { readonly bilan: Bilan }) {
  const [ton, signe] = aspect(bilan);
  return (
    <Etat ton={ton} signe={signe}>
      {direEtatBilan(bilan)}
    </Etat>
  );
}
