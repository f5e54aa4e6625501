import type { ReactNode } from 'react';

interface Props {
  /** Ce que la zone contient, pour qui y arrive au clavier. */
  readonly libelle: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Une zone qui défile dans la place qui reste, au clavier aussi. */
export function Defile({ libelle, className, children }: Props) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- sans lui, rien ne la ferait défiler au clavier
    <section className={`defile remplit ${className ?? ''}`} aria-label={libelle} tabIndex={0}>
      {children}
    </section>
  );
}
