import { type Archive, partie } from './archive.ts';
import { CLASSE_TEXTE, ORDINAIRE, suit } from './balayer-xml-texte.ts';
import type { Valeur } from './classeur.ts';
import { type Sorte, sorteDuFormat } from './formats-de-nombre.ts';
import { FEUILLES_MAX } from './limites.ts';
import { attributPrefixe, lirePartie, lireXml } from './lire-xml.ts';
import { type CodeRefus, refuser } from './refuser.ts';
import { accumuler, decoderTexte, estVrai } from './texte-xlsx.ts';

export interface Relation {
  /** Dernier mot de son type : `worksheet`, `sharedStrings`, `styles`… Le début change avec la variante « strict ». */
  readonly type: string;
  /** Nom de la partie visée dans l’archive. */
  readonly cible: string;
}

export interface FeuilleDeclaree {
  readonly nom: string;
  readonly masquee: boolean;
  readonly relation: string | undefined;
}

export interface Sommaire {
  readonly feuilles: readonly FeuilleDeclaree[];
  readonly depuis1904: boolean;
}

export type TextePartage = Valeur & { readonly type: 'texte' };

const [SI, T, PHONETIQUE] = [1, 2, 3] as const;
const CODES_TEXTES: ReadonlyMap<string, number> = new Map([
  ['si', SI],
  ['t', T],
  ['rPh', PHONETIQUE],
]);

const DEBUT_TEXTE = Buffer.from('<si><t>');
const FIN_TEXTE = Buffer.from('</t></si>');

/** Les relations d’une partie (`''` : celles de l’archive), par identifiant. */
export async function lireRelations(archive: Archive, source: string): Promise<Map<string, Relation>> {
  const coupe = source.lastIndexOf('/') + 1;
  const dossier = source.slice(0, coupe);
  const entree = partie(archive, `${dossier}_rels/${source.slice(coupe)}.rels`);
  const relations = new Map<string, Relation>();
  if (entree === undefined) return relations;
  await lireXml(archive, entree, {
    ouvrir(element, attributs) {
      const { Id, Type, Target } = attributs;
      if (element !== 'Relationship' || Id === undefined || Target === undefined) return;
      if (attributs['TargetMode'] === 'External') return;
      relations.set(Id, { type: Type?.slice(Type.lastIndexOf('/') + 1) ?? '', cible: resoudre(dossier, Target) });
    },
  });
  return relations;
}

/** La partie principale du classeur : elle se trouve par la relation de l’archive, son nom n’est pas imposé. */
export async function trouverClasseur(archive: Archive): Promise<string> {
  const relations = await lireRelations(archive, '');
  const racine = [...relations.values()].find((relation) => relation.type === 'officeDocument')?.cible;
  const type = racine === undefined ? undefined : (await lireTypes(archive)).get(racine.toLowerCase());
  const autre = autreFormat(racine, type);
  if (autre !== null) throw refuser(autre, archive.nom);
  if (racine === undefined) {
    // Quelques générateurs oublient la relation de l’archive ; la place habituelle du classeur suffit alors.
    if (partie(archive, 'xl/workbook.xml') === undefined) throw refuser('zip', archive.nom);
    return 'xl/workbook.xml';
  }
  if (partie(archive, racine) === undefined) throw refuser('abime', archive.nom, 'le classeur manque dans l’archive');
  return racine;
}

/** Feuilles dans l’ordre du classeur, et calendrier. */
export async function lireSommaire(archive: Archive, classeur: string): Promise<Sommaire> {
  const feuilles: FeuilleDeclaree[] = [];
  let depuis1904 = false;
  let racine = '';
  await lireXml(archive, exiger(archive, classeur), {
    ouvrir(element, attributs, profondeur) {
      if (profondeur === 1) racine = element;
      if (element === 'workbookPr' && profondeur === 2) depuis1904 = estVrai(attributs['date1904']);
      if (element !== 'sheet' || profondeur !== 3) return;
      feuilles.push({
        nom: decoderTexte(attributs['name'] ?? '', archive.nom, () => 'nom de feuille'),
        masquee: attributs['state'] === 'hidden' || attributs['state'] === 'veryHidden',
        relation: attributPrefixe(attributs, 'id'),
      });
    },
  });
  if (racine !== 'workbook') throw refuser('zip', archive.nom);
  if (feuilles.length > FEUILLES_MAX) throw refuser('trop_de_feuilles', archive.nom, String(feuilles.length));
  return { feuilles, depuis1904 };
}

