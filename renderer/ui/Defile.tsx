import { type ReactNode, useEffect, useRef, useState } from 'react';

interface Props {
  /** Ce que la zone contient, pour qui y arrive au clavier. */
  readonly libelle: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Une zone qui défile dans la place qui reste ; elle ne s’arrête au clavier que si elle a de quoi défiler. */
export function Defile({ libelle, className, children }: Props) {
  const zone = useRef<HTMLElement>(null);
  const [depasse, setDepasse] = useState(false);
  useEffect(() => {
    const element = zone.current;
    if (element === null) return undefined;
    const observateur = new ResizeObserver(() =>
      setDepasse(element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth),
    );
    observateur.observe(element);
    for (const enfant of element.children) observateur.observe(enfant);
    return () => observateur.disconnect();
  }, []);
  return (
    <section
      ref={zone}
      className={`defile remplit ${className ?? ''}`}
      aria-label={libelle}
      {...(depasse ? { tabIndex: 0 } : {})}
    >
      {children}
    </section>
  );
}
