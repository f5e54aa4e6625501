import type { ColumnState, FilterModel } from 'ag-grid-community';
import { z } from 'zod';

/** L’état d’une grille qu’un agent garde sous un nom : colonnes (ordre, largeur, tri, figées) et filtres. */
export interface VueGrille {
  readonly nom: string;
  readonly colonnes: ColumnState[];
  readonly filtres: FilterModel;
  readonly recherche: string;
}

const Colonnes = z.array(z.looseObject({ colId: z.string() }));
const Vues = z.array(
  z.object({
    nom: z.string(),
    colonnes: Colonnes,
    filtres: z.record(z.string(), z.unknown()),
    recherche: z.string(),
  }),
);

function lire<T>(cle: string, schema: z.ZodType<T>): T | null {
  try {
    // Gardé par une autre version, ou abîmé : on repart des colonnes de départ.
    return schema.safeParse(JSON.parse(localStorage.getItem(cle) ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}

export function lireColonnes(code: string): ColumnState[] | null {
  return lire(`clas.grille.${code}`, Colonnes);
}

export function garderColonnes(code: string, colonnes: readonly ColumnState[]): void {
  localStorage.setItem(`clas.grille.${code}`, JSON.stringify(colonnes));
}

export function oublierColonnes(code: string): void {
  localStorage.removeItem(`clas.grille.${code}`);
}

/** Les vues nommées d’une grille, sur ce poste. */
export function lireVues(code: string): readonly VueGrille[] {
  return lire(`clas.grille.${code}.vues`, Vues) ?? [];
}

/** Garde une vue ; celle du même nom est remplacée. Rend la liste à jour. */
export function garderVue(code: string, vue: VueGrille): readonly VueGrille[] {
  const vues = [...lireVues(code).filter(({ nom }) => nom !== vue.nom), vue];
  localStorage.setItem(`clas.grille.${code}.vues`, JSON.stringify(vues));
  return vues;
}

export function supprimerVue(code: string, nom: string): readonly VueGrille[] {
  const vues = lireVues(code).filter((vue) => vue.nom !== nom);
  localStorage.setItem(`clas.grille.${code}.vues`, JSON.stringify(vues));
  return vues;
}
