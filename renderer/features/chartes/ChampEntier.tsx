import { type ReactNode, useState } from 'react';
import { ChampNombre } from '../../ui/Champs.tsx';

interface Props {
  readonly libelle: string;
  readonly valeur: number;
  readonly onChange: (valeur: number) => void;
  readonly erreur?: string | undefined;
  readonly description?: ReactNode;
}

/** Un entier toujours rempli : vidé, le champ le dit et le brouillon garde l’ancienne valeur. */
export function ChampEntier({ libelle, valeur, onChange, erreur, description }: Props) {
  const [vide, setVide] = useState(false);
  return (
    <ChampNombre
      libelle={libelle}
      obligatoire
      minimum={0}
      valeur={vide ? null : valeur}
      erreur={vide ? `Donnez un nombre ; ${valeur} est gardé.` : erreur}
      {...(description === undefined ? {} : { description })}
      onChange={(nombre) => {
        setVide(nombre === null);
        if (nombre !== null && nombre !== valeur) onChange(nombre);
      }}
    />
  );
}
