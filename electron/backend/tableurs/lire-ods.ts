import { type Archive, partie } from './archive.ts';
import { direFormules } from './avertir.ts';
import type { Classeur } from './classeur.ts';
import { creerLectureOds } from './lire-ods-feuilles.ts';
import type { OptionsDeLecture } from './lire-tableur.ts';
import { lireXml } from './lire-xml.ts';
import { refuser } from './refuser.ts';

/** Lit un classeur OpenDocument : ses valeurs seules, feuille par feuille dans l’ordre du classeur. */
export async function lireOds(archive: Archive, options: OptionsDeLecture = {}): Promise<Classeur> {
  const { nom } = archive;
  const { surProgres, noterFormules = false } = options;
  const entree = partie(archive, 'content.xml');
  if (entree === undefined) throw refuser('abime', nom, 'la partie « content.xml » manque');
  const lecture = creerLectureOds(
    nom,
    (feuille, fait) => surProgres?.({ fait, total: 0, message: `Lecture de la feuille « ${feuille} »` }),
    noterFormules !== false,
  );
  await lireXml(archive, entree, lecture.lecteur);
  if (!lecture.estTableur()) throw refuser('odt', nom);
  const { feuilles } = lecture;
  surProgres?.({ fait: feuilles.length, total: feuilles.length, message: 'Lecture terminée' });
  if (feuilles.every((feuille) => feuille.lignes.length === 0)) throw refuser('vide', nom);
  return {
    format: 'ods',
    feuilles: feuilles.map(({ nom: nomFeuille, masquee, lignes, formules = [] }) => ({
      nom: nomFeuille,
      masquee,
      lignes,
      ...(noterFormules ? { formules } : {}),
    })),
    avertissements: feuilles
      .filter((feuille) => feuille.formulesSansResultat > 0)
      .map((feuille) => direFormules(feuille.nom, feuille.formulesSansResultat)),
  };
}
