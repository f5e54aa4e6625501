import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ContenuDeLot } from '../../../../shared/domaine/lot.ts';
import { ecrireAtomique } from '../../fichiers/ecrire-atomique.ts';
import type { FichierEcrit } from '../ecrire-classeur.ts';
import { composerLot } from './composer.ts';
import { ecrireFeuille } from './ecrire-feuille.ts';
import type { ClasseurDeLot, Exemplaire } from './modele.ts';
import { creerTableDeStyles } from './styles.ts';
import { enXml, texteEcrit } from './texte-xml.ts';

const TETE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PAQUET = 'http://schemas.openxmlformats.org/package/2006';
/** Date DOS la plus ancienne, sans fuseau : le même lot donne les mêmes octets, où et quand qu’on l’écrive. */
const OPTIONS = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true, compressionLevel: 6, mode: 0o100644 } as const;

/**
 * Écrit le classeur d’un lot au fil de l’eau : le XML de nos mains, compressé à mesure. exceljs tiendrait tout en mémoire
 * et coûterait le double de processeur à vingt mille lignes.
 */
export async function ecrireLot(
  contenu: ContenuDeLot,
  { sortie, exemplaire }: { readonly sortie: string; readonly exemplaire: Exemplaire },
): Promise<FichierEcrit> {
  const { ZipFile } = await import('yazl');
  const classeur = composerLot(contenu, exemplaire);
  const styles = creerTableDeStyles();
  const zip = new ZipFile();
  const ajouter = (nom: string, xml: () => Iterable<string>) => {
    zip.addReadStreamLazy(nom, OPTIONS, (suite) => suite(null, Readable.from(enOctets(xml()), { objectMode: false })));
  };
  ajouter('[Content_Types].xml', () => [types(classeur)]);
  ajouter('_rels/.rels', () => [relationsDuPaquet()]);
  ajouter('docProps/core.xml', () => [proprietes(classeur)]);
  ajouter('docProps/app.xml', () => [application()]);
  ajouter('xl/workbook.xml', () => [livre(classeur)]);
  ajouter('xl/_rels/workbook.xml.rels', () => [relationsDuLivre(classeur)]);
  for (const [rang, feuille] of classeur.feuilles.entries()) {
    ajouter(`xl/worksheets/sheet${rang + 1}.xml`, () => ecrireFeuille(feuille, styles, rang === 0));
  }
  // En dernier : les feuilles disent en s’écrivant les styles qu’elles emploient.
  ajouter('xl/styles.xml', () => [styles.xml()]);
  zip.end();
  const morceaux: Buffer[] = [];
  for await (const morceau of zip.outputStream) morceaux.push(Buffer.from(morceau));
  const octets = Buffer.concat(morceaux);
  await ecrireAtomique(sortie, octets);
  return { octets: octets.length, sha256: createHash('sha256').update(octets).digest('hex') };
}

function* enOctets(morceaux: Iterable<string>): Iterable<Buffer> {
  for (const morceau of morceaux) yield Buffer.from(morceau);
}

function types({ feuilles }: ClasseurDeLot): string {
  const partie = (nom: string, type: string) => `<Override PartName="${nom}" ContentType="${type}"/>`;
  return (
    `${TETE}<Types xmlns="${PAQUET}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    partie('/xl/workbook.xml', `${TYPES}.sheet.main+xml`) +
    feuilles.map((_, rang) => partie(`/xl/worksheets/sheet${rang + 1}.xml`, `${TYPES}.worksheet+xml`)).join('') +
    partie('/xl/styles.xml', `${TYPES}.styles+xml`) +
    partie('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml') +
    partie('/docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml') +
    '</Types>'
  );
}

function relationsDuPaquet(): string {
  return (
    `${TETE}<Relationships xmlns="${PAQUET}/relationships">` +
    `<Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/>` +
    `<Relationship Id="rId2" Type="${PAQUET}/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
    `<Relationship Id="rId3" Type="${RELATIONS}/extended-properties" Target="docProps/app.xml"/></Relationships>`
  );
}

function relationsDuLivre({ feuilles }: ClasseurDeLot): string {
  const relation = (numero: number, type: string, cible: string) =>
    `<Relationship Id="rId${numero}" Type="${RELATIONS}/${type}" Target="${cible}"/>`;
  return (
    `${TETE}<Relationships xmlns="${PAQUET}/relationships">` +
    feuilles.map((_, rang) => relation(rang + 1, 'worksheet', `worksheets/sheet${rang + 1}.xml`)).join('') +
    `${relation(feuilles.length + 1, 'styles', 'styles.xml')}</Relationships>`
  );
}

function livre({ feuilles }: ClasseurDeLot): string {
  const noms = feuilles.flatMap(({ nom, filtre, zone, repetees }, rang) => {
    const definir = (quoi: string, valeur: string, cache = '') =>
      `<definedName name="_xlnm.${quoi}" localSheetId="${rang}"${cache}>${enXml(valeur)}</definedName>`;
    const titres = repetees && [repetees.colonnes, repetees.lignes].flatMap((p) => (p ? [`'${nom}'!${p}`] : []));
    return [
      ...(filtre ? [definir('_FilterDatabase', `'${nom}'!${absolue(filtre)}`, ' hidden="1"')] : []),
      ...(zone ? [definir('Print_Area', `'${nom}'!${zone}`)] : []),
      ...(titres ? [definir('Print_Titles', titres.join(','))] : []),
    ];
  });
  return (
    `${TETE}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${RELATIONS}">` +
    '<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="24000" windowHeight="12000"/></bookViews>' +
    `<sheets>${feuilles.map(({ nom }, rang) => `<sheet name="${enXml(nom)}" sheetId="${rang + 1}" r:id="rId${rang + 1}"/>`).join('')}</sheets>` +
    `<definedNames>${noms.join('')}</definedNames><calcPr calcId="171027"/></workbook>`
  );
}

/** `A1:AL20` → `$A$1:$AL$20`. */
function absolue(plage: string): string {
  return plage.replace(/([A-Z]+)(\d+)/g, '$$$1$$$2');
}

function proprietes({ titre, auteur, cree }: ClasseurDeLot): string {
  const instant = `${cree.slice(0, 19)}Z`;
  return (
    `${TETE}<cp:coreProperties xmlns:cp="${PAQUET}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
    `<dc:title>${texteEcrit(titre)}</dc:title><dc:creator>${texteEcrit(auteur)}</dc:creator><cp:lastModifiedBy>${texteEcrit(auteur)}</cp:lastModifiedBy>` +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${instant}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${instant}</dcterms:modified></cp:coreProperties>`
  );
}

function application(): string {
  return `${TETE}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Clas</Application></Properties>`;
}
