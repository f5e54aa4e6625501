import { CHAMPS, type SectionChamp } from '../../../shared/domaine/champs.ts';
import { CalculCondition } from '../../../shared/domaine/charte.ts';
import { EXIGENCES, type FamilleExigence } from '../../../shared/domaine/exigences.ts';
import { LIBELLES_CALCUL } from '../../../shared/domaine/libelles-charte.ts';
import type { OptionListe } from '../../ui/Champs.tsx';

const SECTIONS: Readonly<Record<SectionChamp, string>> = {
  identite: 'Identité',
  projet: 'Projet',
  collectifs: 'Collectifs',
  budget: 'Budget',
  pieces: 'Pièces',
};
const FAMILLES: Readonly<Record<FamilleExigence, string>> = {
  dimension: 'Dimension',
  principe: 'Principe',
  valeur: 'Valeur',
  axe: 'Axe',
};

/** Les champs qu’une réponse peut porter, avec l’onglet où ils se lisent. */
export const OPTIONS_CHAMPS: readonly OptionListe<string>[] = CHAMPS.map(({ code, libelle, section }) => ({
  valeur: code,
  libelle: `${libelle} · ${SECTIONS[section]}`,
}));

export const OPTIONS_EXIGENCES: readonly OptionListe<string>[] = EXIGENCES.map(({ code, libelle, famille }) => ({
  valeur: code,
  libelle: `${libelle} · ${FAMILLES[famille]}`,
}));

export const SANS_CALCUL = 'aucun';
export const OPTIONS_CALCUL: readonly OptionListe<CalculCondition | typeof SANS_CALCUL>[] = [
  { valeur: SANS_CALCUL, libelle: 'Aucun : l’agent répond' },
  ...CalculCondition.options.map((valeur) => ({ valeur, libelle: LIBELLES_CALCUL[valeur] })),
];
