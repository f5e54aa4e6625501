import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { LiensDuDossier } from '../../shared/contract/instruction.ts';
import { formaterInstant } from '../../shared/domaine/dates.ts';
import { api, messageErreur, q } from '../api.ts';
import { Bouton } from '../ui/Bouton.tsx';
import { demanderMotif } from '../ui/Dialogue.tsx';
import { notifier, notifierErreur } from '../ui/notifier.tsx';

/** Déclarer ou retirer son lien d’intérêt avec le porteur : le même bouton sur le dossier, la lecture et les attributions. */
export function LienInteret({ dossierId }: { readonly dossierId: number }) {
  const requetes = useQueryClient();
  const { data } = useQuery(q.instruction.liens.queryOptions({ input: { dossierId } }));
  const [enCours, setEnCours] = useState(false);
  const mien = data?.mien ?? null;

  async function changer(): Promise<void> {
    const motif = await demanderMotif(
      mien === null
        ? {
            titre: 'Déclarer un lien d’intérêt',
            texte:
              'Vous sortez de ce dossier : votre attribution est retirée, votre lecture est gardée mais ne compte plus dans la note. Le motif est vu de vos collègues et gardé au journal.',
            action: 'Déclarer',
          }
        : {
            titre: 'Retirer votre lien d’intérêt',
            texte: `Déclaré le ${formaterInstant(mien.declareLe)} : « ${mien.motif} ». Dites pourquoi il n’existe plus ; la déclaration reste au journal.`,
            action: 'Retirer',
          },
    );
    if (motif === null) return;
    setEnCours(true);
    try {
      const appel = mien === null ? api.instruction.declarerLien : api.instruction.retirerLien;
      const apres: LiensDuDossier = await appel({ dossierId, motif });
      requetes.setQueryData(q.instruction.liens.queryKey({ input: { dossierId } }), apres);
      await requetes.invalidateQueries();
      notifier(
        mien === null ? 'Vous êtes hors de ce dossier.' : 'Vous pouvez de nouveau le lire.',
        mien === null ? 'Lien d’intérêt déclaré' : 'Lien d’intérêt retiré',
      );
    } catch (erreur) {
      notifierErreur(messageErreur(erreur));
    } finally {
      setEnCours(false);
    }
  }

  return (
    <Bouton
      taille="petite"
      enCours={enCours}
      inactif={data === undefined}
      titre={mien === null ? 'Vous êtes lié à ce porteur ? Vous sortirez de ce dossier.' : `Déclaré : ${mien.motif}`}
      onClick={() => void changer()}
    >
      {mien === null ? 'Lien d’intérêt…' : 'Retirer mon lien…'}
    </Bouton>
  );
}
