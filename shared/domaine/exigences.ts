import type { Charte } from './charte.ts';

export type FamilleExigence = 'dimension' | 'principe' | 'valeur' | 'axe';

export interface Exigence {
  readonly code: string;
  readonly famille: FamilleExigence;
  readonly libelle: string;
}

export const LIBELLES_FAMILLE: Readonly<Record<FamilleExigence, string>> = {
  dimension: 'Les trois dimensions',
  principe: 'Les huit principes',
  valeur: 'Les quatre valeurs',
  axe: 'Les quatre axes cumulatifs',
};

function exigence(famille: FamilleExigence, code: string, libelle: string): Exigence {
  return { code: `${famille}.${code}`, famille, libelle };
}

/**
 * Ce que le dépliant de la Caf du Loiret demande à une action (domaine §1), et les axes du référentiel national. Les
 * dimensions n’y sont que comptées : nous y lisons celles que toute source nomme, avec les enfants, les parents, l’école.
 * Une charte dit, condition par condition et critère par critère, laquelle elle vérifie.
 */
export const EXIGENCES: readonly Exigence[] = [
  exigence('dimension', 'enfants', 'Auprès des enfants et des jeunes'),
  exigence('dimension', 'parents', 'Auprès des parents et avec eux'),
  exigence('dimension', 'ecole', 'En lien avec l’école'),
  exigence('principe', 'gratuite', 'Gratuité ou participation symbolique'),
  exigence('principe', 'effectif', 'Collectifs de 8 à 12 enfants'),
  exigence('principe', 'parents', 'Partenariat avec les parents'),
  exigence('principe', 'ecole', 'Partenariat avec l’école : conception, orientation, suivi'),
  exigence('principe', 'equipe', 'Équipe de salariés ou de bénévoles, coordinateur (Bac+2), intervenants'),
  exigence('principe', 'ressources', 'Partenariat avec les ressources locales'),
  exigence('principe', 'temps', 'Temps collectifs et temps individuels'),
  exigence('principe', 'locaux', 'Locaux adaptés et équipés'),
  exigence('valeur', 'laicite', 'Laïcité'),
  exigence('valeur', 'mixite', 'Mixité'),
  exigence('valeur', 'egalite', 'Égalité'),
  exigence('valeur', 'non_proselytisme', 'Absence de prosélytisme'),
  exigence('axe', 'enfants', 'Enfants et jeunes'),
  exigence('axe', 'parents', 'Parents'),
  exigence('axe', 'ecole', 'École'),
  exigence('axe', 'territoire', 'Territoire et partenaires'),
];

export const EXIGENCE_PAR_CODE: ReadonlyMap<string, Exigence> = new Map(EXIGENCES.map((e) => [e.code, e]));

export interface Couverture {
  readonly exigence: Exigence;
  /** Codes des conditions et des critères qui la vérifient, dans l’ordre de la charte. */
  readonly par: readonly string[];
}

/** Par quoi chaque exigence est vérifiée ; une liste vide dit qu’elle ne l’est par rien. */
export function couvrir(charte: Pick<Charte, 'conditions' | 'axes'>): Couverture[] {
  const elements = [...charte.conditions, ...charte.axes.flatMap((axe) => axe.criteres)];
  return EXIGENCES.map((une) => ({
    exigence: une,
    par: elements.filter(({ couvre }) => couvre?.includes(une.code)).map(({ code }) => code),
  }));
}
