import { createHash } from 'node:crypto';
import type { Content, ContentSection, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Polices } from './metrique.ts';
import { accelererPdfmake } from './moteur-rapide.ts';
import { POLICES, stylesPdfmake } from './style.ts';

/** Ce que nous employons du module, dont les types publiés oublient le système de fichiers en mémoire. */
type Pdfmake = typeof import('pdfmake') & {
  readonly virtualfs: { writeFileSync(nom: string, contenu: Buffer): void };
};

export interface PdfProduit {
  readonly octets: Buffer;
  readonly sha256: string;
}

/** Le contenu, ou des sections dont certaines se composent à leur tour pour ne pas tenir toutes en mémoire. */
export type Definition = Omit<TDocumentDefinitions, 'content'> & {
  readonly content: Content | (ContentSection | (() => ContentSection))[];
};

function composer(contenu: Definition['content']): Content {
  return Array.isArray(contenu) ? contenu.map((une) => (typeof une === 'function' ? une() : une)) : contenu;
}

/**
 * Écrit le PDF d’une définition. Même définition, mêmes octets : la date de création vient de la définition et
 * pdfkit en tire l’identifiant du fichier.
 * @param surPart part écrite, de 0 à 1
 */
export async function produirePdf(
  definition: Definition,
  polices: Polices,
  surPart: (part: number) => void,
): Promise<PdfProduit> {
  // Chargé à l’emploi : 0,12 s de calcul que le reste de l’application n’a pas à payer.
  const module: { default: unknown } = await import('pdfmake');
  const pdfmake = module.default as Pdfmake;
  const parSections = await accelererPdfmake();
  // Un texte venu d’un fichier ne doit jamais pouvoir désigner une image ou une adresse.
  pdfmake.setLocalAccessPolicy(() => false);
  pdfmake.setUrlAccessPolicy(() => false);
  // pdfmake 0.3.11 perd une police donnée en tampon (il y cherche une adresse) : elle passe par son disque en mémoire.
  for (const [nom, ttf] of polices) pdfmake.virtualfs.writeFileSync(nom, ttf);
  pdfmake.setFonts(POLICES);
  pdfmake.setProgressCallback(surPart);
  const octets = await pdfmake
    .createPdf({
      pageSize: 'A4',
      version: '1.7',
      language: 'fr-FR',
      displayTitle: true,
      styles: stylesPdfmake(),
      defaultStyle: stylesPdfmake().texte,
      ...definition,
      // pdfmake ignore qu’une section peut être une fonction ; nos méthodes la composent à son tour.
      content: (parSections ? definition.content : composer(definition.content)) as Content,
    })
    .getBuffer();
  return { octets, sha256: createHash('sha256').update(octets).digest('hex') };
}
