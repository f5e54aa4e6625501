import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ImportFait } from '../../../shared/contract/imports.ts';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { messageErreur, q } from '../../api.ts';
import { demanderMotif } from '../../ui/Dialogue.tsx';
import { notifier } from '../../ui/notifier.tsx';

interface Annulation {
  readonly enCours: boolean;
  readonly erreur: string | null;
  /** Demande le motif, puis défait l’import d’un bloc. */
  readonly annuler: (fait: ImportFait) => Promise<void>;
}

function direLEffet({ bilan, demandesIban }: ImportFait): string {
  const { nouveaux, modifies } = bilan.dossiers;
  const parts = [
    nouveaux > 0 ? `${pluriel(nouveaux, 'dossier')} retiré${nouveaux > 1 ? 's' : ''}` : '',
    modifies > 0 ? `${pluriel(modifies, 'dossier')} remis comme avant` : '',
    demandesIban > 0 ? `${pluriel(demandesIban, 'demande')} d’IBAN abandonnée${demandesIban > 1 ? 's' : ''}` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'Cet import n’avait rien changé.' : `${parts.join(', ')}.`;
}

/** Annuler un import fait ; la base redevient ce qu’elle était avant lui, ou rien ne change et l’on dit pourquoi. */
export function useAnnulation(surFait?: (fait: ImportFait) => void): Annulation {
  const requetes = useQueryClient();
  const { mutateAsync, isPending, error } = useMutation(q.imports.annuler.mutationOptions());
  return {
    enCours: isPending,
    erreur: error === null ? null : messageErreur(error),
    annuler: async (fait) => {
      const motif = await demanderMotif({
        titre: 'Annuler cet import ?',
        texte: (
          <>
            <p>{`« ${fait.fichier} », importé le ${formaterInstant(fait.instant)} par ${fait.agent}.`}</p>
            <p>{`${direLEffet(fait)} Le motif est gardé au journal ; les fichiers reçus restent.`}</p>
          </>
        ),
        action: 'Annuler l’import',
        renoncer: 'Garder l’import',
        danger: true,
      });
      if (motif === null) return;
      try {
        const annule = await mutateAsync({ importId: fait.id, motif });
        surFait?.(annule);
        notifier(`L’import de « ${fait.fichier} » est annulé.`);
        await requetes.invalidateQueries();
      } catch {
        // La phrase du refus est rendue par `erreur`, là où le bouton se trouve.
      }
    },
  };
}
