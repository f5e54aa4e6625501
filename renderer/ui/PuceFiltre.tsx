import { Icone } from './Icone.tsx';
import { MenuDeroulant } from './Menus.tsx';

interface Props {
  readonly filtre: {
    readonly libelle: string;
    readonly choisies: readonly string[];
    readonly possibles: readonly { readonly valeur: string; readonly nombre: number }[];
  };
  readonly onChange: (valeurs: readonly string[]) => void;
}

/** Un filtre à cocher : ses valeurs et leur compte. */
export function PuceFiltre({ filtre: { libelle, choisies, possibles }, onChange }: Props) {
  const actif = choisies.length > 0;
  return (
    <MenuDeroulant
      persistant
      cible={
        <button type="button" className={`puce ${actif ? 'puce-active' : ''}`}>
          {actif && <Icone nom="filtre" taille={12} />}
          <span className="elide puce-texte">{actif ? `${libelle} : ${choisies.join(', ')}` : libelle}</span>
          <Icone nom="bas" taille={11} />
        </button>
      }
      articles={[
        ...(actif
          ? [{ code: 'tout', libelle: 'Tout montrer', icone: 'fermer', executer: () => onChange([]) } as const]
          : []),
        ...possibles.map(({ valeur, nombre }, rang) => ({
          code: `valeur-${valeur}`,
          libelle: (
            <span className="rangee">
              <span>{valeur}</span>
              <span className="a-droite encre3">{nombre}</span>
            </span>
          ),
          coche: choisies.includes(valeur),
          trait: actif && rang === 0,
          executer: () =>
            onChange(choisies.includes(valeur) ? choisies.filter((une) => une !== valeur) : [...choisies, valeur]),
        })),
      ]}
    />
  );
}
