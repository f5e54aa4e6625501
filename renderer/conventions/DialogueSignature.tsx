import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Papier } from '../../shared/contract/conventions.ts';
import { dateDe, formaterDate } from '../../shared/domaine/dates.ts';
import { messageErreur, q } from '../api.ts';
import { Alerte } from '../ui/Alerte.tsx';
import { Bouton } from '../ui/Bouton.tsx';
import { ChampDate, ChampTexte } from '../ui/Champs.tsx';
import { Dialogue } from '../ui/Dialogue.tsx';
import { notifier } from '../ui/notifier.tsx';
import { ChoixDeScan } from './ChoixDeScan.tsx';
import { nommerPapier } from './libelles.ts';

interface Props {
  readonly papier: Papier;
  readonly aujourdhui: string;
  readonly onFermer: () => void;
}

/** La signature portée sur le papier revenu : sa date, qui a signé, et le scan si on l’a. */
export function DialogueSignature({ papier, aujourdhui, onFermer }: Props) {
  const requetes = useQueryClient();
  const [date, setDate] = useState<string | null>(null);
  const [signataire, setSignataire] = useState('');
  const [scan, setScan] = useState<File | null>(null);
  const enregistrement = useMutation(
    q.conventions.signer.mutationOptions({
      onSuccess: async () => {
        await requetes.invalidateQueries();
        notifier(nommerPapier(papier), 'Signature notée');
        onFermer();
      },
    }),
  );
  const generee = dateDe(papier.genereeLe);
  const erreur =
    date === null
      ? null
      : date > aujourdhui
        ? `Le ${formaterDate(date)} n’est pas encore passé.`
        : date < generee
          ? `Le papier n’existe que depuis le ${formaterDate(generee)}.`
          : null;
  const pret = date !== null && erreur === null && signataire.trim() !== '';
  function noter() {
    if (date !== null && pret && !enregistrement.isPending)
      enregistrement.mutate({ conventionId: papier.id, date, signataire: signataire.trim(), scan });
  }
  return (
    <Dialogue
      ouvert
      titre={`Noter la signature : ${nommerPapier(papier)}`}
      onFermer={onFermer}
      onEnvoyer={noter}
      pied={
        <span className="a-droite rangee">
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton genre="principal" type="submit" icone="coche" inactif={!pret} enCours={enregistrement.isPending}>
            Noter la signature
          </Bouton>
        </span>
      }
    >
      <div className="colonne">
        {enregistrement.error && <Alerte ton="al">{messageErreur(enregistrement.error)}</Alerte>}
        <ChampDate
          libelle="Date portée sur le papier"
          valeur={date}
          onChange={setDate}
          erreur={erreur}
          obligatoire
          focusInitial
        />
        <ChampTexte
          libelle="Signataire pour le porteur"
          valeur={signataire}
          onChange={setSignataire}
          exemple="Mme Duval, présidente"
          longueurMax={160}
          obligatoire
        />
        <div className="rangee passe">
          <ChoixDeScan libelle={scan === null ? 'Joindre le scan…' : 'Choisir un autre scan…'} onScan={setScan} />
          <span className="encre2 t12">
            {scan === null ? 'PDF, PNG ou JPEG ; il peut venir plus tard.' : scan.name}
          </span>
        </div>
      </div>
    </Dialogue>
  );
}
