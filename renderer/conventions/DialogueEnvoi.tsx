import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { MoyenDEnvoi, Papier } from '../../shared/contract/conventions.ts';
import { formaterDate } from '../../shared/domaine/dates.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { messageErreur, q } from '../api.ts';
import { Alerte } from '../ui/Alerte.tsx';
import { Bouton } from '../ui/Bouton.tsx';
import { ChampDate, ChampListe } from '../ui/Champs.tsx';
import { Dialogue } from '../ui/Dialogue.tsx';
import { notifier } from '../ui/notifier.tsx';
import { MOYENS_D_ENVOI } from './libelles.ts';

interface Props {
  readonly campagneId: number;
  readonly papiers: readonly Papier[];
  readonly aujourdhui: string;
  readonly onFermer: () => void;
}

/** Note quand et comment des papiers sont partis à la signature ; Clas n’envoie rien lui-même. */
export function DialogueEnvoi({ campagneId, papiers, aujourdhui, onFermer }: Props) {
  const requetes = useQueryClient();
  const [date, setDate] = useState<string | null>(aujourdhui);
  const [moyen, setMoyen] = useState<MoyenDEnvoi>('courrier');
  const deja = papiers.filter((p) => p.etat === 'envoyee').length;
  const enregistrement = useMutation(
    q.conventions.envoyer.mutationOptions({
      onSuccess: async ({ notees }) => {
        await requetes.invalidateQueries();
        notifier(pluriel(notees, 'papier'), date === null ? 'Envoi effacé' : 'Envoi noté');
        onFermer();
      },
    }),
  );
  const erreur = date !== null && date > aujourdhui ? `Le ${formaterDate(date)} n’est pas encore passé.` : null;
  const pret = erreur === null && (date !== null || deja > 0);
  function noter() {
    if (pret && !enregistrement.isPending)
      enregistrement.mutate({ campagneId, conventionIds: papiers.map(({ id }) => id), date, moyen });
  }
  return (
    <Dialogue
      ouvert
      titre={`Noter l’envoi de ${pluriel(papiers.length, 'papier')}`}
      onFermer={onFermer}
      onEnvoyer={noter}
      pied={
        <span className="a-droite rangee">
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton genre="principal" type="submit" icone="envoyer" inactif={!pret} enCours={enregistrement.isPending}>
            {date === null ? 'Effacer l’envoi' : 'Noter l’envoi'}
          </Bouton>
        </span>
      }
    >
      <div className="colonne">
        {enregistrement.error && <Alerte ton="al">{messageErreur(enregistrement.error)}</Alerte>}
        {deja > 0 && (
          <Alerte ton="att">{`${pluriel(deja, 'papier')} déjà noté${deja > 1 ? 's' : ''} : la date sera remplacée.`}</Alerte>
        )}
        <ChampDate
          libelle="Partis le"
          valeur={date}
          onChange={setDate}
          erreur={erreur}
          obligatoire={deja === 0}
          description={deja === 0 ? undefined : 'Sans date, l’envoi noté par erreur est effacé.'}
        />
        <ChampListe<MoyenDEnvoi> libelle="Comment" options={MOYENS_D_ENVOI} valeur={moyen} onChange={setMoyen} />
      </div>
    </Dialogue>
  );
}
