import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { LigneDeConvention, Papier } from '../../shared/contract/conventions.ts';
import { dateDe, formaterDate } from '../../shared/domaine/dates.ts';
import { formaterEuros } from '../../shared/domaine/nombres.ts';
import { messageErreur, q } from '../api.ts';
import { Alerte } from '../ui/Alerte.tsx';
import { Bouton } from '../ui/Bouton.tsx';
import { ChampDate, ZoneTexte } from '../ui/Champs.tsx';
import { Dialogue } from '../ui/Dialogue.tsx';
import { notifier } from '../ui/notifier.tsx';
import { nommerPapier } from './libelles.ts';

interface Props {
  readonly papier: Papier;
  readonly ligne: LigneDeConvention;
  readonly aujourdhui: string;
  readonly onFermer: () => void;
}

/** Ce que l’arrêt des versements fait à l’argent du dossier. */
function direArgent({ emisCentimes, resteAVerserCentimes }: LigneDeConvention): string {
  const verse =
    emisCentimes === 0 ? 'Rien n’a été versé.' : `Déjà versé, ou dans un lot validé : ${formaterEuros(emisCentimes)}.`;
  const reste =
    resteAVerserCentimes === 0
      ? ' Il ne restait rien à verser.'
      : ` Ne sera plus versé : ${formaterEuros(resteAVerserCentimes)}, à expliquer à la clôture.`;
  const rendu =
    emisCentimes === 0
      ? ''
      : ' Le versé reste acquis tant que le bilan validé, ou une décision du Copil, ne réduit pas le droit.';
  return `${verse}${reste}${rendu}`;
}

/** Met fin à une convention ou à un avenant, à une date, pour un motif ; rien ne la reprend ensuite. */
export function DialogueResiliation({ papier, ligne, aujourdhui, onFermer }: Props) {
  const requetes = useQueryClient();
  const [date, setDate] = useState<string | null>(aujourdhui);
  const [motif, setMotif] = useState('');
  const enregistrement = useMutation(
    q.conventions.resilier.mutationOptions({
      onSuccess: async () => {
        await requetes.invalidateQueries();
        notifier(nommerPapier(papier), 'Résiliation notée');
        onFermer();
      },
    }),
  );
  const generee = dateDe(papier.genereeLe);
  const erreur = date !== null && date < generee ? `Le papier n’existe que depuis le ${formaterDate(generee)}.` : null;
  const pret = date !== null && erreur === null && motif.trim() !== '';
  function noter() {
    if (date !== null && pret && !enregistrement.isPending)
      enregistrement.mutate({ conventionId: papier.id, date, motif: motif.trim() });
  }
  return (
    <Dialogue
      ouvert
      titre={`Résilier : ${nommerPapier(papier)}`}
      onFermer={onFermer}
      onEnvoyer={noter}
      pied={
        <span className="a-droite rangee">
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton genre="danger" type="submit" inactif={!pret} enCours={enregistrement.isPending}>
            Résilier
          </Bouton>
        </span>
      }
    >
      <div className="colonne">
        {enregistrement.error && <Alerte ton="al">{messageErreur(enregistrement.error)}</Alerte>}
        <Alerte ton="att">
          {papier.nature === 'convention'
            ? `C’est définitif : le numéro est gardé, plus aucun versement n’est fait, et les avenants non signés tombent. ${direArgent(ligne)}`
            : 'C’est définitif : le numéro est gardé, et la convention reste telle qu’avant cet avenant.'}
        </Alerte>
        <ChampDate libelle="Prend effet le" valeur={date} onChange={setDate} erreur={erreur} obligatoire />
        <ZoneTexte libelle="Motif" valeur={motif} onChange={setMotif} longueurMax={500} obligatoire focusInitial />
      </div>
    </Dialogue>
  );
}
