import { type ReactNode, useEffect } from 'react';

interface Props {
  readonly titre: string;
  readonly sousTitre?: ReactNode;
  /** Avant le titre : précédent, suivant. */
  readonly avant?: ReactNode;
  /** À droite du titre. */
  readonly actions?: ReactNode;
  /** La page entière défile ; sinon chaque carte défile dans la hauteur de l’écran. */
  readonly defile?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Le contenu d’une page : la rangée du titre, puis ses cartes. Pose aussi le titre de la fenêtre. */
export function Page({ titre, sousTitre, avant, actions, defile = false, className, children }: Props) {
  useEffect(() => {
    document.title = `${titre} — Clas`;
  }, [titre]);
  return (
    <div className={`page ${defile ? 'page-defile' : ''} ${className ?? ''}`}>
      <div className="page-titre">
        {avant}
        {/* Un nom coupé se lit en entier au survol. */}
        <h1 title={titre}>{titre}</h1>
        {sousTitre !== undefined && <span className="encre2">{sousTitre}</span>}
        {actions !== undefined && <div className="rangee a-droite">{actions}</div>}
      </div>
      {children}
    </div>
  );
}
