import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ListeBilans } from '../../../shared/contract/bilans.ts';
import { api, q } from '../../api.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { ChampDate, ChampTaux } from '../../ui/Champs.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import { useTentative } from '../../use-tentative.ts';

/** Quand les bilans sont attendus, et à partir de quel écart une explication est demandée. */
export function DialogueReglages({ liste, onFermer }: { readonly liste: ListeBilans; readonly onFermer: () => void }) {
  const { campagneId, reglages } = liste;
  const requetes = useQueryClient();
  const [echeance, setEcheance] = useState<string | null>(reglages.echeance);
  const [ecart, setEcart] = useState<number | null>(reglages.ecartMaximalPointsBase);
  const { erreur, occupe, tenter } = useTentative();
  const complet = echeance !== null && ecart !== null;
  return (
    <Dialogue
      ouvert
      onFermer={onFermer}
      titre="Échéance et écarts des bilans"
      taille="sm"
      onEnvoyer={() => {
        if (!complet) return;
        void tenter(async () => {
          const suite = await api.bilans.regler({ campagneId, reglages: { echeance, ecartMaximalPointsBase: ecart } });
          await requetes.invalidateQueries();
          requetes.setQueryData(q.bilans.lister.queryKey({ input: { campagneId } }), suite);
          onFermer();
        });
      }}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton genre="principal" type="submit" enCours={occupe} inactif={!complet}>
            Enregistrer
          </Bouton>
        </>
      }
    >
      {erreur !== null && <Alerte ton="al">{erreur}</Alerte>}
      <ChampDate libelle="Bilans attendus le" valeur={echeance} onChange={setEcheance} obligatoire />
      <ChampTaux
        libelle="Écart admis entre prévu et réalisé"
        description="Au-delà, un compte demande une explication avant la validation."
        valeur={ecart}
        onChange={setEcart}
        obligatoire
      />
    </Dialogue>
  );
}
