import { type ReactNode, useRef } from 'react';
import { useDepasse } from './depasse.ts';

interface Props {
  /** Ce que la zone contient, pour qui y arrive au clavier. */
  readonly libelle: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Une zone qui défile dans la place qui reste ; elle ne s’arrête au clavier que si elle a de quoi défiler. */
export function Defile({ libelle, className, children }: Props) {
  const zone = useRef<HTMLElement>(null);
  const depasse = useDepasse(zone);
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
