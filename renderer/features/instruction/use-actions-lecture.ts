import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Lecture } from '../../../shared/contract/lectures.ts';
import { messageErreur } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { type Action, useActions } from '../../ui/actions.tsx';
import { demanderMotif } from '../../ui/Dialogue.tsx';
import { notifier, notifierErreur } from '../../ui/notifier.tsx';
import { type AFaire, reperesAFaire } from './reperes.ts';
import type { GestesDeLecture } from './use-lecture.ts';

export interface DeLaLecture {
  readonly campagneId: number;
  readonly lecture: Lecture;
  readonly gestes: GestesDeLecture;
  readonly aFaire: AFaire;
}

/** Le bouton d’une place de la page, pour lui donner le focus. */
export function boutonDe(id: 'lecture-suivant' | 'lecture-terminer'): HTMLElement | null {
  return document.querySelector<HTMLElement>(`#${id} button`);
}

/** Les actions de l’écran : finir, rouvrir, passer d’un dossier à l’autre. */
export function useActionsDeLecture({ campagneId, lecture, gestes, aFaire }: DeLaLecture, surManque: () => void) {
  const [, allerA] = useLocation();
  const [finit, setFinit] = useState(false);
  // Finir range le dossier parmi les lus : le suivant reste celui qui suivait pendant la lecture.
  const [suite, setSuite] = useState<number | null>(null);
  const apres = suite ?? lecture.suivant;
  const ouvrir = (id: number | null) => {
    if (id !== null) allerA(chemins.lecture(campagneId, id));
  };
  const terminee = lecture.etat === 'terminee';

  async function terminer(): Promise<void> {
    if (reperesAFaire(lecture, aFaire).length > 0) {
      surManque();
      return;
    }
    setFinit(true);
    setSuite(lecture.suivant);
    try {
      if (await gestes.terminer()) {
        notifier('Elle compte désormais dans la note du dossier. Entrée : dossier suivant.', 'Lecture terminée');
        // Le bouton qui vient de servir rouvre désormais : Entrée ne doit pas tomber dessus.
        boutonDe('lecture-suivant')?.focus();
      }
    } catch (erreur) {
      notifierErreur(messageErreur(erreur), 'La lecture n’est pas terminée');
    } finally {
      setFinit(false);
    }
  }

  async function rouvrir(): Promise<void> {
    const motif = await demanderMotif({
      titre: 'Rouvrir la lecture',
      texte: 'Le motif est gardé au journal. Tant qu’elle est ouverte, cette lecture peut changer.',
      action: 'Rouvrir',
    });
    if (motif === null) return;
    try {
      await gestes.rouvrir(motif);
    } catch (erreur) {
      notifierErreur(messageErreur(erreur));
    }
  }

  const finir: Action = terminee
    ? {
        code: 'lecture.rouvrir',
        libelle: 'Rouvrir la lecture…',
        menu: 'edition',
        executer: () => void rouvrir(),
      }
    : {
        code: 'lecture.terminer',
        libelle: 'Terminer la lecture',
        menu: 'edition',
        raccourci: 'Ctrl+Entrée',
        executer: () => void terminer(),
      };
  const precedent: Action = {
    code: 'precedent',
    libelle: 'Dossier précédent',
    menu: 'aller',
    groupe: 10,
    icone: 'precedent',
    raccourci: 'Alt+Gauche',
    disponible: lecture.precedent !== null,
    executer: () => ouvrir(lecture.precedent),
  };
  const suivant: Action = {
    code: 'suivant',
    libelle: 'Dossier suivant',
    menu: 'aller',
    groupe: 10,
    icone: 'suivant',
    raccourci: 'Alt+Droite',
    disponible: apres !== null,
    executer: () => ouvrir(apres),
  };
  const pile: Action = {
    code: 'lecture.pile',
    libelle: 'Revenir à ma pile',
    menu: 'aller',
    groupe: 15,
    icone: 'lire',
    executer: () => allerA(chemins.instruction(campagneId)),
  };
  useActions([finir, precedent, suivant, pile]);
  return { finir, finit, precedent, suivant, pile, terminee };
}
