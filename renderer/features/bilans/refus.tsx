import { useReducer, useState } from 'react';
import type { Anomalie } from '../../../shared/domaine/bilan-analyse.ts';
import { Signe } from '../../ui/Signe.tsx';

/** Une case tapée que l’application ne sait pas lire : elle reste rouge, et n’est pas enregistrée. */
interface CaseRefusee {
  readonly table: TableDuBilan;
  readonly libelle: string;
  readonly raison: string;
}

type TableDuBilan = 'collectifs' | 'compte' | 'enfants' | 'equipe';

/** Dit d’une case qu’elle est refusée ; null : elle ne l’est plus. */
export type NoterRefus = (libelle: string, raison: string | null) => void;

interface Signalement {
  readonly table: TableDuBilan;
  readonly libelle: string;
  readonly raison: string | null;
}

function suivre(avant: readonly CaseRefusee[], { table, libelle, raison }: Signalement): readonly CaseRefusee[] {
  const reste = avant.filter((c) => c.table !== table || c.libelle !== libelle);
  if (raison !== null) return [...reste, { table, libelle, raison }];
  return reste.length === avant.length ? avant : reste;
}

/** Les cases refusées de la page, table par table. */
export function useRefus() {
  const [refus, signaler] = useReducer(suivre, []);
  // Les mêmes fonctions à chaque rendu : chaque case s’y abonne.
  const [noter] = useState(() => {
    const de =
      (table: TableDuBilan): NoterRefus =>
      (libelle, raison) =>
        signaler({ table, libelle, raison });
    return { collectifs: de('collectifs'), compte: de('compte'), enfants: de('enfants'), equipe: de('equipe') };
  });
  return {
    nombre: refus.length,
    /** À donner à une table : ses refus, et de quoi en noter. */
    de: (table: TableDuBilan) => ({ refus: refus.filter((c) => c.table === table), noter: noter[table] }),
  };
}

export type RefusDeTable = ReturnType<ReturnType<typeof useRefus>['de']>;

interface PropsPhrases {
  readonly refus: readonly CaseRefusee[];
  readonly anomalies: readonly Anomalie[];
}

/** Sous une table : ce qui n’y est pas enregistré, puis ce qui y est à voir. */
export function Phrases({ refus, anomalies }: PropsPhrases) {
  if (refus.length + anomalies.length === 0) return null;
  return (
    <ul className="bilans-anomalies" aria-label="Anomalies">
      {refus.map(({ libelle, raison }) => (
        <li key={libelle}>
          <Signe nom="refus" className="ton-al" /> {libelle} : {raison}. Non enregistré.
        </li>
      ))}
      {anomalies.map(({ champ, message }) => (
        <li key={`${champ} ${message}`}>
          <Signe nom="attention" className="ton-att" /> {message}
        </li>
      ))}
    </ul>
  );
}
