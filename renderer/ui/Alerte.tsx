import type { ReactNode } from 'react';
import { Icone } from './Icone.tsx';
import { type NomSigne, Signe } from './Signe.tsx';

type TonAlerte = 'att' | 'al' | 'ok' | 'info';
const SIGNES: Readonly<Record<TonAlerte, NomSigne>> = { att: 'attention', al: 'refus', ok: 'fait', info: 'en_cours' };

interface Props {
  readonly ton: TonAlerte;
  readonly titre?: ReactNode;
  readonly children?: ReactNode;
  /** Boutons, à droite. */
  readonly actions?: ReactNode;
}

/** Un encart : ce qui est arrivé, ce qui est en sûreté, quoi faire. `al` est annoncé aussitôt. */
export function Alerte({ ton, titre, children, actions }: Props) {
  return (
    <div className={`alerte alerte-${ton}`} role={ton === 'al' ? 'alert' : 'note'}>
      <Signe nom={SIGNES[ton]} taille={14} />
      <div className="remplit">
        {titre !== undefined && <strong>{titre} </strong>}
        {children}
      </div>
      {actions}
    </div>
  );
}

/** Attente d’une lecture : discrète, annoncée poliment. */
export function Chargement({ texte = 'Chargement…' }: { readonly texte?: string }) {
  return (
    <output className="chargement">
      <span className="tourne" aria-hidden />
      {texte}
    </output>
  );
}

interface Vide {
  readonly titre: string;
  /** Quoi faire ensuite. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly icone?: Parameters<typeof Icone>[0]['nom'];
}

/** Rien à montrer : dit pourquoi et quoi faire ensuite. */
export function EtatVide({ titre, children, actions, icone = 'dossier' }: Vide) {
  return (
    <div className="etat-vide">
      <Icone nom={icone} taille={28} />
      <strong className="t15 g6">{titre}</strong>
      {children !== undefined && <p>{children}</p>}
      {actions !== undefined && <div className="rangee">{actions}</div>}
    </div>
  );
}
