import { type KeyboardEvent, type Ref, useId } from 'react';

export interface Choix<V> {
  readonly valeur: V;
  readonly libelle: string;
  /** Ce que l’info-bulle et le lecteur d’écran ajoutent. */
  readonly detail?: string;
}

interface Props<V> {
  readonly choix: readonly Choix<V>[];
  /** `null` : rien n’est choisi. */
  readonly valeur: V | null;
  /** Cerné, proposé par le logiciel : ce n’est pas encore le choix de l’agent. */
  readonly propose?: V | null;
  /** Couleur du cerne de la proposition. */
  readonly tonPropose?: 'accent' | 'al' | 'ok';
  readonly onChange: (valeur: V | null) => void;
  readonly libelle: string;
  readonly inactif?: boolean;
  readonly ref?: Ref<HTMLFieldSetElement>;
}

export type NiveauCritere = 0 | 1 | 2 | 3 | 'sans_objet';

const NIVEAUX: readonly Choix<NiveauCritere>[] = [
  { valeur: 0, libelle: '0' },
  { valeur: 1, libelle: '1' },
  { valeur: 2, libelle: '2' },
  { valeur: 3, libelle: '3' },
  { valeur: 'sans_objet', libelle: 's. o.', detail: 'sans objet' },
];

/** Choix segmenté ; un second clic sur le choix l’efface. Une seule tabulation, flèches à l’intérieur. */
export function Segments<V extends string | number>({ ref, ...props }: Props<V>) {
  const { choix, valeur, propose = null, onChange, inactif = false } = props;
  const id = useId();
  const courant = choix.findIndex((un) => un.valeur === (valeur ?? propose));
  function surTouche(evenement: KeyboardEvent<HTMLButtonElement>, rang: number) {
    const sens = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[evenement.key];
    if (sens === undefined || inactif) return;
    evenement.preventDefault();
    document.getElementById(`${id}-${(rang + sens + choix.length) % choix.length}`)?.focus();
  }
  return (
    <fieldset ref={ref} className="segments" aria-label={props.libelle}>
      {choix.map((un, rang) => (
        <button
          key={String(un.valeur)}
          id={`${id}-${rang}`}
          type="button"
          aria-pressed={un.valeur === valeur}
          aria-disabled={inactif ? true : undefined}
          aria-label={un.detail === undefined ? undefined : `${un.libelle}, ${un.detail}`}
          tabIndex={rang === Math.max(0, courant) ? 0 : -1}
          title={un.detail}
          className={un.valeur === propose && valeur === null ? `propose-${props.tonPropose ?? 'accent'}` : ''}
          onKeyDown={(evenement) => surTouche(evenement, rang)}
          onClick={() => {
            if (!inactif) onChange(un.valeur === valeur ? null : un.valeur);
          }}
        >
          {un.libelle}
        </button>
      ))}
    </fieldset>
  );
}

/** Niveau d’un critère : 0 à 3 ou sans objet. `descriptions` : le texte de chaque niveau, pour l’info-bulle. */
export function Niveaux(props: Omit<Props<NiveauCritere>, 'choix'> & { readonly descriptions?: readonly string[] }) {
  const choix = NIVEAUX.map((un, rang) => {
    const detail = props.descriptions?.[rang] ?? un.detail;
    return detail === undefined ? un : { ...un, detail };
  });
  return <Segments {...props} choix={choix} />;
}
