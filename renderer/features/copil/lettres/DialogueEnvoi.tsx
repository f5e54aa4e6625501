import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Courrier, MoyenEnvoi } from '../../../../shared/contract/courriers.ts';
import { formaterDate } from '../../../../shared/domaine/dates.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { messageErreur, q } from '../../../api.ts';
import { Alerte } from '../../../ui/Alerte.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { ChampDate, ChampListe } from '../../../ui/Champs.tsx';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { notifier } from '../../../ui/notifier.tsx';
import { MOYENS } from './libelles.ts';

interface Props {
  readonly campagneId: number;
  readonly courriers: readonly Courrier[];
  readonly aujourdhui: string;
  readonly onFermer: () => void;
}

/** Note quand et comment des lettres sont parties ; Clas n’envoie rien lui-même. */
export function DialogueEnvoi({ campagneId, courriers, aujourdhui, onFermer }: Props) {
  const requetes = useQueryClient();
  const [date, setDate] = useState<string | null>(aujourdhui);
  const [moyen, setMoyen] = useState<MoyenEnvoi>('courrier');
  const enregistrement = useMutation(
    q.courriers.envoyer.mutationOptions({
      onSuccess: async ({ notees }) => {
        await requetes.invalidateQueries();
        notifier(pluriel(notees, 'lettre'), date === null ? 'Envoi effacé' : 'Envoi noté');
        onFermer();
      },
    }),
  );
  const dejaEnvoyees = courriers.filter((c) => c.envoyeLe !== null).length;
  const remplacees = courriers.filter((c) => c.remplaceePar !== null).length;
  const erreur = date !== null && date > aujourdhui ? `Le ${formaterDate(date)} n’est pas encore passé.` : null;
  const pret = erreur === null && (date !== null || dejaEnvoyees > 0);
  const noter = () => enregistrement.mutate({ campagneId, courrierIds: courriers.map(({ id }) => id), date, moyen });
  return (
    <Dialogue
      ouvert
      titre={`Noter l’envoi de ${pluriel(courriers.length, 'lettre')}`}
      onFermer={onFermer}
      onEnvoyer={() => {
        if (pret && !enregistrement.isPending) noter();
      }}
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
        {dejaEnvoyees > 0 && (
          <Alerte ton="att">{`${pluriel(dejaEnvoyees, 'lettre')} déjà notée${dejaEnvoyees > 1 ? 's' : ''} envoyée${dejaEnvoyees > 1 ? 's' : ''} : la date sera remplacée.`}</Alerte>
        )}
        {remplacees > 0 && (
          <Alerte ton="att">{`${pluriel(remplacees, 'lettre')} remplacée${remplacees > 1 ? 's' : ''} par une autre dans ce choix.`}</Alerte>
        )}
        <ChampDate
          libelle="Parties le"
          valeur={date}
          onChange={setDate}
          erreur={erreur}
          obligatoire={dejaEnvoyees === 0}
          description={dejaEnvoyees === 0 ? undefined : 'Sans date, l’envoi noté par erreur est effacé.'}
        />
        <ChampListe<MoyenEnvoi> libelle="Comment" options={MOYENS} valeur={moyen} onChange={setMoyen} />
      </div>
    </Dialogue>
  );
}
