import type { Niveau } from './charte.ts';

/** Ce qui manque à une lecture pour être terminée, dans l’ordre de la grille. */
export interface ResteAFaire {
  /** Critères sans niveau. */
  readonly aCoter: readonly string[];
  /** Critères à 0 ou à 3 sans commentaire : les extrêmes s’expliquent. */
  readonly aCommenter: readonly string[];
  /** Conditions constatées dont la preuve a changé depuis. */
  readonly aRevoir: readonly string[];
}

interface Cotee {
  readonly critere: string;
  readonly niveau: Niveau | null;
  readonly commentaire: string;
}

/**
 * Un niveau 0 ou 3 sans commentaire : aux deux bouts de l’échelle, il se défend par écrit devant le Copil. Signalé aussitôt,
 * demandé pour terminer, jamais refusé à la frappe.
 */
export function manqueCommentaire({ niveau, commentaire }: Pick<Cotee, 'niveau' | 'commentaire'>): boolean {
  return (niveau === 0 || niveau === 3) && commentaire.trim() === '';
}

/** Un constat qui s’écarte de la proposition du logiciel dit pourquoi. */
export function manqueMotif(
  constat: { readonly reponse: string; readonly commentaire: string },
  proposition: { readonly reponse: string },
): boolean {
  return constat.reponse !== proposition.reponse && constat.commentaire.trim() === '';
}

export function resteAFaire(
  niveaux: readonly Cotee[],
  conditions: readonly { readonly code: string; readonly aRevoir: boolean }[],
): ResteAFaire {
  return {
    aCoter: niveaux.filter(({ niveau }) => niveau === null).map(({ critere }) => critere),
    aCommenter: niveaux.filter(manqueCommentaire).map(({ critere }) => critere),
    aRevoir: conditions.filter(({ aRevoir }) => aRevoir).map(({ code }) => code),
  };
}
