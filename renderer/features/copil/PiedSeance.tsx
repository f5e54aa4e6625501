import type { DossierDeSeance } from '../../../shared/contract/seances.ts';
import { Bouton } from '../../ui/Bouton.tsx';

interface Props {
  readonly precedent: DossierDeSeance | undefined;
  readonly suivant: DossierDeSeance | undefined;
  readonly onOuvrir: (dossier: DossierDeSeance | undefined) => void;
  /** null : rien à annuler. */
  readonly onAnnuler: (() => void) | null;
  readonly onSansSuite: (() => void) | null;
  readonly onChercher: () => void;
  readonly onQuitter: () => void;
}

/** Les gestes de la séance en bas d’écran : aller d’un dossier à l’autre, revenir sur une décision, quitter. */
export function PiedSeance({ precedent, suivant, onOuvrir, onAnnuler, onSansSuite, onChercher, onQuitter }: Props) {
  return (
    <footer className="seance-pied">
      <Bouton raccourci="Gauche" inactif={!precedent} onClick={() => onOuvrir(precedent)}>
        <span className="elide">{precedent?.structure.raisonSociale ?? 'Premier dossier'}</span>
      </Bouton>
      <Bouton raccourci="Ctrl+Z" inactif={onAnnuler === null} onClick={() => onAnnuler?.()}>
        Annuler la dernière
      </Bouton>
      <Bouton raccourci="C" inactif={onSansSuite === null} onClick={() => onSansSuite?.()}>
        Classer sans suite
      </Bouton>
      <Bouton raccourci="/" onClick={onChercher}>
        Chercher
      </Bouton>
      <Bouton raccourci="Échap" onClick={onQuitter}>
        Quitter
      </Bouton>
      <span className="a-droite encre2 elide">
        {suivant
          ? `${suivant.structure.raisonSociale}${suivant.communeNom === null ? '' : `, ${suivant.communeNom}`}`
          : 'dernier dossier'}
      </span>
      <Bouton genre="principal" raccourci="Droite" inactif={!suivant} onClick={() => onOuvrir(suivant)}>
        Dossier suivant
      </Bouton>
    </footer>
  );
}
