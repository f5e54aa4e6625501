import type { ReactNode } from 'react';
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

/** Un entier toujours rempli : vidé, illisible ou hors bornes, le champ le dit et le brouillon garde l’ancienne valeur. */
export function ChampEntier({ libelle, valeur, onChange, erreur, description }: Props) {
  return (
    <ChampNombre
      libelle={libelle}
      obligatoire
      minimum={0}
      maximum={MAXIMUM}
      valeur={valeur}
      siRefuse={`${formaterEntier(valeur)} est gardé.`}
      erreur={erreur}
      {...(description === undefined ? {} : { description })}
      onChange={(nombre) => {
        if (nombre !== null && nombre !== valeur) onChange(nombre);
      }}
    />
  );
}
