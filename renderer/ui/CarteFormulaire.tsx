import type { ReactNode } from 'react';
import { Alerte } from './Alerte.tsx';
import { Bouton } from './Bouton.tsx';
import { Carte } from './Carte.tsx';

interface Props {
  readonly titre: string;
  readonly sousTitre?: string;
  /** Rien à enregistrer, ou pas encore possible. */
  readonly inactif?: boolean;
  readonly enCours: boolean;
  /** Pourquoi le dernier enregistrement a été refusé. */
  readonly erreur: string | null;
  readonly onEnregistrer: () => void;
  /** Les champs. */
  readonly children: ReactNode;
}

/** Une carte de réglages : ses champs, « Enregistrer » en bas à droite, Entrée dans un champ l’enregistre. */
export function CarteFormulaire({
  titre,
  sousTitre,
  inactif = false,
  enCours,
  erreur,
  onEnregistrer,
  children,
}: Props) {
  return (
    <form
      noValidate
      onSubmit={(evenement) => {
        evenement.preventDefault();
        if (!inactif && !enCours) onEnregistrer();
      }}
    >
      <Carte
        titre={titre}
        {...(sousTitre === undefined ? {} : { sousTitre })}
        pied={
          <span className="rangee a-droite">
            <Bouton type="submit" genre="principal" icone="enregistrer" inactif={inactif} enCours={enCours}>
              Enregistrer
            </Bouton>
          </span>
        }
      >
        <div className="formulaire">{children}</div>
        {erreur !== null && <Alerte ton="al">{erreur}</Alerte>}
      </Carte>
    </form>
  );
}
