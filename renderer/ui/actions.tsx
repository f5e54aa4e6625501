import { useId, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { Bouton } from './Bouton.tsx';
import type { NomIcone } from './Icone.tsx';
import { useFrappes } from './raccourcis.ts';

export type MenuAction = 'fichier' | 'edition' | 'affichage' | 'aller' | 'aide';

/** Ce que l’agent peut faire : un seul objet pour le menu, le raccourci, la recherche et le bouton. */
export interface Action {
  /** `dossiers.exporter`. */
  readonly code: string;
  readonly libelle: string;
  /** Menu de la barre ; absent : ni menu ni recherche, seulement bouton et raccourci. */
  readonly menu?: MenuAction;
  /** Dans un menu, un trait sépare deux groupes ; du plus petit au plus grand, 50 par défaut. */
  readonly groupe?: number;
  readonly icone?: NomIcone;
  /** `Ctrl+E`, `F6`, `Alt+Gauche`. */
  readonly raccourci?: string;
  /** Faux : grisée, et son raccourci ne fait rien. */
  readonly disponible?: boolean;
  readonly coche?: boolean;
  readonly executer: () => void;
}

const registre = new Map<string, { readonly signature: string; readonly actions: readonly Action[] }>();
const ecouteurs = new Set<() => void>();
let toutes: readonly Action[] = [];

/** Recalcule la liste ; une action d’une page remplace celle du cadre qui porte le même code. */
function publier(): void {
  const parCode = new Map<string, Action>();
  for (const { actions } of registre.values()) for (const action of actions) parCode.set(action.code, action);
  toutes = [...parCode.values()];
  for (const ecouteur of ecouteurs) ecouteur();
}

function ecouter(ecouteur: () => void): () => void {
  ecouteurs.add(ecouteur);
  return () => ecouteurs.delete(ecouteur);
}

/**
 * Déclare les actions d’une page tant qu’elle est montrée. `executer` peut changer à chaque rendu. Déclarées avant
 * l’affichage : un raccourci sert dès que son bouton se voit.
 */
export function useActions(actions: readonly Action[]): void {
  const id = useId();
  const courantes = useRef(actions);
  useLayoutEffect(() => {
    courantes.current = actions;
    // JSON oublie les fonctions : on ne republie que si ce qui se voit a changé, sans quoi chaque rendu en causerait un autre.
    const signature = JSON.stringify(actions);
    if (registre.get(id)?.signature === signature) return;
    // L’exécution passe par la référence : le menu et les touches appellent toujours la dernière version.
    const stables = actions.map((action) => ({
      ...action,
      executer: () => courantes.current.find(({ code }) => code === action.code)?.executer(),
    }));
    registre.set(id, { signature, actions: stables });
    publier();
  });
  useLayoutEffect(
    () => () => {
      registre.delete(id);
      publier();
    },
    [id],
  );
}

/** Toutes les actions du moment : celles du cadre et celles de la page. */
export function useToutesActions(): readonly Action[] {
  return useSyncExternalStore(ecouter, () => toutes);
}

/** Exécute une action par son code ; faux si elle n’existe pas ici ou n’est pas disponible. */
export function executerAction(code: string): boolean {
  const action = toutes.find((une) => une.code === code);
  if (action === undefined || action.disponible === false) return false;
  action.executer();
  return true;
}

/** L’action qu’un raccourci exécute ici et maintenant. */
function trouverParRaccourci(frappe: string): (() => void) | undefined {
  return toutes.findLast(({ raccourci, disponible }) => raccourci === frappe && disponible !== false)?.executer;
}

/** Branche les raccourcis de toutes les actions ; posé une fois, par le cadre. */
export function useRaccourcisDesActions(): void {
  useFrappes(trouverParRaccourci);
}

interface Props {
  readonly action: Action;
  readonly genre?: 'defaut' | 'principal' | 'discret' | 'danger';
  readonly enCours?: boolean;
  /** Libellé plus court que celui du menu. */
  readonly libelle?: string;
}

/** Le bouton d’une action : même mot, même icône, même raccourci qu’au menu. */
export function BoutonAction({ action, genre = 'defaut', enCours = false, libelle }: Props) {
  return (
    <Bouton
      genre={genre}
      enCours={enCours}
      raccourci={action.raccourci}
      inactif={action.disponible === false}
      onClick={action.executer}
      {...(action.icone === undefined ? {} : { icone: action.icone })}
    >
      {libelle ?? action.libelle}
    </Bouton>
  );
}
