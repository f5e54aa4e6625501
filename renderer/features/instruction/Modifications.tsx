import { useState } from 'react';
import type { Lecture } from '../../../shared/contract/lectures.ts';
import { messageErreur } from '../../api.ts';
import { Bouton } from '../../ui/Bouton.tsx';
import { Changements } from '../../ui/Changements.tsx';
import { notifier, notifierErreur } from '../../ui/notifier.tsx';
import type { GestesDeLecture } from './use-lecture.ts';

interface Props {
  readonly lecture: Lecture;
  readonly gestes: GestesDeLecture;
}

/** Ce qu’un import a changé depuis que ce lecteur a lu : à voir, puis à marquer comme vu. */
export function Modifications({ lecture, gestes }: Props) {
  const [enCours, setEnCours] = useState(false);
  const { modifieDepuisLecture, changementsDepuisLecture } = lecture.dossier;
  if (!modifieDepuisLecture && changementsDepuisLecture.length === 0) return null;
  async function prendreConnaissance(): Promise<void> {
    setEnCours(true);
    try {
      await gestes.prendreConnaissance();
      notifier('Le dossier n’est plus marqué modifié depuis votre lecture.');
    } catch (erreur) {
      notifierErreur(messageErreur(erreur));
    } finally {
      setEnCours(false);
    }
  }
  return (
    <Changements
      changements={changementsDepuisLecture}
      {...(lecture.etat === 'non_commencee'
        ? {}
        : {
            actions: (
              <Bouton taille="petite" icone="coche" enCours={enCours} onClick={() => void prendreConnaissance()}>
                J’en ai pris connaissance
              </Bouton>
            ),
          })}
    />
  );
}
