import { readFile } from 'node:fs/promises';
import { type Archive, ouvrirArchive, partie } from '../archive.ts';
import { lireXml } from '../lire-xml.ts';
import { lireRelations, lireSommaire, type Relation, trouverClasseur } from '../parties-xlsx.ts';
import type { ImpressionAttendue } from './composer.ts';
import { citer, lireFeuillePresentee } from './presentation-feuille.ts';
import { jugerStyles } from './presentation-styles.ts';

/** Une mise en forme qui cache ou déguise une valeur restée juste. */
export interface EcartDePresentation {
  readonly feuille: string;
  /** « U3 », « U3:U33 », « colonne J », « lignes 4 à 6 » ; null : la feuille entière. */
  readonly ou: string | null;
  readonly constat: string;
}

/**
 * Ce qui, dans un classeur de lot, se cache ou se lit autrement que sa valeur : feuilles, lignes et colonnes masquées,
 * formats qui affichent autre chose, encre couleur du fond, commentaires et dessins posés, en-têtes et pieds de page changés,
 * zone d’impression réduite. Un classeur écrit par nous n’en
 * a aucun, et un tableur qui le réenregistre n’en ajoute pas : polices, largeurs et filets n’y sont pas comparés.
 */
export async function lirePresentation(
  chemin: string,
  nom: string,
  impressions: ReadonlyMap<string, ImpressionAttendue>,
): Promise<EcartDePresentation[]> {
  const archive = await ouvrirArchive(await readFile(chemin), nom);
  const classeur = await trouverClasseur(archive);
  const relations = await lireRelations(archive, classeur);
  const cible = (type: string) => [...relations.values()].find((r) => r.type === type)?.cible;
  const styles = cible('styles');
  const juges =
    styles === undefined ? { cases: [], conditionnels: [] } : await jugerStyles(archive, styles, cible('theme'));
  const ecarts: EcartDePresentation[] = [];
  const { feuilles } = await lireSommaire(archive, classeur);
  for (const { nom: feuille, masquee, relation } of feuilles) {
    const source = relations.get(relation ?? '')?.cible;
    if (masquee) ecarts.push({ feuille, ou: null, constat: 'feuille masquée' });
    if (source === undefined) continue;
    const lue = await lireFeuillePresentee(archive, source, juges, impressions.get(feuille));
    ecarts.push(...lue.map((e) => ({ feuille, ...e })));
    const liees = [...(await lireRelations(archive, source)).values()];
    ecarts.push(...(await lireAjouts(archive, liees)).map((e) => ({ feuille, ...e })));
  }
  ecarts.push(...(await lireZones(archive, classeur, feuilles, impressions)));
  return ecarts;
}

/** Les zones d’impression qui ne sont pas celles que nous écrivons : une colonne laissée dehors ne s’imprime pas. */
async function lireZones(
  archive: Archive,
  classeur: string,
  feuilles: readonly { readonly nom: string }[],
  impressions: ReadonlyMap<string, ImpressionAttendue>,
): Promise<EcartDePresentation[]> {
  const entree = partie(archive, classeur);
  if (entree === undefined) return [];
  const zones = new Map<string, string>();
  let feuille: string | null = null;
  await lireXml(archive, entree, {
    ouvrir(element, attributs) {
      const isZone = element === 'definedName' && attributs['name']?.toLowerCase() === '_xlnm.print_area';
      feuille = isZone ? (feuilles[Number(attributs['localSheetId'])]?.nom ?? null) : null;
    },
    texte(texte) {
      if (feuille !== null) zones.set(feuille, texte.slice(texte.lastIndexOf('!') + 1));
    },
    fermer() {
      feuille = null;
    },
  });
  return [...zones].flatMap(([nom, zone]) =>
    zone === impressions.get(nom)?.zone
      ? []
      : [{ feuille: nom, ou: zone.replaceAll('$', ''), constat: 'seule cette zone s’imprime' }],
  );
}

/** Commentaires, avec leur début, et dessins posés sur les cases. */
async function lireAjouts(
  archive: Archive,
  liees: readonly Relation[],
): Promise<Omit<EcartDePresentation, 'feuille'>[]> {
  const ajouts: { ou: string | null; constat: string }[] = [];
  for (const { type, cible } of liees) {
    const entree = partie(archive, cible);
    if (entree === undefined) continue;
    if (type === 'comments') {
      let ou = '';
      let dit = '';
      let dansTexte = false;
      await lireXml(archive, entree, {
        ouvrir(element, attributs) {
          dansTexte = element === 't';
          if (element !== 'comment') return;
          ou = attributs['ref'] ?? '';
          dit = '';
        },
        texte(texte) {
          if (dansTexte) dit += texte;
        },
        fermer(element) {
          dansTexte = false;
          if (element === 'comment') ajouts.push({ ou, constat: `commentaire ajouté${citer(dit)}` });
        },
      });
    } else if (type === 'drawing') {
      // LibreOffice écrit pour chaque feuille à filtre un dessin vide : seul compte ce qui y est ancré.
      await lireXml(archive, entree, {
        ouvrir(element) {
          if (element.endsWith('Anchor')) ajouts.push({ ou: null, constat: 'image ou dessin posé sur la feuille' });
        },
      });
    }
  }
  return ajouts;
}
