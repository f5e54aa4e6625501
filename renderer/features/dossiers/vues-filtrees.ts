import { useMemo } from 'react';
import { z } from 'zod';
import type { PoigneeGrille } from '../../ui/grille/use-grille.ts';

const CLE = 'clas.dossiers.filtres-des-vues';
const Filtres = z.record(z.string(), z.string());

function lire(): Record<string, string> {
  try {
    return Filtres.safeParse(JSON.parse(localStorage.getItem(CLE) ?? '{}')).data ?? {};
  } catch {
    return {};
  }
}

/** La même poignée, dont les vues nommées gardent aussi l’onglet et les filtres de l’adresse. */
export function useVuesAvecFiltres<L>(
  grille: PoigneeGrille<L>,
  requete: string,
  remplacer: (requete: string) => void,
): PoigneeGrille<L> {
  return useMemo(
    () => ({
      ...grille,
      garder: (nom) => {
        grille.garder(nom);
        localStorage.setItem(CLE, JSON.stringify({ ...lire(), [nom]: requete }));
      },
      appliquer: (vue) => {
        grille.appliquer(vue);
        remplacer(lire()[vue.nom] ?? '');
      },
      oublier: (nom) => {
        grille.oublier(nom);
        localStorage.setItem(
          CLE,
          JSON.stringify(Object.fromEntries(Object.entries(lire()).filter(([n]) => n !== nom))),
        );
      },
    }),
    [grille, requete, remplacer],
  );
}
