import { useState } from 'react';
import type { Bilan } from '../../../shared/contract/bilans.ts';
import { refuserReception } from '../../../shared/domaine/bilan.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { ChampDate } from '../../ui/Champs.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import { useTentative } from '../../use-tentative.ts';

interface Props {
  readonly bilan: Pick<Bilan, 'recuLe' | 'aujourdhui' | 'anneeScolaire'>;
  readonly onRecu: (recuLe: string) => Promise<void>;
  readonly onFermer: () => void;
}

/** Quand le bilan est-il arrivé ? */
export function DialogueReception({ bilan: { recuLe, aujourdhui, anneeScolaire }, onRecu, onFermer }: Props) {
  const [date, setDate] = useState<string | null>(recuLe ?? aujourdhui);
  const { occupe: enCours, erreur, tenter } = useTentative();
  const refus = refuserReception(date, aujourdhui, anneeScolaire);
  return (
    <Dialogue
      ouvert
      onFermer={onFermer}
      titre="Bilan reçu"
      taille="sm"
      onEnvoyer={() => {
        if (date === null || refus !== null) return;
        void tenter(async () => {
          await onRecu(date);
          onFermer();
        });
      }}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton genre="principal" type="submit" enCours={enCours} inactif={refus !== null}>
            Noter la réception
          </Bouton>
        </>
      }
    >
      {erreur !== null && <Alerte ton="al">{erreur}</Alerte>}
      {/* Sans « obligatoire » : vidée, la case garderait en silence la date d’avant. */}
      <ChampDate libelle="Reçu le" valeur={date} onChange={setDate} focusInitial erreur={refus} />
    </Dialogue>
  );
}
