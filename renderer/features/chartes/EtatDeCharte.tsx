import type { EtatCharte } from '../../../shared/domaine/charte.ts';
import { LIBELLES_ETAT_CHARTE } from '../../../shared/domaine/libelles-charte.ts';
import { Badge, type Ton } from '../../ui/Badge.tsx';
import type { NomSigne } from '../../ui/Signe.tsx';

const ASPECTS: Readonly<Record<EtatCharte, { readonly ton: Ton; readonly signe: NomSigne }>> = {
  brouillon: { ton: 'accent', signe: 'en_cours' },
  publiee: { ton: 'ok', signe: 'cadenas' },
  archivee: { ton: 'neutre', signe: 'sans_objet' },
};

export function EtatDeCharte({ etat }: { readonly etat: EtatCharte }) {
  return <Badge {...ASPECTS[etat]}>{LIBELLES_ETAT_CHARTE[etat]}</Badge>;
}

export function BadgeModele() {
  return (
    <Badge ton="att" signe="attention">
      Modèle, à valider
    </Badge>
  );
}
