import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ListeBilans, RelanceBilan } from '../../../shared/contract/bilans.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { api } from '../../api.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { ChampDate, ChampListe } from '../../ui/Champs.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import { useTentative } from '../../use-tentative.ts';

type Moyen = 'courriel' | 'courrier' | 'remise en main propre';
const MOYENS: readonly { readonly valeur: Moyen; readonly libelle: string }[] = [
  { valeur: 'courriel', libelle: 'Courriel' },
  { valeur: 'courrier', libelle: 'Courrier' },
  { valeur: 'remise en main propre', libelle: 'Remise en main propre' },
];

interface Props {
  readonly liste: ListeBilans;
  readonly relances: readonly RelanceBilan[];
  readonly onFermer: () => void;
}

/** Les relances produites sont parties : quand, et comment. */
export function DialogueEnvoi({ liste: { campagneId, aujourdhui }, relances, onFermer }: Props) {
  const requetes = useQueryClient();
  const [date, setDate] = useState<string | null>(aujourdhui);
  const [moyen, setMoyen] = useState<Moyen>('courriel');
  const { erreur, occupe, tenter } = useTentative();
  const impossible = date === null || date > aujourdhui;
  return (
    <Dialogue
      ouvert
      onFermer={onFermer}
      titre={`${pluriel(relances.length, 'relance')} à marquer envoyée${relances.length > 1 ? 's' : ''}`}
      taille="sm"
      onEnvoyer={() => {
        if (date === null || impossible) return;
        void tenter(async () => {
          await api.bilans.relanceEnvoyee({
            campagneId,
            relanceIds: relances.map((r) => r.id),
            envoyeeLe: date,
            moyen,
          });
          await requetes.invalidateQueries();
          onFermer();
        });
      }}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton genre="principal" type="submit" enCours={occupe} inactif={impossible}>
            Marquer envoyées
          </Bouton>
        </>
      }
    >
      {erreur !== null && <Alerte ton="al">{erreur}</Alerte>}
      <ChampDate libelle="Envoyées le" valeur={date} onChange={setDate} obligatoire />
      <ChampListe libelle="Par" valeur={moyen} options={MOYENS} onChange={setMoyen} />
    </Dialogue>
  );
}
