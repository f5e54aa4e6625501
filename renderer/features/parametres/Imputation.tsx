import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { messageErreur, q } from '../../api.ts';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
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
  const change = imputation.trim() !== avant;
  function envoyer(evenement: FormEvent) {
    evenement.preventDefault();
    if (change && !enregistrement.isPending) enregistrement.mutate({ imputation });
  }
  return (
    <form noValidate onSubmit={envoyer}>
      <Carte
        titre="Imputation comptable"
        sousTitre="écrite sur chaque ligne de l’échéancier et des lots ; un lot validé garde la sienne"
        pied={
          <span className="rangee a-droite">
            <Bouton
              type="submit"
              genre="principal"
              icone="enregistrer"
              inactif={!change}
              enCours={enregistrement.isPending}
            >
              Enregistrer
            </Bouton>
          </span>
        }
      >
        <div className="formulaire">
          <ChampTexte
            libelle="Imputation"
            longueurMax={40}
            exemple="6561311"
            valeur={imputation}
            onChange={setImputation}
          />
        </div>
        {enregistrement.error && <Alerte ton="al">{messageErreur(enregistrement.error)}</Alerte>}
      </Carte>
    </form>
  );
}
