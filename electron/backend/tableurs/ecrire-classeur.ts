import { createHash } from 'node:crypto';
import type { Workbook, Worksheet } from 'exceljs';
import { ecrireAtomique } from '../fichiers/ecrire-atomique.ts';

/** Longueur maximale d’un texte dans une cellule (limite d’Excel). */
const TEXTE_MAXIMAL = 32_767;
const COUPE = '… (texte coupé)';

/** Excel refuse tout le fichier si l’en-tête ou le pied de page dépasse cette longueur, codes compris. */
const ENTETE_MAXIMAL = 255;

/** Police de base d’exceljs, imposée : les largeurs de colonne se comptent en chiffres de cette police. */
const POLICE_IMPOSEE = /<font>(?:(?!<\/font>).)*<name val="Calibri"\/>(?:(?!<\/font>).)*<\/font>/;
/** Même largeur de chiffre que Calibri 11, et présente (ou son équivalent métrique) sur tous les postes. */
const POLICE_DE_BASE = '<font><sz val="10"/><name val="Arial"/><family val="2"/></font>';

const SIGNATURE_FIN = 0x06_05_4b_50;
const SIGNATURE_CENTRALE = 0x02_01_4b_50;
const SIGNATURE_LOCALE = 0x04_03_4b_50;
/** 1er janvier 1980, la date qu’Excel lui-même écrit dans ses archives. */
const DATE_DOS = 0x00_21;

export interface FichierEcrit {
  readonly octets: number;
  /** En hexadécimal minuscule. */
  readonly sha256: string;
}

interface Edition {
  readonly titre: string;
  /** Instant ISO UTC ; la seule date du fichier, pour que les mêmes données donnent les mêmes octets. */
  readonly editeLe: string;
  readonly editePar: string;
}

/** Un classeur vide et signé. exceljs coûte un quart de seconde à charger : seulement quand on écrit. */
export async function creerClasseur(edition: Edition): Promise<Workbook> {
  const { default: exceljs } = await import('exceljs');
  const classeur = new exceljs.Workbook();
  const instant = new Date(edition.editeLe);
  classeur.creator = texteSur(edition.editePar);
  classeur.lastModifiedBy = texteSur(edition.editePar);
  classeur.created = instant;
  classeur.modified = instant;
  classeur.title = texteSur(edition.titre);
  return classeur;
}

/** Les étapes d’écriture d’exceljs 4.4, absentes de ses types : chacune rend du XML et l’ajoute à l’archive. */
interface EtapesInternes {
  addStyles: Etape;
  addWorksheets: Etape;
}
type Etape = (archive: { append: Ajout }, modele: unknown) => Promise<void> | void;
type Ajout = (contenu: string, options: { readonly name: string }) => void;

/**
 * Écrit le classeur d’un coup, entier ou pas du tout ; les mêmes données donnent les mêmes octets.
 * `numerosEnTexte` : par feuille, les plages de numéros écrits en texte, qu’Excel ne doit pas signaler comme une erreur.
 */
export async function enregistrerClasseur(
  classeur: Workbook,
  sortie: string,
  numerosEnTexte: ReadonlyMap<Worksheet, string> = new Map(),
): Promise<FichierEcrit> {
  retoucherXml(classeur, numerosEnTexte);
  return enregistrerArchive(Buffer.from(await classeur.xlsx.writeBuffer()), sortie);
}

/** Écrit l’archive d’exceljs, ses dates figées en place, d’un coup : entière ou pas du tout. */
export async function enregistrerArchive(contenu: Buffer, sortie: string): Promise<FichierEcrit> {
  figerDates(contenu);
  await ecrireAtomique(sortie, contenu);
  return { octets: contenu.length, sha256: createHash('sha256').update(contenu).digest('hex') };
}

/**
 * Le texte tel qu’Excel le montrera : sans caractère interdit en XML, `_x0041_` gardé tel quel (Excel le lirait « A »),
 * coupé à la longueur d’une cellule. Un texte qui commence par « = » reste un texte : exceljs l’écrit comme chaîne.
 */
export function texteSur(texte: string): string {
  const net = texte
    .toWellFormed()
    .replace(/[\uFFFE\uFFFF]/g, '')
    .replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_');
  return net.length <= TEXTE_MAXIMAL ? net : `${net.slice(0, TEXTE_MAXIMAL - COUPE.length)}${COUPE}`;
}

/** Une date `AAAA-MM-JJ` à minuit UTC : à minuit local, exceljs écrirait la veille à Paris. */
export function dateTableur(date: string): Date {
  return new Date(`${date.slice(0, 10)}T00:00:00Z`);
}

/** Centimes → euros : le nombre flottant le plus proche, que le tableur relit au centime. */
export function euros(centimes: number): number {
  return centimes / 100;
}

