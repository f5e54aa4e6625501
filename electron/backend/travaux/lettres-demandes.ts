import { ecrireLettresDemande } from '../documents/lettre-demande.ts';
import type { DonneesDemandes } from '../documents/lettre-demande-donnees.ts';
import type { LiasseEcrite } from '../documents/lettre-liasse.ts';
import type { Travail } from './contrat.ts';

/** Toutes les lettres dans un PDF ; et, à la demande, chacune dans le sien. */
export const executer: Travail<'lettres-demandes'> = async ({ donnees, ressources, sortie, separees }, surProgres) => {
  const lettres: LiasseEcrite[] = [];
  const total = donnees.lettres.length;
  for (const [rang, chemin] of separees.entries()) {
    const lettre = donnees.lettres[rang];
    if (!lettre) continue;
    const seule: DonneesDemandes = { ...donnees, lettres: [lettre] };
    lettres.push(await ecrireLettresDemande(seule, { ressources, sortie: chemin }));
    surProgres({ fait: rang + 1, total, message: 'Écriture des lettres' });
  }
  const liasse = await ecrireLettresDemande(donnees, { ressources, sortie });
  return { ...liasse, lettres };
};
