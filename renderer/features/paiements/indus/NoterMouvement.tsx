import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Indu } from '../../../../shared/contract/indus.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { messageErreur, q } from '../../../api.ts';
import { Alerte } from '../../../ui/Alerte.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { ChampDate, ChampListe, ChampMontant, ChampTexte, ZoneTexte } from '../../../ui/Champs.tsx';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { notifier } from '../../../ui/notifier.tsx';

const NATURES = [
  { valeur: 'recouvre', libelle: 'Recouvré : le porteur a remboursé' },
  { valeur: 'compense', libelle: 'Compensé : retenu sur un autre paiement' },
  { valeur: 'abandonne', libelle: 'Abandonné : la Caf y renonce' },
] as const;
type Nature = (typeof NATURES)[number]['valeur'];

interface Props {
  readonly indu: Indu;
  readonly aujourdhui: string;
  /** Close, une campagne n’abandonne plus rien. */
  readonly close: boolean;
  readonly onFermer: () => void;
}

/** Ce qu’un trop-perçu devient : remboursé, retenu sur un autre paiement, ou abandonné. */
export function NoterMouvement({ indu, aujourdhui, close, onFermer }: Props) {
  const requetes = useQueryClient();
  const [nature, setNature] = useState<Nature>('recouvre');
  const [montantCentimes, setMontant] = useState<number | null>(indu.resteCentimes);
  const [date, setDate] = useState<string | null>(aujourdhui);
  const [reference, setReference] = useState('');
  const [motif, setMotif] = useState('');
  const note = useMutation(
    q.indus.noter.mutationOptions({
      onSuccess: async () => {
        await requetes.invalidateQueries();
        notifier('Mouvement noté.');
        onFermer();
      },
    }),
  );
  const pret = montantCentimes !== null && montantCentimes > 0 && date !== null && motif.trim() !== '';
  function envoyer() {
    if (montantCentimes === null || date === null || !pret || note.isPending) return;
    note.mutate({
      induId: indu.id,
      nature,
      montantCentimes,
      date,
      reference: reference.trim() === '' ? null : reference.trim(),
      motif: motif.trim(),
    });
  }
  return (
    <Dialogue
      ouvert
      titre={`Trop-perçu de ${indu.raisonSociale}`}
      onFermer={onFermer}
      onEnvoyer={envoyer}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton type="submit" genre="principal" inactif={!pret} enCours={note.isPending}>
            Noter
          </Bouton>
        </>
      }
    >
      <div className="colonne">
        <p>{`Constaté : ${formaterEuros(indu.montantCentimes)} ; reste dû : ${formaterEuros(indu.resteCentimes)}.`}</p>
        <ChampListe
          libelle="Ce qui s’est passé"
          options={close ? NATURES.filter(({ valeur }) => valeur !== 'abandonne') : NATURES}
          valeur={nature}
          onChange={setNature}
        />
        {nature === 'compense' && (
          <Alerte ton="info" titre="La compensation se fait à la main.">
            {indu.compensables.length === 0
              ? 'Ce porteur n’a pas d’échéance à venir dans cette campagne. Dites dans le motif sur quel paiement la somme a été retenue.'
              : `L’échéance garde son montant : l’agence comptable en retient la somme. À venir pour ce porteur : ${indu.compensables.join(' ; ')}.`}
          </Alerte>
        )}
        <ChampMontant
          libelle="Montant"
          obligatoire
          minimum={1}
          maximum={indu.resteCentimes}
          valeur={montantCentimes}
          onChange={setMontant}
        />
        <ChampDate libelle="Date" obligatoire valeur={date} onChange={setDate} />
        <ChampTexte
          libelle="Référence"
          exemple="titre de recette, n° de lot…"
          longueurMax={120}
          valeur={reference}
          onChange={setReference}
        />
        <ZoneTexte libelle="Motif" obligatoire lignes={2} longueurMax={500} valeur={motif} onChange={setMotif} />
        {note.error && <Alerte ton="al">{messageErreur(note.error)}</Alerte>}
      </div>
    </Dialogue>
  );
}