interface PartieEntete {
  readonly gauche: string;
  /** En gras, avant `suite`. */
  readonly titre: string;
  readonly suite: string;
  readonly droite: string;
}

/** En-tête imprimé en trois parties, Arial 8 ; les textes variables sont raccourcis pour tenir dans la limite d’Excel. */
export function enteteImprime(partie: PartieEntete): string {
  const composer = (longueur: number) =>
    `&L&8&"Arial,Regular"${litteral(partie.gauche, longueur)}` +
    `&C&8&"Arial,Bold"${litteral(partie.titre, longueur)}&"Arial,Regular"${litteral(partie.suite, longueur)}` +
    `&R&8&"Arial,Regular"${litteral(partie.droite, longueur)}`;
  return ajuster(composer);
}

/** Pied imprimé : l’édition à gauche, le nom de la feuille au milieu, la page à droite ; en gris. */
export function piedImprime(gauche: string): string {
  return ajuster(
    (longueur) =>
      `&L&8&K4A5564&"Arial,Regular"${litteral(gauche, longueur)}` +
      '&C&8&K4A5564&"Arial,Regular"feuille « &A »&R&8&K4A5564&"Arial,Regular"Page &P / &N',
  );
}

function ajuster(composer: (longueur: number) => string): string {
  for (let longueur = 120; ; longueur -= 4) {
    const texte = composer(longueur);
    if (texte.length <= ENTETE_MAXIMAL || longueur <= 4) return texte;
  }
}

/** « & » commande la mise en forme d’un en-tête : doublé, il s’imprime. */
function litteral(texte: string, longueur: number): string {
  const ligne = texteSur(texte).replace(/\s+/g, ' ').trimEnd();
  return (ligne.length <= longueur ? ligne : `${ligne.slice(0, longueur - 1)}…`).replaceAll('&', '&&');
}

/** Ce qu’exceljs ne sait pas écrire : la police de base et les « nombres stockés en texte » voulus. */
function retoucherXml(classeur: Workbook, numerosEnTexte: ReadonlyMap<Worksheet, string>): void {
  // Ces deux méthodes existent sur l’objet mais pas dans les types publiés.
  const etapes = classeur.xlsx as unknown as EtapesInternes;
  etapes.addStyles = retoucher(etapes.addStyles.bind(etapes), poserPoliceDeBase);
  const parPartie = new Map([...numerosEnTexte].map(([feuille, plages]) => [partieDe(feuille), plages]));
  etapes.addWorksheets = retoucher(etapes.addWorksheets.bind(etapes), (xml, partie) => {
    const plages = parPartie.get(partie);
    return plages === undefined
      ? xml
      : xml.replace(
          /<\/worksheet>$/,
          `<ignoredErrors><ignoredError sqref="${plages}" numberStoredAsText="1"/></ignoredErrors></worksheet>`,
        );
  });
}

/** Les styles d’exceljs avec notre police de base. */
export function poserPoliceDeBase(styles: string): string {
  if (!POLICE_IMPOSEE.test(styles)) throw new Error('Styles inattendus : police de base introuvable');
  return styles.replace(POLICE_IMPOSEE, POLICE_DE_BASE);
}

function partieDe(feuille: Worksheet): string {
  return `xl/worksheets/sheet${feuille.id}.xml`;
}

function retoucher(etape: Etape, transformer: (xml: string, partie: string) => string): Etape {
  return (archive, modele) =>
    etape({ append: (xml, options) => archive.append(transformer(xml, options.name), options) }, modele);
}

/** L’archive porte l’heure d’écriture de chaque partie : on la remplace, en place, dans les deux tables du ZIP. */
function figerDates(zip: Buffer): void {
  // exceljs n’écrit pas de commentaire d’archive : la fin du répertoire est aux 22 derniers octets.
  const fin = zip.length - 22;
  if (zip.readUInt32LE(fin) !== SIGNATURE_FIN) throw new Error('Archive inattendue : fin de répertoire introuvable');
  const parties = zip.readUInt16LE(fin + 10);
  let position = zip.readUInt32LE(fin + 16);
  for (let partie = 0; partie < parties; partie += 1) {
    const locale = zip.readUInt32LE(position + 42);
    if (zip.readUInt32LE(position) !== SIGNATURE_CENTRALE || zip.readUInt32LE(locale) !== SIGNATURE_LOCALE) {
      throw new Error('Archive inattendue : répertoire incohérent');
    }
    for (const heure of [position + 12, locale + 10]) {
      zip.writeUInt16LE(0, heure);
      zip.writeUInt16LE(DATE_DOS, heure + 2);
    }
    position +=
      46 + zip.readUInt16LE(position + 28) + zip.readUInt16LE(position + 30) + zip.readUInt16LE(position + 32);
  }
}
