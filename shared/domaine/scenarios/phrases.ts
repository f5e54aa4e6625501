import { formaterEuros } from '../nombres.ts';
import type { But, Priorite, ReglesScenario } from './regles.ts';

export const LIBELLES_METHODE: Readonly<Record<ReglesScenario['methode'], string>> = {
  fil: 'Au fil du classement',
  optimum: 'Le meilleur choix sous l’enveloppe',
};

export const LIBELLES_BUT: Readonly<Record<But, string>> = {
  enfants: 'Le plus d’enfants',
  collectifs: 'Le plus de collectifs',
  notes: 'La plus forte somme des notes',
};

const SUITES: Readonly<Record<But, string>> = {
  enfants: 'le plus d’enfants, puis la plus forte somme des notes, puis le moins d’argent, puis les mieux classés',
  collectifs:
    'le plus de collectifs, puis la plus forte somme des notes, puis le moins d’argent, puis les mieux classés',
  notes:
    'la plus forte somme des notes (chaque collectif compte celle de son dossier), puis le plus d’enfants, puis le moins d’argent, puis les mieux classés',
};

/** « 50 % de plus ». */
export function direPoids({ poids }: Pick<Priorite, 'poids'>): string {
  return `+\u00a0${poids}\u00a0%`;
}

/** La règle suivie, en une phrase : elle est montrée, imprimée et gardée avec le résultat. */
export function direRegle(regles: ReglesScenario, enveloppeCentimes: number | null): string {
  const sous = enveloppeCentimes === null ? 'sans enveloppe' : `sous ${formaterEuros(enveloppeCentimes)}`;
  const priorites =
    regles.priorites.length === 0 ? '' : ' ; chaque collectif prioritaire compte davantage, selon son poids';
  if (regles.methode === 'fil') {
    const ordre =
      regles.ordre === 'note'
        ? 'de la meilleure note à la moins bonne'
        : 'des plus prioritaires aux autres, puis par note';
    const avant = [
      ...(regles.aLaMain.some(({ sort }) => sort === 'inclure') ? ['les dossiers inclus à la main'] : []),
      ...(regles.renouvellements === 'libres' ? [] : ['les renouvellements']),
      ...(regles.minimums.length > 0 ? ['les minimums par territoire'] : []),
    ];
    const dabord = avant.length === 0 ? '' : ` après ${avant.join(', ')}`;
    return `Au fil du classement, ${sous} : ${ordre}${dabord}, chaque dossier reçoit ce que le reste permet ; celui qui n’entre pas laisse sa place au suivant.`;
  }
  const dabord = regles.renouvellements === 'premiers' ? 'd’abord le plus de renouvellements, puis ' : '';
  return `Le meilleur choix, ${sous} : ${dabord}${SUITES[regles.but]}${priorites}.`;
}
