import type { NatureDecision } from '../../../shared/contract/commun.ts';
import type { DossierDeSeance, Membre, OrdreSeance, Seance } from '../../../shared/contract/seances.ts';
import { formaterDateLongue, formaterHeure } from '../../../shared/domaine/dates.ts';

type Institution = Membre['institution'];

export const INSTITUTIONS: readonly { readonly valeur: Institution; readonly libelle: string }[] = [
  { valeur: 'caf', libelle: 'Caf' },
  { valeur: 'etat', libelle: 'État' },
  { valeur: 'education_nationale', libelle: 'Éducation nationale' },
  { valeur: 'autre', libelle: 'Autre' },
];

export const ORDRES: readonly { readonly valeur: (typeof OrdreSeance.options)[number]; readonly libelle: string }[] = [
  { valeur: 'pile', libelle: 'À débattre d’abord' },
  { valeur: 'territoire', libelle: 'Par commune' },
  { valeur: 'note', libelle: 'Par note décroissante' },
];

/** Les quatre décisions à une touche, dans l’ordre de l’écran. */
export const DECISIONS: readonly {
  readonly nature: NatureDecision;
  readonly libelle: string;
  readonly touche: string;
}[] = [
  { nature: 'agree', libelle: 'Agréé', touche: 'A' },
  { nature: 'agree_sous_reserve', libelle: 'Sous réserve', touche: 'S' },
  { nature: 'ajourne', libelle: 'Ajourné', touche: 'J' },
  { nature: 'refuse', libelle: 'Refusé', touche: 'R' },
];

/** « mardi 7 juillet 2026, de 9 h 00 à 12 h 00 ». */
export function ecrireQuand({ date, heureDebut, heureFin }: Pick<Seance, 'date' | 'heureDebut' | 'heureFin'>): string {
  return `${formaterDateLongue(date)}, de ${formaterHeure(heureDebut)} à ${formaterHeure(heureFin)}`;
}

/** Ce qui se débat : les points relevés, sinon les raisons pour lesquelles le dossier n’est pas proposé favorable. */
export function enQuestion({ points, pile, raisons }: DossierDeSeance): readonly string[] {
  if (points.length > 0 || pile === 'favorable') return points;
  return raisons;
}
