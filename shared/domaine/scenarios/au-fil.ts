import { pluriel } from '../libelles.ts';
import { formaterEuros } from '../nombres.ts';
import { direQuantite } from './empechements.ts';
import { apport, type Preparation, somme } from './preparer.ts';
import type { Minimum } from './regles.ts';

export interface ChoixFaits {
  /** Pour chaque dossier admis, le rang dans ses choix. */
  readonly rangs: readonly number[];
  /** Pourquoi un dossier l’a été hors de son tour, ou ne l’a pas été ; null : à son tour. */
  readonly raisons: readonly (string | null)[];
  /** Les règles que le fil n’a pas su tenir. */
  readonly empechements: readonly string[];
}

/**
 * Dans l’ordre, tant qu’il reste de l’argent : les inclus à la main, les renouvellements s’ils passent d’abord, les
 * minimums, puis les autres. Un dossier qui n’entre pas laisse sa place au suivant.
 */
export function choisirAuFil(preparation: Preparation, nomDe: (m: Minimum) => string): ChoixFaits {
  const { admis, regles, enveloppeCentimes } = preparation;
  const rangs = admis.map(() => 0);
  const raisons: (string | null)[] = admis.map(() => null);
  const empechements: string[] = [];
  let reste = enveloppeCentimes ?? Number.POSITIVE_INFINITY;

  const choix = (i: number, rang: number) => admis[i]?.choix[rang] ?? { nombre: 0, centimes: 0 };
  const dernier = (i: number) => (admis[i]?.choix.length ?? 1) - 1;
  const surcout = (i: number, rang: number) => choix(i, rang).centimes - choix(i, rangs[i] ?? 0).centimes;
  function poser(i: number, rang: number, raison: string | null): void {
    reste -= surcout(i, rang);
    rangs[i] = rang;
    if (raison !== null) raisons[i] = raison;
  }
  /** Le plus de collectifs que le reste permet. */
  function servir(i: number, raison: string | null = null): void {
    for (let rang = dernier(i); rang > (rangs[i] ?? 0); rang -= 1)
      if (surcout(i, rang) <= reste) return poser(i, rang, raison);
    if (rangs[i] === 0)
      raisons[i] =
        `À son tour il reste ${formaterEuros(reste)} ; il en faudrait ${formaterEuros(choix(i, 1).centimes)} pour ${pluriel(choix(i, 1).nombre, 'collectif')}.`;
  }

  for (const [i, a] of admis.entries()) {
    if (a.inclus === null) continue;
    if (surcout(i, dernier(i)) <= reste) poser(i, dernier(i), `Inclus à la main : ${a.inclus}`);
    else
      empechements.push(
        `Dossier n° ${a.dossier.numero}, inclus à la main : ${formaterEuros(surcout(i, dernier(i)))} demandés, ${formaterEuros(reste)} restants. Augmentez l’enveloppe, ou ne l’incluez pas.`,
      );
  }
  const renouvellements = [...admis.keys()].filter((i) => admis[i]?.dossier.renouvellement && admis[i].inclus === null);
  const GARDE = 'Renouvellement, servi d’abord';
  if (regles.renouvellements === 'toujours') {
    for (const i of renouvellements) {
      if (surcout(i, 1) <= reste) poser(i, 1, GARDE);
      else
        empechements.push(
          `Dossier n° ${admis[i]?.dossier.numero}, renouvellement à garder : ${formaterEuros(surcout(i, 1))} demandés, ${formaterEuros(reste)} restants. Augmentez l’enveloppe, ou ne gardez pas tous les renouvellements.`,
        );
    }
  }
  for (const minimum of regles.minimums) {
    const nom = nomDe(minimum);
    const atteint = () => somme([...admis.entries()], ([i, a]) => apport(a, a.choix[rangs[i] ?? 0] ?? VIDE, minimum));
    for (const [i, a] of admis.entries()) {
      let actuel = a.choix[rangs[i] ?? 0] ?? VIDE;
      for (let rang = (rangs[i] ?? 0) + 1; rang <= dernier(i) && atteint() < minimum.valeur; rang += 1) {
        const essai = a.choix[rang] ?? VIDE;
        if (apport(a, essai, minimum) <= apport(a, actuel, minimum) || surcout(i, rang) > reste) continue;
        poser(i, rang, `Retenu pour le minimum de ${direQuantite(minimum.valeur, minimum.unite)} à ${nom}`);
        actuel = essai;
      }
    }
    if (atteint() < minimum.valeur)
      empechements.push(
        `Minimum de ${direQuantite(minimum.valeur, minimum.unite)} pour ${nom} : au fil du classement on n’en atteint que ${direQuantite(atteint(), minimum.unite)} avant la fin de l’enveloppe. Augmentez-la, baissez le minimum, ou essayez le meilleur choix.`,
      );
  }
  if (regles.renouvellements !== 'libres') for (const i of renouvellements) servir(i, GARDE);
  for (const i of admis.keys()) servir(i);
  return { rangs, raisons, empechements };
}

const VIDE = { nombre: 0, centimes: 0, enfants: 0, valeur: 0, notes: 0, parCollectif: [] };
