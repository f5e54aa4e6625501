import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { messageErreur, q } from '../../api.ts';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { CarteFormulaire } from '../../ui/CarteFormulaire.tsx';
import { ChampTexte } from '../../ui/Champs.tsx';
import { notifier } from '../../ui/notifier.tsx';

/** Ce que l’agence comptable lit dans la colonne « imputation » de l’échéancier et des lots. */
export function Imputation() {
  const { data, error } = useQuery(q.paiements.lireImputation.queryOptions());
  if (error) return <Alerte ton="al">{messageErreur(error)}</Alerte>;
  return data ? <Formulaire key={data.imputation} avant={data.imputation} /> : <Chargement />;
}

function Formulaire({ avant }: { readonly avant: string }) {
  const requetes = useQueryClient();
  const [imputation, setImputation] = useState(avant);
  const enregistrement = useMutation(
    q.paiements.reglerImputation.mutationOptions({
      onSuccess: async () => {
        await requetes.invalidateQueries();
        notifier('Imputation enregistrée : les prochains lots validés la portent.');
      },
    }),
  );
  return (
    <CarteFormulaire
      titre="Imputation comptable"
      sousTitre="écrite sur chaque ligne de l’échéancier et des lots ; un lot validé garde la sienne"
      inactif={imputation.trim() === avant}
      enCours={enregistrement.isPending}
      erreur={enregistrement.error && messageErreur(enregistrement.error)}
      onEnregistrer={() => enregistrement.mutate({ imputation })}
    >
      <ChampTexte
        libelle="Imputation"
        longueurMax={40}
        exemple="6561311"
        valeur={imputation}
        onChange={setImputation}
      />
    </CarteFormulaire>
  );
}
