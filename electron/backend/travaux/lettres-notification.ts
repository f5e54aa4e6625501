import type { LiasseEcrite } from '../documents/lettre-liasse.ts';
import { ecrireLettresNotification } from '../documents/lettre-notification.ts';
import type { Travail } from './contrat.ts';

/** Toutes les lettres dans un PDF ; et, à la demande, chacune, ou celles d’un porteur, dans le leur. */
export const executer: Travail<'lettres-notification'> = async (
  { donnees, ressources, sortie, separees },
  surProgres,
) => {
  const lettres: LiasseEcrite[] = [];
  const total = separees.length + 1;
  for (const [fait, { chemin, rangs }] of separees.entries()) {
    const siennes = rangs.flatMap((rang) => donnees.lettres[rang] ?? []);
    const [premiere] = siennes;
    if (!premiere) throw new Error('PDF sans lettre');
    // Seule, une lettre ne dépend que d’elle : refaite plus tard, elle a les mêmes octets.
    const seule = { ...premiere.expediteur, empreinteJournal: '', lettres: siennes };
    lettres.push(await ecrireLettresNotification(seule, { ressources, sortie: chemin }));
    surProgres({ fait: fait + 1, total, message: 'Écriture des lettres' });
  }
  surProgres({ fait: separees.length, total, message: 'Écriture de la liasse' });
  const liasse = await ecrireLettresNotification(donnees, { ressources, sortie });
  return { ...liasse, lettres };
};
