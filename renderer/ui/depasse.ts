import { type RefObject, useEffect, useState } from 'react';

/**
 * Vrai quand le contenu de la zone dépasse : elle doit alors s’arrêter au clavier (`tabIndex: 0`) pour qu’on puisse la
 * faire défiler sans souris, et seulement alors.
 */
export function useDepasse(zone: RefObject<HTMLElement | null>): boolean {
  const [depasse, setDepasse] = useState(false);
  useEffect(() => {
    const element = zone.current;
    if (element === null) return undefined;
    const mesurer = () =>
      setDepasse(element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1);
    const tailles = new ResizeObserver(mesurer);
    const suivre = () => {
      tailles.disconnect();
      tailles.observe(element);
      for (const enfant of element.children) tailles.observe(enfant);
    };
    const contenus = new MutationObserver(suivre);
    suivre();
    contenus.observe(element, { childList: true });
    return () => {
      tailles.disconnect();
      contenus.disconnect();
    };
  }, [zone]);
  return depasse;
}
