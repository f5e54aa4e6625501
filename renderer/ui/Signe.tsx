import type { ReactElement } from 'react';

/** Les formes d’état : chacune se reconnaît sans sa couleur. */
export type NomSigne =
  | 'fait'
  | 'attention'
  | 'refus'
  | 'vide'
  | 'en_cours'
  | 'sans_objet'
  | 'sablier'
  | 'ecart'
  | 'cadenas'
  | 'plus'
  | 'moins'
  | 'groupe';

const TRAIT = { fill: 'none', stroke: 'currentColor', strokeLinecap: 'round', strokeLinejoin: 'round' } as const;
const CREUX = { fill: 'none', stroke: 'var(--fs, #fff)', strokeWidth: 1.7, strokeLinecap: 'round' } as const;

const FORMES: Readonly<Record<NomSigne, ReactElement>> = {
  fait: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="M4.8 8.3l2.2 2.2 4.2-4.6" {...CREUX} strokeLinejoin="round" />
    </>
  ),
  attention: (
    <>
      <path d="M8 .8L15.2 8 8 15.2.8 8z" fill="currentColor" />
      <path d="M8 4.6v4" {...CREUX} />
      <circle cx="8" cy="11.1" r="1" fill="var(--fs, #fff)" />
    </>
  ),
  refus: (
    <>
      <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" />
      <path d="M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8" {...CREUX} />
    </>
  ),
  vide: <circle cx="8" cy="8" r="6.1" {...TRAIT} strokeWidth="1.7" />,
  en_cours: (
    <>
      <circle cx="8" cy="8" r="6.1" {...TRAIT} strokeWidth="1.7" />
      <path d="M8 4v8a4 4 0 000-8z" fill="currentColor" />
    </>
  ),
  sans_objet: (
    <>
      <circle cx="8" cy="8" r="6.1" {...TRAIT} strokeLinecap="butt" strokeWidth="1.5" strokeDasharray="2.4 2" />
      <path d="M5 8h6" {...TRAIT} strokeWidth="1.7" />
    </>
  ),
  sablier: (
    <path
      d="M4 2h8M4 14h8M5 2c0 4 6 4 6 6s-6 2-6 6M11 2c0 4-6 4-6 6s6 2 6 6"
      {...TRAIT}
      strokeLinejoin="miter"
      strokeWidth="1.5"
    />
  ),
  ecart: <path d="M2 5h9M8 2l3 3-3 3M14 11H5M8 8l-3 3 3 3" {...TRAIT} strokeWidth="1.6" />,
  cadenas: (
    <>
      <path d="M3 7h10v7H3z" fill="currentColor" />
      <path d="M5 7V5a3 3 0 016 0v2" fill="none" stroke="currentColor" strokeWidth="1.7" />
    </>
  ),
  plus: <path d="M8 3v10M3 8h10" {...TRAIT} strokeWidth="1.8" />,
  moins: <path d="M3 8h10" {...TRAIT} strokeWidth="1.8" />,
  groupe: (
    <>
      <circle cx="6" cy="5" r="2.6" {...TRAIT} strokeWidth="1.4" />
      <path
        d="M1.5 14c0-3 2-4.6 4.5-4.6s4.5 1.6 4.5 4.6M11 2.7a2.6 2.6 0 010 4.6M12 9.7c1.6.6 2.6 2 2.6 4.3"
        {...TRAIT}
        strokeWidth="1.4"
      />
    </>
  ),
};

interface Props {
  readonly nom: NomSigne;
  /** En pixels. */
  readonly taille?: number;
  readonly className?: string;
  /** À donner si le signe est seul, sans mot à côté. */
  readonly titre?: string;
}

/** Un signe d’état (disque coché, losange, octogone…) dans la couleur du texte. */
export function Signe({ nom, taille = 13, className, titre }: Props) {
  const acces = titre === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': titre };
  return (
    <svg className={`signe ${className ?? ''}`} width={taille} height={taille} viewBox="0 0 16 16" {...acces}>
      {FORMES[nom]}
    </svg>
  );
}
