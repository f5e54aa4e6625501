import { readFile } from 'node:fs/promises';
import { type Archive, ouvrirArchive, partie } from '../archive.ts';
import { lireXml } from '../lire-xml.ts';
import { lireRelations, lireSommaire, type Relation, trouverClasseur } from '../parties-xlsx.ts';
import { lireFeuillePresentee } from './presentation-feuille.ts';
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
 * formats qui affichent autre chose, encre couleur du fond, commentaires et dessins posés. Un classeur écrit par nous n’en
 * a aucun, et un tableur qui le réenregistre n’en ajoute pas : polices, largeurs et filets n’y sont pas comparés.
 */
export async function lirePresentation(chemin: string, nom: string): Promise<EcartDePresentation[]> {
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
    const lue = await lireFeuillePresentee(archive, source, juges);
    ecarts.push(...lue.map((e) => ({ feuille, ...e })));
    const liees = [...(await lireRelations(archive, source)).values()];
    ecarts.push(...(await lireAjouts(archive, liees)).map((e) => ({ feuille, ...e })));
  }
  return ecarts;
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

function citer(dit: string): string {
  const net = dit.replace(/\s+/g, ' ').trim();
  return net === '' ? '' : ` : «\u00a0${net.length > 80 ? `${net.slice(0, 79)}…` : net}\u00a0»`;
}
