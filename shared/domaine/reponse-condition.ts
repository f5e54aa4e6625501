import type { ReponseCondition } from './charte.ts';

/** Ce que le logiciel propose d’une condition. */
export interface Reponse {
  reponse: ReponseCondition;
  /** Les mots et les chiffres qui fondent la réponse, pour l’agent et pour le Copil. */
  preuve: string;
}

export function repondre(isOui: boolean, preuve: string): Reponse {
  return { reponse: isOui ? 'oui' : 'non', preuve };
}

export function nonRenseigne(preuve: string): Reponse {
  return { reponse: 'non_renseigne', preuve };
}
