import { useLayoutEffect, useRef } from 'react';

const NOMS: Readonly<Record<string, string>> = {
  ArrowLeft: 'Gauche',
  ArrowRight: 'Droite',
  ArrowUp: 'Haut',
  ArrowDown: 'Bas',
  Enter: 'Entrée',
  Escape: 'Échap',
  Delete: 'Suppr',
  Backspace: 'Retour',
  ' ': 'Espace',
  Home: 'Début',
  End: 'Fin',
  PageUp: 'Page haut',
  PageDown: 'Page bas',
};

/** Le raccourci d’une frappe, écrit comme dans les actions : `Ctrl+Maj+A`, `F6`, `S`, `2`, `Alt+Gauche`. */
export function nommerFrappe(evenement: KeyboardEvent): string {
  // Sur un clavier français, le 2 du haut donne « é » : c’est la place de la touche qui compte, avec ou sans Maj.
  const chiffre = /^(?:Digit|Numpad)(\d)$/.exec(evenement.code)?.[1];
  const lettre = evenement.key.length === 1 ? evenement.key.toUpperCase() : evenement.key;
  const touche = chiffre ?? NOMS[evenement.key] ?? lettre;
  const maj = evenement.shiftKey && chiffre === undefined && (evenement.key.length > 1 || /[A-Z]/.test(lettre));
  return [evenement.ctrlKey || evenement.metaKey ? 'Ctrl' : '', evenement.altKey ? 'Alt' : '', maj ? 'Maj' : '', touche]
    .filter((partie) => partie !== '')
    .join('+');
}

/** Vrai si la frappe va dans un champ de texte : une lettre seule n’y est pas un raccourci. */
export function estSaisie(evenement: KeyboardEvent): boolean {
  const cible = evenement.target;
  if (!(cible instanceof HTMLElement)) return false;
  if (cible instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(cible.type);
  return cible.isContentEditable || ['TEXTAREA', 'SELECT'].includes(cible.tagName);
}

function estSansModificateur(nom: string): boolean {
  return !/^(?:Ctrl|Alt)\+/.test(nom) && !/^F\d+$/.test(nom) && nom !== 'Échap';
}

let dialogueOuvert = false;
// Relevé avant tout le monde : la frappe qui ferme un dialogue (Échap) ne doit pas servir une seconde fois à la page.
window.addEventListener(
  'keydown',
  () => {
    dialogueOuvert = document.querySelector('[role=dialog][aria-modal=true]') !== null;
  },
  true,
);

/**
 * Écoute le clavier tant que le composant est monté ; `trouver` rend ce qu’une frappe exécute, cherché au moment où elle
 * arrive. Les touches seules sont ignorées dans un champ de texte ; tout est ignoré pendant un dialogue.
 */
export function useFrappes(trouver: (frappe: string) => (() => void) | undefined, actif = true): void {
  const courant = useRef(trouver);
  // Avant l’affichage : une touche frappée dès que la page se montre doit déjà servir.
  useLayoutEffect(() => {
    courant.current = trouver;
  });
  useLayoutEffect(() => {
    if (!actif) return undefined;
    function surFrappe(evenement: KeyboardEvent) {
      if (evenement.defaultPrevented || evenement.isComposing) return;
      const nom = nommerFrappe(evenement);
      const executer = courant.current(nom);
      if (executer === undefined || dialogueOuvert) return;
      if (estSansModificateur(nom) && estSaisie(evenement)) return;
      evenement.preventDefault();
      executer();
    }
    document.addEventListener('keydown', surFrappe);
    return () => document.removeEventListener('keydown', surFrappe);
  }, [actif]);
}

/** Raccourcis d’un composant : `{ 'Ctrl+E': exporter, '2': () => noter(2) }`. */
export function useRaccourcis(raccourcis: Readonly<Record<string, (() => void) | undefined>>, actif = true): void {
  useFrappes((frappe) => raccourcis[frappe], actif);
}
