import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { idRepere, type Repere } from './reperes.ts';

const AVEC_SON_PROPRE_SENS = 'button, a, input, textarea, select, summary, [role=tab], [role=dialog], [role=menu]';

function memeRepere(a: Repere, b: Repere): boolean {
  return a.genre === b.genre && a.code === b.code;
}

/** Le bouton de choix d’une rangée : celui que la tabulation atteint. */
function choixDe(repere: Repere): HTMLElement | null {
  return document.querySelector<HTMLElement>(`#${CSS.escape(idRepere(repere))} fieldset button[tabindex="0"]`);
}

/** Le champ de commentaire de la rangée courante. */
export function commentaireDe(repere: Repere): HTMLElement | null {
  return document.querySelector<HTMLElement>(`#${CSS.escape(idRepere(repere))} textarea`);
}

/** La rangée où s’est passé un événement ; null hors des rangées. */
function repereSous(cible: EventTarget | null): Repere | null {
  if (!(cible instanceof Element)) return null;
  const rangee = cible.closest<HTMLElement>('[data-genre]');
  const { genre, code } = rangee?.dataset ?? {};
  if ((genre !== 'condition' && genre !== 'critere') || code === undefined) return null;
  return { genre, code };
}

/** Après une touche, le focus suit le choix fait : la rangée n’a qu’un cerne. */
export function suivreLeChoix(repere: Repere): void {
  const rangee = document.getElementById(idRepere(repere));
  if (rangee?.contains(document.activeElement) && document.activeElement?.closest('fieldset'))
    choixDe(repere)?.focus({ preventScroll: true });
}

/**
 * Le déplacement dans la grille : haut et bas partout, Tab d’un choix au suivant (le premier et le dernier laissent Tab
 * sortir), et la rangée que l’on touche devient la courante.
 *
 * @param grille l’élément qui contient les rangées
 * @param surSuivant Entrée sur un choix, ou nulle part : la prochaine chose à faire
 * @param suite conditions et critères montrés, dans l’ordre
 */
export function useDeplacement(
  grille: RefObject<HTMLElement | null>,
  suite: readonly Repere[],
  courant: Repere,
  prendre: (repere: Repere) => void,
  surSuivant: () => void,
) {
  const suivant = useRef(surSuivant);
  useEffect(() => {
    suivant.current = surSuivant;
  });
  const aFocaliser = useRef(false);
  const { genre, code } = courant;
  useEffect(() => {
    document.getElementById(idRepere({ genre, code }))?.scrollIntoView({ block: 'nearest' });
    if (!aFocaliser.current) return;
    aFocaliser.current = false;
    choixDe({ genre, code })?.focus({ preventScroll: true });
  }, [genre, code]);

  const aller = useCallback(
    (repere: Repere) => {
      aFocaliser.current = true;
      prendre(repere);
      // Déjà courante : aucun effet ne viendra lui rendre le focus.
      choixDe(repere)?.focus({ preventScroll: true });
    },
    [prendre],
  );

  const avancer = useCallback(
    (sens: 1 | -1) => {
      const rang = suite.findIndex((un) => memeRepere(un, { genre, code }));
      const cible = suite[rang === -1 ? 0 : rang + sens];
      if (cible === undefined) return false;
      aller(cible);
      return true;
    },
    [suite, genre, code, aller],
  );

  useEffect(() => {
    const element = grille.current;
    if (element === null) return undefined;
    function surTouche(evenement: KeyboardEvent) {
      const { key, target, ctrlKey, altKey, metaKey, shiftKey } = evenement;
      if (!(target instanceof HTMLElement) || target.tagName === 'TEXTAREA' || ctrlKey || altKey || metaKey) return;
      const dansUnChoix = target.closest('fieldset [aria-pressed]') !== null && repereSous(target) !== null;
      if (key === 'Enter' && dansUnChoix) {
        // Espace choisit, les touches 0 à 3 aussi : Entrée avance.
        evenement.preventDefault();
        evenement.stopPropagation();
        suivant.current();
        return;
      }
      const concerne = key === 'ArrowDown' || key === 'ArrowUp' || (key === 'Tab' && dansUnChoix);
      const sens = key === 'ArrowDown' || (key === 'Tab' && !shiftKey) ? 1 : -1;
      if (!concerne || !avancer(sens)) return;
      evenement.preventDefault();
      evenement.stopPropagation();
    }
    /** En arrivant, le focus est sur la page ou son titre : Entrée avance aussi, sauf là où elle a déjà un sens. */
    function surEntreeAilleurs(evenement: KeyboardEvent) {
      const { key, target, ctrlKey, altKey, defaultPrevented } = evenement;
      if (key !== 'Enter' || ctrlKey || altKey || defaultPrevented || !(target instanceof HTMLElement)) return;
      if (target.closest(AVEC_SON_PROPRE_SENS) !== null) return;
      // Sans quoi la même frappe presserait le bouton qui va recevoir le focus.
      evenement.preventDefault();
      suivant.current();
    }
    function surFocus({ target }: FocusEvent) {
      // À la souris, déplier avant la fin du clic ferait glisser la cible : le clic s’en charge.
      const repere = repereSous(target);
      if (repere && target instanceof Element && target.matches(':focus-visible')) prendre(repere);
    }
    function surClic({ target }: MouseEvent) {
      const repere = repereSous(target);
      if (repere) prendre(repere);
    }
    // En capture : les choix segmentés prendraient pour eux haut et bas.
    element.addEventListener('keydown', surTouche, true);
    document.addEventListener('keydown', surEntreeAilleurs);
    element.addEventListener('focusin', surFocus);
    element.addEventListener('click', surClic);
    return () => {
      element.removeEventListener('keydown', surTouche, true);
      document.removeEventListener('keydown', surEntreeAilleurs);
      element.removeEventListener('focusin', surFocus);
      element.removeEventListener('click', surClic);
    };
  }, [grille, avancer, prendre]);

  return { aller, avancer };
}
