import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReglageVirement } from '../../../shared/contract/fichiers-lot.ts';
import { formaterIban } from '../../../shared/domaine/identifiants.ts';
import { messageErreur, q } from '../../api.ts';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { CarteFormulaire } from '../../ui/CarteFormulaire.tsx';
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
  const [iban, setIban] = useState(formaterIban(reglage.compte?.iban ?? ''));
  const [bic, setBic] = useState(reglage.compte?.bic ?? '');
  const enregistrement = useMutation(
    q.fichiersLot.reglerVirement.mutationOptions({
      onSuccess: async () => {
        await requetes.invalidateQueries();
        notifier('Réglage enregistré : les prochains lots validés portent ce compte.');
      },
    }),
  );
  function enregistrer() {
    const compte = iban.trim() === '' ? null : { titulaire, iban, bic: bic.trim() === '' ? null : bic };
    enregistrement.mutate({ actif, compte });
  }
  return (
    <CarteFormulaire
      titre="Ordres de virement"
      sousTitre="fichier SEPA pain.001.001.09 du lot, en plus du classeur ; éteint d’origine"
      enCours={enregistrement.isPending}
      erreur={enregistrement.error && messageErreur(enregistrement.error)}
      onEnregistrer={enregistrer}
    >
      <ChampTexte libelle="Titulaire du compte débité" longueurMax={140} valeur={titulaire} onChange={setTitulaire} />
      <ChampTexte
        libelle="IBAN du compte débité"
        className="double"
        longueurMax={42}
        valeur={iban}
        onChange={setIban}
        onSortie={() => setIban(formaterIban(iban.replaceAll(/\s/g, '').toUpperCase()))}
      />
      <ChampTexte libelle="BIC (facultatif)" longueurMax={11} valeur={bic} onChange={setBic} />
      <CaseACocher libelle="Produire les ordres de virement" valeur={actif} onChange={setActif} />
    </CarteFormulaire>
  );
}
