import type { ConditionEvaluee } from '../../../shared/contract/dossiers.ts';
import type { Lecture } from '../../../shared/contract/lectures.ts';

/** Où en est l’agent dans la grille : une condition ou un critère. */
export interface Repere {
  readonly genre: 'condition' | 'critere';
  readonly code: string;
}

/** L’identifiant de la rangée dans la page. */
export function idRepere({ genre, code }: Repere): string {
  return `${genre}-${code}`;
}

/** Ce qui mérite le regard de l’agent : tout ce que le logiciel n’a pas su dire rempli, et ce qu’il a lui-même constaté. */
export function aRegarder({ proposition, constat }: ConditionEvaluee): boolean {
  return proposition.reponse !== 'oui' || constat !== null;
}

/** Où commencer : là où la lecture s’est arrêtée, sinon aux conditions en question. */
export function premierRepere({ charte, dossier, niveaux, etat }: Lecture): Repere {
  const vide = niveaux.find(({ niveau }) => niveau === null)?.critere;
  const condition = dossier.conditions.find((une) => aRegarder(une) && une.constat === null);
  if (etat === 'non_commencee' && condition) return { genre: 'condition', code: condition.code };
  return { genre: 'critere', code: vide ?? charte.axes[0]?.criteres[0]?.code ?? '' };
}

/** Code de l’axe qui porte un repère ; null pour une condition. */
export function axeDe({ genre, code }: Repere, { charte }: Lecture): string | null {
  if (genre === 'condition') return null;
  return charte.axes.find(({ criteres }) => criteres.some((critere) => critere.code === code))?.code ?? null;
}
