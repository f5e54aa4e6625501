import { apport, type Preparation } from './preparer.ts';
import type { But } from './regles.ts';

/** Une contrainte : minimum ≤ Σ valeurs × variables ≤ maximum ; null : pas de borne. */
export interface Contrainte {
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly variables: readonly number[];
  readonly valeurs: readonly number[];
}

export interface Objectif {
  readonly libelle: string;
  readonly sens: 'plus' | 'moins';
  /** Entiers : un par variable. */
  readonly valeurs: readonly number[];
}

/**
 * Le meilleur choix, en nombres : une variable 0 ou 1 par dossier et par nombre de collectifs. Les objectifs se suivent :
 * le second ne départage que les choix qui sont déjà les meilleurs sur le premier.
 */
export interface Modele {
  readonly variables: readonly { readonly admis: number; readonly rang: number }[];
  readonly contraintes: readonly Contrainte[];
  readonly objectifs: readonly Objectif[];
  /** Un choix qui tient les règles, pour partir de mieux que rien ; null si l’on n’en connaît pas. */
  readonly depart: readonly number[] | null;
}

const PREMIERS: Readonly<Record<But, { readonly libelle: string }>> = {
  enfants: { libelle: 'Enfants' },
  collectifs: { libelle: 'Collectifs' },
  notes: { libelle: 'Somme des notes' },
};

/** @param rangs un choix connu, rang par dossier admis */
export function modeliser(preparation: Preparation, rangs: readonly number[] | null): Modele {
  const { admis, regles, enveloppeCentimes } = preparation;
  const variables = admis.flatMap((a, i) =>
    a.choix.flatMap((_, rang) => (rang > 0 && rang >= a.plancher ? [{ admis: i, rang }] : [])),
  );
  const choix = variables.map((v) => ({ a: admis[v.admis], c: admis[v.admis]?.choix[v.rang], position: v.admis }));
  const chiffrer = (valeur: (c: (typeof choix)[number]) => number) => choix.map(valeur);
  const toutes = variables.map((_, j) => j);
  const contraintes: Contrainte[] = admis.map((a, i) => {
    const siennes = toutes.filter((j) => variables[j]?.admis === i);
    return { minimum: a.plancher > 0 ? 1 : null, maximum: 1, variables: siennes, valeurs: siennes.map(() => 1) };
  });
  const centimes = chiffrer(({ c }) => c?.centimes ?? 0);
  if (enveloppeCentimes !== null)
    contraintes.push({ minimum: null, maximum: enveloppeCentimes, variables: toutes, valeurs: centimes });
  for (const minimum of regles.minimums) {
    const apports = chiffrer(({ a, c }) => (a && c ? apport(a, c, minimum) : 0));
    contraintes.push({ minimum: minimum.valeur, maximum: null, variables: toutes, valeurs: apports });
  }
  const objectifs: Objectif[] = [
    {
      libelle: `${PREMIERS[regles.but].libelle}${regles.priorites.length > 0 ? ' (centièmes, priorités comprises)' : ''}`,
      sens: 'plus',
      valeurs: chiffrer(({ c }) => c?.valeur ?? 0),
    },
    regles.but === 'notes'
      ? { libelle: 'Enfants', sens: 'plus', valeurs: chiffrer(({ c }) => c?.enfants ?? 0) }
      : { libelle: 'Somme des notes', sens: 'plus', valeurs: chiffrer(({ c }) => c?.notes ?? 0) },
    { libelle: 'Argent, en centimes', sens: 'moins', valeurs: centimes },
    {
      libelle: 'Somme des places au classement',
      sens: 'moins',
      valeurs: chiffrer(({ c, position }) => (c?.nombre ?? 0) * (position + 1)),
    },
  ];
  if (regles.renouvellements === 'premiers')
    objectifs.unshift({
      libelle: 'Renouvellements retenus',
      sens: 'plus',
      valeurs: chiffrer(({ a }) => (a?.dossier.renouvellement ? 1 : 0)),
    });
  const depart = rangs === null ? null : variables.map((v) => (rangs[v.admis] === v.rang ? 1 : 0));
  return { variables, contraintes, objectifs, depart };
}

/** Le même sans enveloppe, au moindre coût : ce que les règles obligent à dépenser. */
export function modeliserMoindreCout(preparation: Preparation): Modele {
  const modele = modeliser({ ...preparation, enveloppeCentimes: null }, null);
  return { ...modele, objectifs: modele.objectifs.filter((o) => o.libelle.startsWith('Argent')) };
}

/** Le rang choisi de chaque dossier admis. */
export function rangsChoisis(preparation: Preparation, modele: Modele, valeurs: readonly number[]): number[] {
  const rangs = preparation.admis.map(() => 0);
  for (const [j, v] of modele.variables.entries()) if (valeurs[j] === 1) rangs[v.admis] = v.rang;
  return rangs;
}
