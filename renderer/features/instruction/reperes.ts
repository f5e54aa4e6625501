import type { ConditionEvaluee } from '../../../shared/contract/dossiers.ts';
import type { Lecture } from '../../../shared/contract/lectures.ts';
import { resteAFaire } from '../../../shared/domaine/reste-a-faire.ts';
import type { Brouillons } from './brouillons.ts';

/** Où en est l’agent dans la grille : une condition ou un critère. */
export interface Repere {
  readonly genre: 'condition' | 'critere';
  readonly code: string;
}

/** Vrai : l’agent a fini, il regarde sans écrire ; lié au porteur, il ne voit pas cet écran. */
export function isBloquee({ etat }: Pick<Lecture, 'etat'>): boolean {
  return etat === 'terminee';
}

/** L’identifiant de la rangée dans la page. */
export function idRepere({ genre, code }: Repere): string {
  return `${genre}-${code}`;
}

/** Ce qui mérite le regard de l’agent : tout ce que le logiciel n’a pas su dire rempli, et ce qu’il a lui-même constaté. */
export function aRegarder({ proposition, constat }: ConditionEvaluee): boolean {
  return proposition.reponse !== 'oui' || constat !== null;
}

export interface AFaire extends ReturnType<typeof resteAFaire> {
  /** Constats répondus dont le commentaire manque. */
  readonly aExpliquer: readonly string[];
}

/** Ce qui manque pour terminer, constats en attente compris. */
export function trouverAFaire({ niveaux, dossier }: Lecture, brouillons: Brouillons): AFaire {
  const aExpliquer = dossier.conditions.map(({ code }) => code).filter((code) => Object.hasOwn(brouillons, code));
  return { ...resteAFaire(niveaux, dossier.conditions), aExpliquer };
}

/** Dans l’ordre de l’écran, ce que la touche Entrée visite : conditions à revoir ou à expliquer, critères à coter ou à commenter. */
export function reperesAFaire({ dossier, niveaux }: Lecture, aFaire: AFaire): Repere[] {
  const conditions = new Set([...aFaire.aRevoir, ...aFaire.aExpliquer]);
  const criteres = new Set([...aFaire.aCoter, ...aFaire.aCommenter]);
  return [
    ...dossier.conditions
      .filter(({ code }) => conditions.has(code))
      .map(({ code }) => ({ genre: 'condition' as const, code })),
    ...niveaux
      .filter(({ critere }) => criteres.has(critere))
      .map(({ critere }) => ({ genre: 'critere' as const, code: critere })),
  ];
}

/** La chose à faire qui suit ce repère, en revenant au début ; null quand tout est fait. */
export function suivantAFaire(lecture: Lecture, aFaire: AFaire, { genre, code }: Repere): Repere | null {
  const restants = reperesAFaire(lecture, aFaire);
  const ordre = [
    ...lecture.dossier.conditions.map((une) => `condition-${une.code}`),
    ...lecture.niveaux.map((un) => `critere-${un.critere}`),
  ];
  const ici = ordre.indexOf(`${genre}-${code}`);
  const place = (repere: Repere) => ordre.indexOf(idRepere(repere));
  return restants.find((repere) => place(repere) > ici) ?? restants.find((repere) => place(repere) < ici) ?? null;
}

/** Les conditions à l’écran : toutes, ou celles qui demandent un regard, constats en attente compris. */
export function conditionsMontrees(
  conditions: readonly ConditionEvaluee[],
  toutes: boolean,
  brouillons: Brouillons,
): readonly ConditionEvaluee[] {
  return toutes ? conditions : conditions.filter((une) => aRegarder(une) || Object.hasOwn(brouillons, une.code));
}

/** Où commencer : là où la lecture s’est arrêtée, sinon aux conditions en question. */
export function premierRepere({ charte, dossier, niveaux, etat }: Lecture): Repere {
  const vide = niveaux.find(({ niveau }) => niveau === null)?.critere;
  const aRevoir = dossier.conditions.find((une) => une.aRevoir);
  if (aRevoir) return { genre: 'condition', code: aRevoir.code };
  const condition = dossier.conditions.find((une) => aRegarder(une) && une.constat === null);
  if (etat === 'non_commencee' && condition) return { genre: 'condition', code: condition.code };
  return { genre: 'critere', code: vide ?? charte.axes[0]?.criteres[0]?.code ?? '' };
}

/** Code de l’axe qui porte un repère ; null pour une condition. */
export function axeDe({ genre, code }: Repere, { charte }: Lecture): string | null {
  if (genre === 'condition') return null;
  return charte.axes.find(({ criteres }) => criteres.some((critere) => critere.code === code))?.code ?? null;
}
