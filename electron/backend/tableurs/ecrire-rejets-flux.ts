import { Writable } from 'node:stream';
import type { stream, Worksheet } from 'exceljs';
import { enregistrerArchive, type FichierEcrit, poserPoliceDeBase, texteSur } from './ecrire-classeur.ts';

/**
 * Un classeur écrit au fil de l’eau. En mémoire, exceljs prend près d’1 Gio pour 5 000 lignes × 120 colonnes : plus que ce
 * qui est permis au processus qui lit un fichier reçu. Au fil de l’eau, 300 Mio pour 20 000 lignes.
 */
export interface Flux {
  /** Les feuilles s’écrivent l’une après l’autre : finir une feuille (`commit`) avant d’ajouter la suivante. */
  readonly ajouterFeuille: (nom: string, options: OptionsDeFeuille) => FeuilleEnFlux;
  /** Écrit tout dans le fichier, d’un coup ; les mêmes appels donnent les mêmes octets. */
  readonly enregistrer: (sortie: string) => Promise<FichierEcrit>;
}

type OptionsDeFeuille = NonNullable<Parameters<stream.xlsx.WorkbookWriter['addWorksheet']>[1]>;

export interface FeuilleEnFlux {
  readonly feuille: Worksheet;
  /** Lignes répétées en haut de chaque page imprimée, et la première colonne à gauche si on le veut. */
  readonly repeter: (de: number, a: number, colonneA: boolean) => void;
  /** Où poser le commentaire d’une cellule, et de quelle taille. */
  readonly placerCommentaires: (ancrer: Ancrer) => void;
  /** Liens vers d’autres cellules du classeur, par adresse. */
  readonly lier: (liens: ReadonlyMap<string, string>) => void;
  /** Plage où un nombre écrit en texte est voulu : Excel ne le signale pas. */
  readonly taireNombresEnTexte: (plage: string) => void;
  /** Saute à cette ligne sans écrire les précédentes. */
  readonly sauter: (ligne: number) => void;
}

/** Colonne, pixels, ligne, pixels du coin haut gauche, puis du coin bas droit ; tout depuis 0. */
export type Ancre = readonly [number, number, number, number, number, number, number, number];
/** Ligne depuis 1, colonne depuis 0. */
type Ancrer = (ligne: number, colonne: number) => Ancre;

/** Ce que les types publiés d’exceljs 4.4 taisent de son écriture au fil de l’eau, et dont on a besoin. */
interface InterneClasseur {
  readonly zip: { append: (contenu: unknown, options: { readonly name: string }) => unknown };
  _openStream: (chemin: string) => { write: (contenu: unknown) => unknown };
}
interface InterneFeuille {
  _rowZero: number;
  _write: (xml: string) => void;
  _writeHyperlinks: () => void;
  _writeLegacyData: () => void;
}

/** Ce qu’exceljs n’écrit pas comme il faut, à retoucher partie par partie. */
interface Retouches {
  /** Ce qui se répète à l’impression, par feuille : `$A:$A` et `$1:$1`. */
  readonly titres: Map<Worksheet, readonly string[]>;
  /** Par chemin de la partie qui dessine les commentaires. */
  readonly ancres: Map<string, Ancrer>;
}

export async function ouvrirFlux(edition: {
  readonly titre: string;
  /** `AAAA-MM-JJ` ; la seule date du fichier. */
  readonly date: string;
}): Promise<Flux> {
  const { default: exceljs } = await import('exceljs');
  const morceaux: Buffer[] = [];
  const recepteur = new Writable({
    write(morceau: Buffer, _codage, suite) {
      morceaux.push(morceau);
      suite();
    },
  });
  // Sans table de chaînes partagées : elle garderait tous les textes en mémoire jusqu’à la fin.
  const classeur = new exceljs.stream.xlsx.WorkbookWriter({ stream: recepteur, useStyles: true });
  const instant = new Date(`${edition.date.slice(0, 10)}T00:00:00Z`);
  Object.assign(classeur, {
    creator: 'Clas',
    lastModifiedBy: 'Clas',
    created: instant,
    modified: instant,
    title: texteSur(edition.titre),
  });
  const retouches: Retouches = { titres: new Map(), ancres: new Map() };
  retoucherClasseur(classeur, retouches);
  return {
    ajouterFeuille: (nom, options) => ouvrirFeuille(classeur.addWorksheet(nom, options), retouches),
    async enregistrer(sortie) {
      await classeur.commit();
      return enregistrerArchive(Buffer.concat(morceaux), sortie);
    },
  };
}

