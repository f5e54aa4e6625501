import { pluriel } from '../../shared/domaine/libelles.ts';
import { formaterEntier } from '../../shared/domaine/nombres.ts';
import { Bouton } from './Bouton.tsx';
import { Jauge } from './Jauge.tsx';

interface Props {
  readonly message: string;
  readonly fait: number;
  /** 0 : total inconnu. */
  readonly total: number;
  /** Ce que l’on compte, au singulier : « dossier ». */
  readonly unite?: string;
  /** Le total n’est pas un nombre de choses : seule la part faite se montre. */
  readonly pourCent?: boolean;
  readonly onAnnuler?: () => void;
}

/** Un long travail : ce qui se fait, combien, et l’arrêt (qui ne laisse rien à moitié fait). */
export function Progression({ message, fait, total, unite, pourCent = false, onAnnuler }: Props) {
  const compte =
    total === 0
      ? ''
      : pourCent
        ? `${Math.floor((100 * fait) / total)}\u00A0%`
        : `${formaterEntier(fait)} sur ${unite === undefined ? formaterEntier(total) : pluriel(total, unite)}`;
  return (
    <div className="progression">
      <div className="rangee">
        <span className="tourne" aria-hidden />
        <output className="g5">{message}</output>
        <span className="a-droite encre2 insecable">{compte}</span>
        {onAnnuler && (
          <Bouton taille="petite" onClick={onAnnuler}>
            Arrêter
          </Bouton>
        )}
      </div>
      <Jauge valeur={fait} maximum={Math.max(total, 1)} libelle={`${message} ${compte}`} hauteur={8} />
    </div>
  );
}
