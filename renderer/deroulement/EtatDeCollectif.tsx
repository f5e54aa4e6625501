import type { Situation } from '../../shared/domaine/etat-collectif.ts';
import { LIBELLES_SITUATION } from '../../shared/domaine/libelles-suivi.ts';
import { Etat, type Ton } from '../ui/Badge.tsx';
import type { NomSigne } from '../ui/Signe.tsx';

const ASPECTS: Readonly<Record<Situation, { readonly ton: Ton; readonly signe: NomSigne }>> = {
  a_confirmer: { ton: 'neutre', signe: 'vide' },
  ouvert: { ton: 'ok', signe: 'fait' },
  arrete: { ton: 'al', signe: 'refus' },
  non_demarre: { ton: 'att', signe: 'sans_objet' },
};

/** Où en est un collectif : un signe et un mot. */
export function EtatDeCollectif({ situation }: { readonly situation: Situation }) {
  return <Etat {...ASPECTS[situation]}>{LIBELLES_SITUATION[situation]}</Etat>;
}
