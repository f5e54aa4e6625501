import { type Archive, partie } from './archive.ts';
import { direFormules } from './avertir.ts';
import type { Classeur, Feuille } from './classeur.ts';
import { type Communs, creerCommuns, lireFeuille } from './feuille-xlsx.ts';
import type { OptionsDeLecture } from './lire-tableur.ts';
import {
  lireRelations,
  lireSommaire,
  lireStyles,
  lireTextesPartages,
  type Relation,
  trouverClasseur,
} from './parties-xlsx.ts';
import { refuser } from './refuser.ts';

/** Lit un classeur XLSX ou XLSM : ses valeurs seules, feuille par feuille dans l’ordre du classeur. */
export async function lireXlsx(archive: Archive, options: OptionsDeLecture = {}): Promise<Classeur> {
  const { nom } = archive;
  const { surProgres, noterFormules = false } = options;
  const classeur = await trouverClasseur(archive);
  const relations = await lireRelations(archive, classeur);
  const sommaire = await lireSommaire(archive, classeur);
  const communs = await lireCommuns(archive, relations, sommaire.depuis1904, noterFormules);
  const feuilles: Feuille[] = [];
  const avertissements: string[] = [];
  for (const [i, declaree] of sommaire.feuilles.entries()) {
    surProgres?.({ fait: i, total: sommaire.feuilles.length, message: `Lecture de la feuille « ${declaree.nom} »` });
    const relation = relations.get(declaree.relation ?? '');
    // Graphiques, macros Excel 4 et boîtes de dialogue sont des « feuilles » sans cellules de données.
    if (relation !== undefined && relation.type !== 'worksheet') continue;
    const entree = relation === undefined ? undefined : partie(archive, relation.cible);
    if (entree === undefined) throw refuser('abime', nom, `la feuille « ${declaree.nom} » manque`);
    const { lignes, formules, textesDesFormules, formulesSansResultat } = await lireFeuille(
      archive,
      entree,
      declaree.nom,
      communs,
    );
    const { nom: nomFeuille, masquee } = declaree;
    feuilles.push({
      nom: nomFeuille,
      masquee,
      lignes,
      ...(noterFormules === false ? {} : { formules }),
      ...(noterFormules === 'textes' ? { textesDesFormules } : {}),
    });
    if (formulesSansResultat > 0) avertissements.push(direFormules(declaree.nom, formulesSansResultat));
  }
  const total = sommaire.feuilles.length;
  surProgres?.({ fait: total, total, message: 'Lecture terminée' });
  if (communs.lignesLues === 0) throw refuser('vide', nom);
  return { format: 'xlsx', feuilles, avertissements };
}

async function lireCommuns(
  archive: Archive,
  relations: ReadonlyMap<string, Relation>,
  depuis1904: boolean,
  noterFormules: boolean | 'textes',
): Promise<Communs> {
  const cible = (type: string) => [...relations.values()].find((relation) => relation.type === type)?.cible;
  const styles = cible('styles');
  const partages = cible('sharedStrings');
  const textes = partages === undefined ? [] : await lireTextesPartages(archive, partages);
  const sortes = styles === undefined ? [] : await lireStyles(archive, styles);
  return creerCommuns(textes, sortes, depuis1904, archive.nom, noterFormules);
}
