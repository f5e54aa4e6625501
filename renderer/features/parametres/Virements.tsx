import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ReglageVirement } from '../../../shared/contract/fichiers-lot.ts';
import { messageErreur, q } from '../../api.ts';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { CaseACocher, ChampTexte } from '../../ui/Champs.tsx';
import { notifier } from '../../ui/notifier.tsx';

/** Le compte débité et la mise en service des ordres de virement. */
export function Virements() {
  const { data, error } = useQuery(q.fichiersLot.lireVirement.queryOptions());
  if (error) return <Alerte ton="al">{messageErreur(error)}</Alerte>;
  return data ? <Formulaire key={JSON.stringify(data)} reglage={data} /> : <Chargement />;
}

function Formulaire({ reglage }: { readonly reglage: ReglageVirement }) {
  const requetes = useQueryClient();
  const [actif, setActif] = useState(reglage.actif);
  const [titulaire, setTitulaire] = useState(reglage.compte?.titulaire ?? '');
  const [iban, setIban] = useState(reglage.compte?.iban ?? '');
  const [bic, setBic] = useState(reglage.compte?.bic ?? '');
  const enregistrement = useMutation(
    q.fichiersLot.reglerVirement.mutationOptions({
      onSuccess: async () => {
        await requetes.invalidateQueries();
        notifier('Réglage enregistré : les prochains lots validés portent ce compte.');
      },
    }),
  );
  function envoyer(evenement: FormEvent) {
    evenement.preventDefault();
    const compte = iban.trim() === '' ? null : { titulaire, iban, bic: bic.trim() === '' ? null : bic };
    enregistrement.mutate({ actif, compte });
  }
  return (
    <form noValidate onSubmit={envoyer}>
      <Carte
        titre="Ordres de virement"
        sousTitre="fichier SEPA pain.001.001.09 du lot, en plus du classeur ; éteint d’origine"
        pied={
          <span className="rangee a-droite">
            <Bouton type="submit" genre="principal" icone="enregistrer" enCours={enregistrement.isPending}>
              Enregistrer
            </Bouton>
          </span>
        }
      >
        <div className="formulaire">
          <ChampTexte
            libelle="Titulaire du compte débité"
            longueurMax={140}
            valeur={titulaire}
            onChange={setTitulaire}
          />
          <ChampTexte libelle="IBAN du compte débité" longueurMax={42} valeur={iban} onChange={setIban} />
          <ChampTexte libelle="BIC (facultatif)" longueurMax={11} valeur={bic} onChange={setBic} />
          <CaseACocher libelle="Produire les ordres de virement" valeur={actif} onChange={setActif} />
        </div>
        {enregistrement.error && <Alerte ton="al">{messageErreur(enregistrement.error)}</Alerte>}
      </Carte>
    </form>
  );
}
