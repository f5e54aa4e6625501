import type { Charte, ReponseCondition } from './charte.ts';
import { comparer, fraction } from './fraction.ts';
import { type Pile, pluriel } from './libelles.ts';
import { formaterDixiemes } from './nombres.ts';
import type { NoteDossier } from './note.ts';

export type { Pile };

export interface PropositionPile {
  /** Null tant qu’aucun critère n’est coté. */
  pile: Pile | null;
  /** Toujours au moins une raison, en mots. */
  raisons: string[];
}

/**
 * Pile proposée au Copil, qui décide. Défavorable : une condition éliminatoire à « non ». À débattre : tout autre doute
 * (condition à « non », non renseignée ou à revoir, axe ou note sous le seuil, note partielle). Favorable : aucun doute.
 */
export function proposerPile(
  charte: Charte,
  conditions: readonly { readonly code: string; readonly reponse: ReponseCondition; readonly aRevoir?: boolean }[],
  note: NoteDossier,
): PropositionPile {
  const reponses = new Map(conditions.map(({ code, reponse }) => [code, reponse]));
  const avec = (attendue: ReponseCondition) =>
    charte.conditions.filter(({ code }) => (reponses.get(code) ?? 'non_renseigne') === attendue);
  const aRevoir = new Set(conditions.filter((une) => une.aRevoir === true).map(({ code }) => code));
  const eliminatoires = avec('non').filter((condition) => condition.eliminatoire);
  const doutes = [
    ...avec('non')
      .filter((condition) => !condition.eliminatoire)
      .map(({ libelle }) => `Condition non remplie : ${libelle}`),
    ...avec('non_renseigne').map(({ libelle }) => `Condition non renseignée : ${libelle}`),
    ...charte.conditions
      .filter(({ code }) => aRevoir.has(code))
      .map(({ libelle }) => `Condition à revoir, sa preuve a changé : ${libelle}`),
    ...raisonsDeNote(charte, note),
  ];
  const raisons = [...eliminatoires.map(({ libelle }) => `Condition éliminatoire non remplie : ${libelle}`), ...doutes];
  if (note.axes.every((axe) => axe.cotes === 0)) return { pile: null, raisons: ['Aucun critère coté', ...raisons] };
  if (eliminatoires.length > 0) return { pile: 'defavorable', raisons };
  if (doutes.length > 0) return { pile: 'a_debattre', raisons };
  return { pile: 'favorable', raisons: raisonsFavorables(charte, note) };
}

function raisonsDeNote(charte: Charte, note: NoteDossier): string[] {
  const raisons: string[] = [];
  const cotes = note.axes.reduce((somme, axe) => somme + axe.cotes, 0);
  if (cotes > 0 && note.manquants.length > 0) {
    const manque = pluriel(note.manquants.length, 'critère non coté', 'critères non cotés');
    raisons.push(`Note partielle : ${manque} (${note.manquants.join(', ')})`);
  } else if (cotes > 0 && note.fraction === null) {
    raisons.push('Aucune note : tous les critères qui comptent sont sans objet');
  }
  for (const axe of charte.axes) {
    const noteAxe = note.axes.find(({ code }) => code === axe.code);
    if (noteAxe?.sousSeuil && noteAxe.dixiemes !== null) {
      raisons.push(`Axe ${axe.libelle} à ${formaterDixiemes(noteAxe.dixiemes)}, sous le seuil de ${axe.seuil}`);
    }
  }
  if (note.fraction && note.dixiemes !== null && comparer(note.fraction, fraction(charte.seuilNote)) < 0) {
    raisons.push(`Note de ${formaterDixiemes(note.dixiemes)} sur 100, sous le seuil de ${charte.seuilNote}`);
  }
  return raisons;
}

function raisonsFavorables(charte: Charte, note: NoteDossier): string[] {
  const raisons = [`Note de ${formaterDixiemes(note.dixiemes ?? 0)} sur 100, seuil de ${charte.seuilNote} atteint`];
  raisons.push('Tous les axes notés atteignent leur seuil');
  const nombre = charte.conditions.length;
  if (nombre > 0) raisons.push(`${pluriel(nombre, 'condition remplie', 'conditions remplies')} sur ${nombre}`);
  return raisons;
}
