import type { ReactNode } from 'react';
import type { EtatSeance } from '../../../shared/contract/seances.ts';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import { Onglets } from '../../ui/Onglets.tsx';

interface Props {
  readonly etat: EtatSeance;
  /** Dossiers ajournés par cette séance, que rien n’a repris. */
  readonly ajournes: number;
  readonly onChoisir: (seanceId: number) => void;
  readonly suite: ReactNode;
  readonly autre: ReactNode;
}

const PRECISIONS = { campagne: '', ajournes: ', ajournés', choisis: ', dossiers choisis' } as const;

/** Les séances de la campagne, de la première à la dernière ; rien tant qu’aucune n’est préparée. */
export function ChoixDeSeance({ etat, ajournes, onChoisir, suite, autre }: Props) {
  const { seance, seances } = etat;
  if (seance === null) return null;
  const memeJour = (date: string) => seances.filter((s) => s.date === date).length > 1;
  return (
    <div className="rangee passe copil-seances">
      <Onglets
        libelle="Séances de la campagne"
        actif={String(seance.id)}
        onChange={(id) => onChoisir(Number(id))}
        onglets={seances.toReversed().map(({ id, date, heureDebut, portee }) => ({
          code: String(id),
          libelle: `${formaterDate(date)}${memeJour(date) ? ` ${heureDebut.replace(':', ' h ')}` : ''}${PRECISIONS[portee]}`,
        }))}
      />
      <span className="rangee serree a-droite">
        {ajournes > 0 && suite}
        {autre}
      </span>
    </div>
  );
}
