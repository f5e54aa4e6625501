import { ecrireConventions } from '../documents/convention.ts';
import type { LiasseEcrite } from '../documents/lettre-liasse.ts';
import type { Travail } from './contrat.ts';

/** Tous les papiers dans un PDF ; et, à la demande, chacun dans le sien. */
export const executer: Travail<'conventions'> = async ({ donnees, ressources, sortie, separees }, surProgres) => {
  const total = separees.length + 1;
  const papiers: LiasseEcrite[] = [];
  for (const [rang, chemin] of separees.entries()) {
    const papier = donnees.lettres[rang];
    if (!papier) throw new Error('PDF sans convention');
    papiers.push(
      await ecrireConventions(
        // Seul, un papier ne dépend que de lui : refait plus tard, il a les mêmes octets.
        { ...papier.expediteur, empreinteJournal: '', lettres: [papier] },
        { ressources, sortie: chemin },
      ),
    );
    surProgres({ fait: rang + 1, total, message: 'Écriture des conventions' });
  }
  const liasse = await ecrireConventions(donnees, { ressources, sortie });
  return { ...liasse, papiers };
};
