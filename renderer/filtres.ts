import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { comparerFrancais } from '../shared/domaine/libelles.ts';

/** Un filtre à valeurs : les valeurs d’une ligne, en toutes lettres. */
export interface Filtre<L> {
  readonly code: string;
  readonly libelle: string;
  readonly valeurs: (ligne: L) => readonly string[];
}

export interface EtatFiltre<L> extends Filtre<L> {
  readonly choisies: readonly string[];
  readonly possibles: readonly { readonly valeur: string; readonly nombre: number }[];
}

export interface Filtres<L> {
  readonly filtres: readonly EtatFiltre<L>[];
  readonly choisir: (code: string, valeurs: readonly string[]) => void;
  readonly effacer: () => void;
  /** Ce qui répond à tous les filtres. */
  readonly lignes: readonly L[];
}

function compter<L>(lignes: readonly L[], valeurs: Filtre<L>['valeurs']): EtatFiltre<L>['possibles'] {
  const comptes = new Map<string, number>();
  for (const ligne of lignes)
    for (const valeur of new Set(valeurs(ligne))) comptes.set(valeur, (comptes.get(valeur) ?? 0) + 1);
  return [...comptes]
    .map(([valeur, nombre]) => ({ valeur, nombre }))
    .toSorted((a, b) => comparerFrancais(a.valeur, b.valeur));
}

/**
 * Des filtres gardés dans l’adresse : le retour en arrière et un lien copié les retrouvent.
 * @param definitions toujours les mêmes, hors du composant
 */
export function useFiltresDAdresse<L>(definitions: readonly Filtre<L>[], toutes: readonly L[]): Filtres<L> {
  const [params, setParams] = useSearchParams();
  const requete = params.toString();
  const lignes = useMemo(() => {
    const demandes = new URLSearchParams(requete);
    return toutes.filter((ligne) =>
      definitions.every(({ code, valeurs }) => {
        const choisies = demandes.getAll(code);
        return choisies.length === 0 || valeurs(ligne).some((valeur) => choisies.includes(valeur));
      }),
    );
  }, [definitions, toutes, requete]);
  return {
    filtres: definitions.map((filtre) => ({
      ...filtre,
      choisies: params.getAll(filtre.code),
      possibles: compter(toutes, filtre.valeurs),
    })),
    choisir: (code, valeurs) =>
      setParams((avant) => {
        avant.delete(code);
        for (const valeur of valeurs) avant.append(code, valeur);
        return avant;
      }),
    effacer: () =>
      setParams((avant) => {
        for (const { code } of definitions) avant.delete(code);
        return avant;
      }),
    lignes,
  };
}
