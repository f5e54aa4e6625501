import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { messageErreur } from '../../api.ts';
import { notifierErreur } from '../../ui/notifier.tsx';

/** Une écriture à la fois : le refus se dit où l’action a eu lieu, tout ce qui en dépend se relit. */
export function useEcriture() {
  const requetes = useQueryClient();
  const [enCours, setEnCours] = useState(false);
  /** Vrai si elle a réussi. */
  async function ecrire(action: () => Promise<unknown>, echec: string): Promise<boolean> {
    setEnCours(true);
    try {
      await action();
      await requetes.invalidateQueries();
      return true;
    } catch (erreur) {
      notifierErreur(messageErreur(erreur), echec);
      return false;
    } finally {
      setEnCours(false);
    }
  }
  return { enCours, ecrire };
}
