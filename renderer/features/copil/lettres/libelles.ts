import type { Courrier, LettrePrevue } from '../../../../shared/contract/courriers.ts';
import { LIBELLES_NATURE_LETTRE, type NatureLettre } from '../../../../shared/domaine/lettres-notification/nature.ts';

const ETATS: Readonly<Record<LettrePrevue['etat'], string>> = {
  a_produire: 'À produire',
  a_refaire: 'À refaire',
  produite: 'Produite',
  depassee: 'Décision annulée',
  sans_decision: 'Sans décision',
};

export function direEtat(etat: LettrePrevue['etat']): string {
  return ETATS[etat];
}

export function direNature(nature: NatureLettre | null): string {
  return nature === null ? 'Sans décision' : LIBELLES_NATURE_LETTRE[nature];
}

export const MOYENS = [
  { valeur: 'courrier', libelle: 'Par la poste' },
  { valeur: 'courriel', libelle: 'Par courriel' },
] as const satisfies readonly { readonly valeur: NonNullable<Courrier['moyen']>; readonly libelle: string }[];

/** Où en est une lettre du registre. */
export function direSuite({ envoyeLe, remplaceePar }: Courrier): 'À envoyer' | 'Envoyée' | 'Remplacée' {
  if (remplaceePar !== null) return 'Remplacée';
  return envoyeLe === null ? 'À envoyer' : 'Envoyée';
}
