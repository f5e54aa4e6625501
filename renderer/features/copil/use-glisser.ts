import { type RefObject, useEffect, useRef, useState } from 'react';

function rangDe(evenement: DragEvent): number | null {
  const ligne = evenement.target instanceof Element ? evenement.target.closest<HTMLElement>('[data-rang]') : null;
  return ligne === null ? null : Number(ligne.dataset['rang']);
}

/**
 * Glisser les lignes d’une liste (`<li draggable data-rang>`). Les événements s’écoutent sur la liste : une ligne n’est pas
 * une commande, le clavier passe par sa poignée.
 *
 * @returns le rang survolé, à marquer
 */
export function useGlisser(
  liste: RefObject<HTMLElement | null>,
  onDeplacer: (depuis: number, vers: number) => void,
): number | null {
  const [vise, setVise] = useState<number | null>(null);
  const courant = useRef(onDeplacer);
  useEffect(() => {
    courant.current = onDeplacer;
  });
  useEffect(() => {
    const zone = liste.current;
    if (zone === null) return undefined;
    const arret = new AbortController();
    const { signal } = arret;
    let tenu: number | null = null;
    function lacher(): void {
      tenu = null;
      setVise(null);
    }
    zone.addEventListener(
      'dragstart',
      (evenement) => {
        tenu = rangDe(evenement);
        if (evenement.dataTransfer) evenement.dataTransfer.effectAllowed = 'move';
      },
      { signal },
    );
    zone.addEventListener(
      'dragover',
      (evenement) => {
        if (tenu === null) return;
        evenement.preventDefault();
        setVise(rangDe(evenement));
      },
      { signal },
    );
    zone.addEventListener(
      'drop',
      (evenement) => {
        const vers = rangDe(evenement);
        evenement.preventDefault();
        if (tenu !== null && vers !== null) courant.current(tenu, vers);
        lacher();
      },
      { signal },
    );
    zone.addEventListener('dragend', lacher, { signal });
    return () => arret.abort();
  }, [liste]);
  return vise;
}
