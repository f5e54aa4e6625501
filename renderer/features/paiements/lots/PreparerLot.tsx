import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { EtatPaiements, LigneEcheancier } from '../../../../shared/contract/paiements.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { messageErreur, q } from '../../../api.ts';
import { Alerte } from '../../../ui/Alerte.tsx';
import { type Action, BoutonAction, useActions } from '../../../ui/actions.tsx';
import { Carte } from '../../../ui/Carte.tsx';
import { ChampDate, ChampListe, ChampTexte } from '../../../ui/Champs.tsx';
import { notifier } from '../../../ui/notifier.tsx';

interface Props {
  readonly campagneId: number;
  readonly etat: EtatPaiements;
  readonly choisies: readonly LigneEcheancier[];
  readonly onPrepare: (lotId: number) => void;
}

/** Les échéances cochées deviennent un lot préparé, qu’un autre agent validera. */
export function PreparerLot({ campagneId, etat, choisies, onPrepare }: Props) {
  const requetes = useQueryClient();
  const annee = etat.aujourdhui.slice(0, 4);
  const [libelle, setLibelle] = useState(`Clas ${annee}`);
  const [exercice, setExercice] = useState(annee);
  const [datePrevue, setDatePrevue] = useState<string | null>(etat.aujourdhui);
  const preparation = useMutation(
    q.lots.preparer.mutationOptions({
      onSuccess: async ({ lotId }) => {
        await requetes.invalidateQueries();
        notifier('Lot préparé : un autre agent doit le valider.');
        onPrepare(lotId);
      },
    }),
  );
  const somme = choisies.reduce((n, l) => n + l.montantCentimes, 0);
  const preparer: Action = {
    code: 'lot.preparer',
    libelle: 'Préparer le lot',
    menu: 'edition',
    groupe: 40,
    icone: 'argent',
    raccourci: 'Ctrl+Maj+L',
    disponible: choisies.length > 0 && libelle.trim() !== '' && datePrevue !== null && !preparation.isPending,
    executer: () => {
      if (datePrevue === null) return;
      preparation.mutate({
        campagneId,
        libelle: libelle.trim(),
        exercice: Number(exercice),
        datePrevue,
        echeanceIds: choisies.map((l) => l.echeanceId),
      });
    },
  };
  useActions([preparer]);
  const payables = etat.lignes.filter((l) => l.statut === 'payable').length;
  return (
    <Carte titre="Nouveau lot" className="paiements-panneau">
      <div className="encre2 t12">Somme choisie</div>
      <b className="t28 g6 paiements-somme">{formaterEuros(somme)}</b>
      <div className="encre2 t12">
        {choisies.length === 0
          ? payables === 0
            ? 'Aucune ligne payable aujourd’hui : «\u00a0Bloquées\u00a0» dit pourquoi.'
            : `Cochez des lignes payables (${payables}) : la case de l’en-tête les prend toutes.`
          : pluriel(choisies.length, 'ligne choisie', 'lignes choisies')}
      </div>
      <div className="colonne paiements-formulaire">
        <ChampTexte libelle="Libellé" obligatoire longueurMax={120} valeur={libelle} onChange={setLibelle} />
        <ChampListe
          libelle="Exercice"
          options={[-1, 0, 1].map((ecart) => {
            const valeur = String(Number(annee) + ecart);
            return { valeur, libelle: valeur };
          })}
          valeur={exercice}
          onChange={setExercice}
        />
        <ChampDate libelle="Virement prévu le" obligatoire valeur={datePrevue} onChange={setDatePrevue} />
        <BoutonAction action={preparer} genre="principal" enCours={preparation.isPending} />
      </div>
      {preparation.error && (
        <Alerte ton="al" titre="Rien n’a été préparé.">
          {messageErreur(preparation.error)}
        </Alerte>
      )}
    </Carte>
  );
}
