import type { ReactNode, Ref } from 'react';
import { Icone, type NomIcone } from './Icone.tsx';
import { Kbd } from './Kbd.tsx';

interface Props {
  readonly children?: ReactNode;
  /** `principal` : l’action de la page, une seule par écran ; `discret` : sans contour ; `danger` : texte rouge. */
  readonly genre?: 'defaut' | 'principal' | 'discret' | 'danger';
  readonly icone?: NomIcone;
  /** Icône seule : le libellé devient le nom accessible et l’info-bulle. */
  readonly libelleSeul?: string;
  /** Montré dans le bouton ; l’écoute de la touche est l’affaire des actions. */
  readonly raccourci?: string | undefined;
  readonly inactif?: boolean | undefined;
  /** Montre que le travail est en route et refuse un second clic. */
  readonly enCours?: boolean;
  readonly type?: 'button' | 'submit';
  readonly taille?: 'normale' | 'petite' | 'grande';
  readonly enfonce?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly focusInitial?: boolean;
  readonly titre?: string | undefined;
  readonly className?: string;
  readonly onClick?: (() => void) | undefined;
}

/** Le bouton de l’application. */
export function Bouton({ ref, ...props }: Props) {
  const { genre = 'defaut', taille = 'normale', icone, raccourci, libelleSeul, enCours = false } = props;
  const classes = ['btn', `btn-${genre}`, `btn-${taille}`, libelleSeul === undefined ? '' : 'btn-carre'];
  return (
    <button
      ref={ref}
      type={props.type ?? 'button'}
      className={[...classes, props.className ?? ''].join(' ')}
      // aria-disabled plutôt que disabled : le bouton garde le focus et son info-bulle dit pourquoi.
      aria-disabled={props.inactif === true || enCours ? true : undefined}
      aria-busy={enCours ? true : undefined}
      aria-label={libelleSeul}
      aria-pressed={props.enfonce}
      title={props.titre ?? libelleSeul}
      data-autofocus={props.focusInitial === true ? true : undefined}
      onClick={(evenement) => {
        // Le second clic d’un double-clic n’est pas un second envoi, même si l’écran n’a pas encore montré le premier.
        const repete = props.type === 'submit' && evenement.detail > 1;
        if (props.inactif === true || enCours || repete) evenement.preventDefault();
        else props.onClick?.();
      }}
    >
      {enCours ? <span className="tourne" aria-hidden /> : icone && <Icone nom={icone} />}
      {props.children}
      {raccourci !== undefined && <Kbd touches={raccourci} />}
    </button>
  );
}