/** La police de base, les titres d’impression (exceljs n’y double pas les apostrophes), l’auteur et la place des commentaires. */
function retoucherClasseur(classeur: stream.xlsx.WorkbookWriter, { titres, ancres }: Retouches): void {
  // Ces membres existent sur l’objet mais pas dans les types publiés.
  const interne = classeur as unknown as InterneClasseur;
  const ajouter = interne.zip.append.bind(interne.zip);
  interne.zip.append = (contenu, options) => ajouter(retoucherPartie(contenu, options.name, titres), options);
  const ouvrir = interne._openStream.bind(interne);
  interne._openStream = (chemin) => {
    const flux = ouvrir(chemin);
    const ancrer = ancres.get(chemin);
    const isCommentaires = chemin.startsWith('/xl/comments');
    if (ancrer === undefined && !isCommentaires) return flux;
    const ecrire = flux.write.bind(flux);
    flux.write = (xml) => {
      if (typeof xml !== 'string') return ecrire(xml);
      return ecrire(ancrer ? poserAncre(xml, ancrer) : xml.replace('>Author</author>', '>Clas</author>'));
    };
    return flux;
  };
}

/** exceljs dessine tous les commentaires de la même taille, trop petite pour une phrase. */
function poserAncre(forme: string, ancrer: Ancrer): string {
  const ligne = /<x:Row>(\d+)<\/x:Row>/.exec(forme)?.[1];
  const colonne = /<x:Column>(\d+)<\/x:Column>/.exec(forme)?.[1];
  if (ligne === undefined || colonne === undefined) return forme;
  const ancre = ancrer(Number(ligne) + 1, Number(colonne)).join(', ');
  return forme.replace(/<x:Anchor>[^<]*<\/x:Anchor>/, `<x:Anchor>${ancre}</x:Anchor>`);
}

function retoucherPartie(contenu: unknown, nom: string, titres: Retouches['titres']): unknown {
  if (typeof contenu !== 'string') return contenu;
  if (nom === 'xl/styles.xml') return poserPoliceDeBase(contenu);
  if (nom !== '/xl/workbook.xml' || titres.size === 0) return contenu;
  const noms = [...titres].map(([feuille, plages]) => {
    const valeur = plages.map((plage) => `${citerFeuille(feuille.name)}!${plage}`).join(',');
    return `<definedName name="_xlnm.Print_Titles" localSheetId="${feuille.id - 1}">${enXml(valeur)}</definedName>`;
  });
  // Par une fonction : un nom de feuille peut contenir « $& ».
  return contenu.replace('</sheets>', () => `</sheets><definedNames>${noms.join('')}</definedNames>`);
}

function ouvrirFeuille(feuille: Worksheet, { titres, ancres }: Retouches): FeuilleEnFlux {
  const interne = feuille as unknown as InterneFeuille;
  return {
    feuille,
    repeter: (de, a, colonneA) => void titres.set(feuille, [...(colonneA ? ['$A:$A'] : []), `$${de}:$${a}`]),
    placerCommentaires: (ancrer) => void ancres.set(`xl/drawings/vmlDrawing${feuille.id}.vml`, ancrer),
    lier(liens) {
      interne._writeHyperlinks = () => {
        const xml = [...liens].map(([de, vers]) => `<hyperlink ref="${de}" location="${enXml(vers)}"/>`);
        if (xml.length > 0) interne._write(`<hyperlinks>${xml.join('')}</hyperlinks>`);
      };
    },
    taireNombresEnTexte(plage) {
      const ecrire = interne._writeLegacyData.bind(interne);
      // L’ordre des éléments d’une feuille est imposé : celui-ci vient juste avant le lien vers les commentaires.
      interne._writeLegacyData = () => {
        interne._write(`<ignoredErrors><ignoredError sqref="${plage}" numberStoredAsText="1"/></ignoredErrors>`);
        ecrire();
      };
    },
    sauter(ligne) {
      // exceljs garderait une place pour chaque ligne vide : un million, pour une cellule au bas de la feuille.
      interne._rowZero = ligne;
    },
  };
}

/** Rend la main : ce qui est écrit part dans l’archive au lieu de s’accumuler. */
export function laisserEcrire(): Promise<void> {
  return new Promise((continuer) => setImmediate(continuer));
}

/** `'Feuille d''avis'` : le nom d’une feuille tel qu’on le cite dans une adresse. */
export function citerFeuille(nom: string): string {
  return `'${nom.replaceAll("'", "''")}'`;
}

function enXml(texte: string): string {
  return texte.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
