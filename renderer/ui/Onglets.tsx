import { type KeyboardEvent, type ReactNode, useId } from 'react';

export interface Onglet<C extends string> {
  readonly code: C;
  readonly libelle: string;
  /** Compte dans une pastille. */
  readonly nombre?: number | string;
}

interface Props<C extends string> {
  readonly onglets: readonly Onglet<C>[];
  readonly actif: C;
  readonly onChange: (code: C) => void;
  /** Nom accessible de la barre. */
  readonly libelle: string;
  /** Après le dernier onglet. */
  readonly suite?: ReactNode;
  /** Le panneau de l’onglet actif ; sans lui, la barre est un filtre (boutons) et non des onglets. */
  readonly children?: ReactNode;
  readonly className?: string;
}

/** Barre d’onglets : flèches, Début, Fin ; l’onglet suivi du focus est choisi. */
export function Onglets<C extends string>({ onglets, actif, onChange, libelle, suite, children, className }: Props<C>) {
  const id = useId();
  const avecPanneau = children !== undefined;
  function surTouche(evenement: KeyboardEvent<HTMLButtonElement>) {
    const rang = onglets.findIndex(({ code }) => code === actif);
    const cible = { ArrowLeft: rang - 1, ArrowRight: rang + 1, Home: 0, End: onglets.length - 1 }[evenement.key];
    const onglet = cible === undefined ? undefined : onglets[(cible + onglets.length) % onglets.length];
    if (onglet === undefined) return;
    evenement.preventDefault();
    onChange(onglet.code);
    document.getElementById(`${id}-${onglet.code}`)?.focus();
  }
  const barre = (
    <div className="onglets">
      <div className="onglets-barre" role={avecPanneau ? 'tablist' : 'group'} aria-label={libelle}>
        {onglets.map(({ code, libelle, nombre }) => {
          const choisi = code === actif;
          const acces = avecPanneau
            ? { role: 'tab', 'aria-selected': choisi, 'aria-controls': `${id}-panneau`, tabIndex: choisi ? 0 : -1 }
            : { 'aria-pressed': choisi };
          return (
            <button
              key={code}
              id={`${id}-${code}`}
              type="button"
              className="onglet"
              {...acces}
              onKeyDown={surTouche}
              onClick={() => onChange(code)}
            >
              {libelle}
              {nombre !== undefined && <em>{nombre}</em>}
            </button>
          );
        })}
      </div>
      {suite}
    </div>
  );
  if (!avecPanneau) return barre;
  return (
    <div className={`onglets-bloc ${className ?? ''}`}>
      {barre}
      <div
        role="tabpanel"
        id={`${id}-panneau`}
        aria-labelledby={`${id}-${actif}`}
        tabIndex={0}
        className="onglets-panneau"
      >
        {children}
      </div>
    </div>
  );
}
