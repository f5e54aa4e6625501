import { type ReactNode, useId, useRef } from 'react';
import { useDepasse } from './depasse.ts';

interface Props {
  readonly titre?: ReactNode;
  /** À côté du titre, en gris. */
  readonly sousTitre?: ReactNode;
  /** À droite du titre. */
  readonly actions?: ReactNode;
  /** Sans marge intérieure : grille, tableau, liste. */
  readonly plein?: boolean;
  /** Bandeau du bas. */
  readonly pied?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Une surface blanche bordée d’un filet ; une région nommée si elle a un titre. */
export function Carte({ titre, sousTitre, actions, plein = false, pied, className, children }: Props) {
  const id = useId();
  const corps = useRef<HTMLDivElement>(null);
  const depasse = useDepasse(corps);
  return (
    <section className={`carte ${className ?? ''}`} {...(titre === undefined ? {} : { 'aria-labelledby': id })}>
      {titre !== undefined && (
        <header className="carte-tete">
          <h2 id={id}>{titre}</h2>
          {sousTitre !== undefined && <span className="encre3 t12">{sousTitre}</span>}
          {actions !== undefined && <span className="rangee a-droite">{actions}</span>}
        </header>
      )}
      <div
        ref={corps}
        className={plein ? 'carte-corps' : 'carte-corps interieur'}
        {...(depasse ? { tabIndex: 0, role: 'group', 'aria-label': 'Contenu à faire défiler' } : {})}
      >
        {children}
      </div>
      {pied !== undefined && <footer className="carte-pied">{pied}</footer>}
    </section>
  );
}

export interface Chiffre {
  readonly libelle: ReactNode;
  readonly valeur: ReactNode;
  readonly accent?: boolean;
}

/** Bande de chiffres clés, de deux à six. */
export function Chiffres({ chiffres }: { readonly chiffres: readonly Chiffre[] }) {
  return (
    <dl className="carte chiffres">
      {chiffres.map((chiffre, rang) => (
        // L’ordre et le nombre des chiffres d’une bande ne changent pas.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={rang}>
          <dt>{chiffre.libelle}</dt>
          <dd className={chiffre.accent === true ? 'accent' : ''}>{chiffre.valeur}</dd>
        </div>
      ))}
    </dl>
  );
}
