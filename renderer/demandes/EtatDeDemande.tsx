import type { Demande } from '../../shared/contract/demandes.ts';
import { LIBELLES_ETAT_DEMANDE, type VueDemande } from '../../shared/domaine/demandes.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { Etat, type Ton } from '../ui/Badge.tsx';
import type { NomSigne } from '../ui/Signe.tsx';

const ASPECTS: Readonly<Record<VueDemande, readonly [ton: Ton, signe: NomSigne]>> = {
  a_envoyer: ['neutre', 'vide'],
  en_attente: ['accent', 'sablier'],
  en_retard: ['al', 'attention'],
  a_clore: ['ok', 'fait'],
  terminee: ['neutre', 'cadenas'],
};

/** « En retard, 6 jours », « 2 réponses sur 3 »… : où en est une demande, d’un mot. */
export function direEtat({ etat, vue, joursDeRetard }: Pick<Demande, 'etat' | 'vue' | 'joursDeRetard'>): string {
  if (vue === 'en_retard') return `En retard de ${pluriel(joursDeRetard, 'jour')}`;
  if (vue === 'en_attente') return 'Réponse attendue';
  if (vue === 'a_clore') return 'Répondue, à clore';
  return LIBELLES_ETAT_DEMANDE[etat];
}

export function EtatDeDemande({ demande }: { readonly demande: Pick<Demande, 'etat' | 'vue' | 'joursDeRetard'> }) {
  const [ton, signe] = ASPECTS[demande.vue];
  return (
    <Etat ton={ton} signe={demande.etat === 'annulee' ? 'sans_objet' : signe}>
      {direEtat(demande)}
    </Etat>
  );
}
