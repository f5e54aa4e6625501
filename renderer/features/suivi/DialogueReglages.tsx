import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReglagesSuivi } from '../../../shared/contract/suivi.ts';
import { api, messageErreur } from '../../api.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { ChampNombre } from '../../ui/Champs.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';

interface Props {
  readonly reglages: ReglagesSuivi;
  readonly onFermer: () => void;
}

/** Quand un démarrage non confirmé alerte, et combien de temps une relance laisse au porteur. */
export function DialogueReglages({ reglages, onFermer }: Props) {
  const requetes = useQueryClient();
  const [joursAvantAlerte, setAvant] = useState<number | null>(reglages.joursAvantAlerte);
  const [joursDeReponse, setReponse] = useState<number | null>(reglages.joursDeReponse);
  const enregistrer = useMutation({
    mutationFn: (valeurs: ReglagesSuivi) => api.suivi.regler(valeurs),
    onSuccess: async () => {
      await requetes.invalidateQueries();
      onFermer();
    },
  });
  const pret = joursAvantAlerte !== null && joursDeReponse !== null && joursDeReponse > 0;
  return (
    <Dialogue
      ouvert
      onFermer={onFermer}
      titre="Réglages du suivi"
      onEnvoyer={() => {
        if (pret) enregistrer.mutate({ joursAvantAlerte, joursDeReponse });
      }}
      pied={
        <>
          <Bouton onClick={onFermer}>Renoncer</Bouton>
          <Bouton type="submit" genre="principal" enCours={enregistrer.isPending} inactif={!pret}>
            Enregistrer
          </Bouton>
        </>
      }
    >
      {enregistrer.error && <Alerte ton="al">{messageErreur(enregistrer.error)}</Alerte>}
      <ChampNombre
        libelle="Alerter d’un démarrage non confirmé après"
        description="Comptés de la rentrée (début de l’étape 9), ou de la décision si elle est plus tardive."
        suffixe="jours"
        valeur={joursAvantAlerte}
        onChange={setAvant}
        minimum={0}
        maximum={300}
        focusInitial
      />
      <ChampNombre
        libelle="Délai laissé au porteur par une relance"
        suffixe="jours"
        valeur={joursDeReponse}
        onChange={setReponse}
        minimum={1}
        maximum={120}
      />
    </Dialogue>
  );
}
