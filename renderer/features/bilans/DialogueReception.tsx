import { useState } from 'react';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { ChampDate } from '../../ui/Champs.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import { useTentative } from '../../use-tentative.ts';

interface Props {
  readonly recuLe: string;
  readonly aujourdhui: string;
  readonly onRecu: (recuLe: string) => Promise<void>;
  readonly onFermer: () => void;
}

/** Quand le bilan est-il arrivé ? */
export function DialogueReception({ recuLe, aujourdhui, onRecu, onFermer }: Props) {
  const [date, setDate] = useState<string | null>(recuLe);
  const { occupe: enCours, erreur, tenter } = useTentative();
  const impossible = date === null || date > aujourdhui;
  return (
    <Dialogue
      ouvert
      onFermer={onFermer}
      titre="Bilan reçu"
      taille="sm"
      onEnvoyer={() => {
        if (date === null || impossible) return;
        void tenter(async () => {
          await onRecu(date);
          onFermer();
        });
      }}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton genre="principal" type="submit" enCours={enCours} inactif={impossible}>
            Noter la réception
          </Bouton>
        </>
      }
    >
      {erreur !== null && <Alerte ton="al">{erreur}</Alerte>}
      <ChampDate
        libelle="Reçu le"
        valeur={date}
        onChange={setDate}
        obligatoire
        focusInitial
        erreur={date !== null && date > aujourdhui ? 'Cette date n’est pas encore passée.' : null}
      />
    </Dialogue>
  );
}
