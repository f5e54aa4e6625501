import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Papier } from '../../shared/contract/conventions.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { messageErreur, q } from '../api.ts';
import { DialogueDEnvoi } from '../courriers/DialogueDEnvoi.tsx';
import { Alerte } from '../ui/Alerte.tsx';
import { notifier } from '../ui/notifier.tsx';
import { MOYENS_D_ENVOI } from './libelles.ts';

interface Props {
  readonly campagneId: number;
  readonly papiers: readonly Papier[];
  readonly aujourdhui: string;
  readonly onFermer: () => void;
}

/** Note le départ de papiers à la signature. */
export function DialogueEnvoi({ campagneId, papiers, aujourdhui, onFermer }: Props) {
  const requetes = useQueryClient();
  const deja = papiers.filter((p) => p.etat === 'envoyee').length;
  const enregistrement = useMutation(
    q.conventions.envoyer.mutationOptions({
      onSuccess: async ({ notees }, { date }) => {
        await requetes.invalidateQueries();
        if (notees === 0) notifier('C’était déjà noté ainsi.', 'Rien à changer');
        else notifier(pluriel(notees, 'papier'), date === null ? 'Envoi effacé' : 'Envoi noté');
        onFermer();
      },
    }),
  );
  return (
    <DialogueDEnvoi
      titre={`Noter l’envoi de ${pluriel(papiers.length, 'papier')}`}
      libelleDate="Partis le"
      moyens={MOYENS_D_ENVOI}
      moyen="courrier"
      aujourdhui={aujourdhui}
      effacable={deja > 0}
      enCours={enregistrement.isPending}
      onNoter={(date, moyen) =>
        enregistrement.mutate({ campagneId, conventionIds: papiers.map(({ id }) => id), date, moyen })
      }
      onFermer={onFermer}
    >
      {enregistrement.error && <Alerte ton="al">{messageErreur(enregistrement.error)}</Alerte>}
      {deja > 0 && (
        <Alerte ton="att">{`${pluriel(deja, 'papier')} déjà noté${deja > 1 ? 's' : ''} : la date sera remplacée.`}</Alerte>
      )}
    </DialogueDEnvoi>
  );
}
