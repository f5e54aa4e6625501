import { type ReactNode, useState } from 'react';
import { formaterEntier } from '../../../shared/domaine/nombres.ts';
import { ChampNombre } from '../../ui/Champs.tsx';

/** Ce que le contrat accepte au plus. */
const MAXIMUM = 1_000_000;

interface Props {
  readonly libelle: string;
  readonly valeur: number;
  readonly onChange: (valeur: number) => void;
  readonly erreur?: string | undefined;
  readonly description?: ReactNode;
}

/** Un entier toujours rempli : vidé ou hors bornes, le champ le dit et le brouillon garde l’ancienne valeur. */
export function ChampEntier({ libelle, valeur, onChange, erreur, description }: Props) {
  // Ce qui est tapé et que le brouillon ne prend pas.
  const [refuse, setRefuse] = useState<{ readonly tape: number | null } | null>(null);
  return (
    <ChampNombre
      libelle={libelle}
      obligatoire
      minimum={0}
      valeur={refuse ? refuse.tape : valeur}
      erreur={
        refuse ? `Donnez un nombre de 0 à ${formaterEntier(MAXIMUM)} ; ${formaterEntier(valeur)} est gardé.` : erreur
      }
      {...(description === undefined ? {} : { description })}
      onChange={(nombre) => {
        const accepte = nombre !== null && nombre >= 0 && nombre <= MAXIMUM;
        setRefuse(accepte ? null : { tape: nombre });
        if (accepte && nombre !== valeur) onChange(nombre);
      }}
    />
  );
}
