import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Courrier, MoyenEnvoi } from '../../../../shared/contract/courriers.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { messageErreur, q } from '../../../api.ts';
import { DialogueDEnvoi } from '../../../courriers/DialogueDEnvoi.tsx';
import { Alerte } from '../../../ui/Alerte.tsx';
import { notifier } from '../../../ui/notifier.tsx';
import { MOYENS } from './libelles.ts';

interface Props {
  readonly campagneId: number;
  readonly courriers: readonly Courrier[];
  readonly aujourdhui: string;
  readonly onFermer: () => void;
}

/** Note le départ de lettres de notification. */
export function DialogueEnvoi({ campagneId, courriers, aujourdhui, onFermer }: Props) {
  const requetes = useQueryClient();
  const enregistrement = useMutation(
    q.courriers.envoyer.mutationOptions({
      onSuccess: async ({ notees }, { date }) => {
        await requetes.invalidateQueries();
        if (notees === 0) notifier('C’était déjà noté ainsi.', 'Rien à changer');
        else notifier(pluriel(notees, 'lettre'), date === null ? 'Envoi effacé' : 'Envoi noté');
        onFermer();
      },
    }),
  );
  const dejaEnvoyees = courriers.filter((c) => c.envoyeLe !== null).length;
  const remplacees = courriers.filter((c) => c.remplaceePar !== null).length;
  return (
    <DialogueDEnvoi<MoyenEnvoi>
      titre={`Noter l’envoi de ${pluriel(courriers.length, 'lettre')}`}
      libelleDate="Parties le"
      moyens={MOYENS}
      moyen="courrier"
      aujourdhui={aujourdhui}
      effacable={dejaEnvoyees > 0}
      enCours={enregistrement.isPending}
      onNoter={(date, moyen) =>
        enregistrement.mutate({ campagneId, courrierIds: courriers.map(({ id }) => id), date, moyen })
      }
      onFermer={onFermer}
    >
      {enregistrement.error && <Alerte ton="al">{messageErreur(enregistrement.error)}</Alerte>}
      {dejaEnvoyees > 0 && (
        <Alerte ton="att">{`${pluriel(dejaEnvoyees, 'lettre')} déjà notée${dejaEnvoyees > 1 ? 's' : ''} envoyée${dejaEnvoyees > 1 ? 's' : ''} : la date sera remplacée.`}</Alerte>
      )}
      {remplacees > 0 && (
        <Alerte ton="att">{`${pluriel(remplacees, 'lettre')} remplacée${remplacees > 1 ? 's' : ''} par une autre dans ce choix.`}</Alerte>
      )}
    </DialogueDEnvoi>
  );
}