/** Pour chaque style de cellule, ce que son format de nombre montre. */
export async function lireStyles(archive: Archive, styles: string): Promise<readonly Sorte[]> {
  const definis = new Map<number, string>();
  const formats: number[] = [];
  let dansCellXfs = false;
  await lireXml(archive, exiger(archive, styles), {
    ouvrir(element, attributs, profondeur) {
      if (profondeur === 2) dansCellXfs = element === 'cellXfs';
      else if (profondeur === 3 && element === 'numFmt')
        definis.set(Number(attributs['numFmtId']), attributs['formatCode'] ?? '');
      else if (profondeur === 3 && element === 'xf' && dansCellXfs) formats.push(Number(attributs['numFmtId'] ?? 0));
    },
  });
  return formats.map((format) => sorteDuFormat(format, definis));
}

/** Textes partagés, leurs morceaux mis en forme réunis et leur notation phonétique (japonais) laissée de côté. */
export async function lireTextesPartages(archive: Archive, textes: string): Promise<readonly TextePartage[]> {
  const lus: TextePartage[] = [];
  const lieu = () => `texte partagé n° ${lus.length + 1}`;
  let texte = '';
  /** Entre deux textes de la liste. */
  let dansListe = false;
  let dansTexte = false;
  let dansPhonetique = false;
  await lirePartie(archive, exiger(archive, textes), {
    codes: CODES_TEXTES,
    raccourcir(octets, position) {
      let i = position;
      if (!dansListe) return i;
      while (suit(octets, i, DEBUT_TEXTE)) {
        const debut = i + DEBUT_TEXTE.length;
        let fin = debut;
        while (fin < octets.length && CLASSE_TEXTE[octets[fin] ?? 0] === ORDINAIRE) fin++;
        if (!suit(octets, fin, FIN_TEXTE)) break;
        lus.push({ type: 'texte', valeur: decoderTexte(octets.toString('utf8', debut, fin), archive.nom, lieu) });
        i = fin + FIN_TEXTE.length;
      }
      return i;
    },
    ouvrir({ code }, _, profondeur) {
      dansListe = profondeur === 1;
      if (code === T) dansTexte = !dansPhonetique;
      else if (code === SI && profondeur === 2) texte = '';
      else if (code === PHONETIQUE) dansPhonetique = true;
    },
    fermer({ code }, profondeur) {
      dansListe = profondeur === 2;
      if (code === T) dansTexte = false;
      else if (code === SI && profondeur === 2) {
        lus.push({ type: 'texte', valeur: decoderTexte(texte, archive.nom, lieu) });
      } else if (code === PHONETIQUE) dansPhonetique = false;
    },
    texte(octets, debut, fin) {
      if (dansTexte) texte = accumuler(texte, octets.toString('utf8', debut, fin), archive.nom, lieu);
    },
  });
  return lus;
}

function exiger(archive: Archive, nom: string) {
  const entree = partie(archive, nom);
  if (entree === undefined) throw refuser('abime', archive.nom, `la partie « ${nom} » manque`);
  return entree;
}

/** Type de contenu déclaré de chaque partie, par nom en minuscules. */
async function lireTypes(archive: Archive): Promise<Map<string, string>> {
  const types = new Map<string, string>();
  const entree = partie(archive, '[Content_Types].xml');
  if (entree === undefined) return types;
  await lireXml(archive, entree, {
    ouvrir(element, { PartName, ContentType }) {
      if (element !== 'Override' || PartName === undefined || ContentType === undefined) return;
      types.set(resoudre('', PartName).toLowerCase(), ContentType);
    },
  });
  return types;
}

/** Un document Office d’un autre genre, reconnu à sa partie principale et au type de celle-ci. */
function autreFormat(racine: string | undefined, type: string | undefined): CodeRefus | null {
  if (type?.includes('wordprocessingml') || racine?.startsWith('word/')) return 'docx';
  if (type?.includes('presentationml') || racine?.startsWith('ppt/')) return 'pptx';
  if (type?.includes('sheet.binary') || racine?.endsWith('.bin')) return 'xlsb';
  return null;
}

/** Nom d’une partie d’après le dossier de celle qui la cite. Ne sert qu’à chercher dans l’archive, jamais sur le disque. */
function resoudre(dossier: string, cible: string): string {
  const chemin = cible.startsWith('/') || cible.startsWith('\\') ? cible : `${dossier}${cible}`;
  const segments: string[] = [];
  for (const segment of chemin.split(/[/\\]/)) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.join('/');
}
