import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import chargerHighs, { type Highs, type Model, type ModelData } from 'highs';
import type { Contrainte, Modele, Objectif } from '../../../shared/domaine/scenarios/modeliser.ts';
import type { Etape } from '../../../shared/domaine/scenarios/resultat.ts';

export interface SolutionModele {
  /** `approche` : un choix qui tient les règles, mais le temps a manqué pour prouver qu’il est le meilleur. */
  readonly etat: 'prouve' | 'approche' | 'infaisable' | 'sans_solution';
  /** 0 ou 1 par variable ; vide sans solution. */
  readonly valeurs: readonly number[];
  readonly etapes: readonly Etape[];
}

/** Une fois construit, le WebAssembly est à côté du travailleur ; depuis les sources, dans son paquet. */
function cheminWasm(): string {
  const aCote = join(import.meta.dirname, 'highs.wasm');
  return existsSync(aCote) ? aCote : createRequire(import.meta.url).resolve('highs/runtime');
}

let charge: Promise<Highs> | undefined;

/** Le solveur HiGHS, chargé à la première demande. */
export function solveur(): Promise<Highs> {
  charge ??= chargerHighs({ locateFile: cheminWasm });
  return charge;
}

/**
 * Résout les objectifs l’un après l’autre : chaque optimum atteint devient une contrainte du suivant. Les valeurs sont
 * refaites en entiers sur le choix rendu, jamais lues dans les flottants du solveur.
 * @param limiteMs temps de calcul pour l’ensemble
 */
export async function resoudreModele(
  modele: Modele,
  limiteMs: number,
  surEtape: (faites: number, total: number) => Promise<void> = () => Promise.resolve(),
): Promise<SolutionModele> {
  const highs = await solveur();
  const fin = performance.now() + limiteMs;
  const contraintes: Contrainte[] = [...modele.contraintes];
  const etapes: Etape[] = [];
  let valeurs = modele.depart;
  for (const [i, objectif] of modele.objectifs.entries()) {
    await surEtape(i, modele.objectifs.length);
    const secondes = Math.max(0.05, (fin - performance.now()) / 1000);
    const etape = resoudreEtape(highs, modele, contraintes, objectif, { secondes, depart: valeurs });
    if (etape === 'infaisable') return { etat: 'infaisable', valeurs: [], etapes: [] };
    if (etape.valeurs === null) break;
    valeurs = etape.valeurs;
    etapes.push(etape.etape);
    contraintes.push(figer(objectif, etape.etape.valeur));
  }
  if (valeurs === null) return { etat: 'sans_solution', valeurs: [], etapes };
  const prouve = etapes.length === modele.objectifs.length && etapes.every((e) => e.prouvee);
  return { etat: prouve ? 'prouve' : 'approche', valeurs, etapes };
}

function figer({ sens, valeurs }: Objectif, valeur: number): Contrainte {
  return {
    minimum: sens === 'plus' ? valeur : null,
    maximum: sens === 'plus' ? null : valeur,
    variables: valeurs.map((_, j) => j),
    valeurs,
  };
}

interface Passage {
  readonly secondes: number;
  readonly depart: readonly number[] | null;
}

type EtapeResolue = { readonly valeurs: readonly number[] | null; readonly etape: Etape };

function resoudreEtape(
  highs: Highs,
  modele: Modele,
  contraintes: readonly Contrainte[],
  objectif: Objectif,
  { secondes, depart }: Passage,
): EtapeResolue | 'infaisable' {
  if (modele.variables.length === 0) {
    // Rien à choisir : tenu seulement si rien n’est exigé.
    if (contraintes.some((c) => (c.minimum ?? 0) > 0)) return 'infaisable';
    return {
      valeurs: [],
      etape: { libelle: objectif.libelle, sens: objectif.sens, valeur: 0, borne: 0, prouvee: true },
    };
  }
  return highs.withModel(enModele(highs, modele, contraintes, objectif), (model) => {
    // Ce solveur n’a qu’un fil, et la graine est fixe : les mêmes règles donnent le même choix. Les objectifs sont entiers, un écart
    // inférieur à un demi prouve donc l’optimum.
    model.options.set({ output_flag: false, random_seed: 0, time_limit: secondes });
    model.options.set({ mip_rel_gap: 0, mip_abs_gap: 0.5, mip_feasibility_tolerance: 1e-9 });
    if (depart !== null) model.setSolution({ colValue: [...depart] });
    model.run();
    return rendre(highs, model, contraintes, objectif, depart);
  });
}

function rendre(
  highs: Highs,
  model: Model,
  contraintes: readonly Contrainte[],
  objectif: Objectif,
  depart: readonly number[] | null,
): EtapeResolue | 'infaisable' {
  const etat = model.getModelStatus();
  const { optimal, infeasible } = highs.constants.modelStatus;
  if (etat === infeasible) return 'infaisable';
  const trouvees = Number(model.info.get('primal_solution_status')) === 2 ? arrondir(model) : null;
  // Arrondie, la solution est vérifiée en entiers : l’enveloppe et les minimums sont tenus au centime.
  const tenue = trouvees !== null && contraintes.every((c) => isTenue(c, trouvees));
  const valeurs = tenue ? trouvees : depart;
  const prouvee = etat === optimal && tenue;
  const valeur = valeurs === null ? 0 : compter(objectif.valeurs, valeurs);
  const borne = prouvee ? valeur : Number(model.info.get('mip_dual_bound'));
  return {
    valeurs,
    etape: {
      libelle: objectif.libelle,
      sens: objectif.sens,
      valeur,
      borne: Number.isFinite(borne) && Math.abs(borne) < 1e15 ? borne : null,
      prouvee,
    },
  };
}

function arrondir(model: Model): number[] {
  return Array.from(model.getSolution().colValue, (v) => Math.round(v));
}

function compter(coefficients: readonly number[], valeurs: readonly number[]): number {
  return coefficients.reduce((total, c, j) => total + c * (valeurs[j] ?? 0), 0);
}

function isTenue({ minimum, maximum, variables, valeurs }: Contrainte, choix: readonly number[]): boolean {
  const total = variables.reduce((n, j, rang) => n + (valeurs[rang] ?? 0) * (choix[j] ?? 0), 0);
  return (minimum === null || total >= minimum) && (maximum === null || total <= maximum);
}

function enModele(
  highs: Highs,
  { variables }: Modele,
  contraintes: readonly Contrainte[],
  objectif: Objectif,
): ModelData {
  const debuts: number[] = [];
  const indices: number[] = [];
  const valeurs: number[] = [];
  for (const c of contraintes) {
    debuts.push(indices.length);
    for (const [rang, j] of c.variables.entries()) {
      const valeur = c.valeurs[rang] ?? 0;
      if (valeur === 0) continue;
      indices.push(j);
      valeurs.push(valeur);
    }
  }
  debuts.push(indices.length);
  const n = variables.length;
  const sens = highs.constants.objectiveSense;
  return {
    numCols: n,
    numRows: contraintes.length,
    sense: objectif.sens === 'plus' ? sens.maximize : sens.minimize,
    colCost: [...objectif.valeurs],
    colLower: Array.from({ length: n }, () => 0),
    colUpper: Array.from({ length: n }, () => 1),
    rowLower: contraintes.map((c) => c.minimum ?? -highs.infinity),
    rowUpper: contraintes.map((c) => c.maximum ?? highs.infinity),
    matrix: { format: 'csr', numRows: contraintes.length, numCols: n, starts: debuts, indices, values: valeurs },
    integrality: Array.from({ length: n }, () => highs.constants.variableType.integer),
  };
}
