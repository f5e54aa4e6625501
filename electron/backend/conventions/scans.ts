import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lireConvention } from '../../../db/queries/conventions.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import type { Context } from '../context.ts';
import { cheminReserve, lireReserve, reserver } from '../fichiers/reserve.ts';
import { nettoyerNom } from '../pieces/nom-fichier.ts';
import { introuvable, Refus } from '../refus.ts';

const TAILLE_MAXIMALE = 25 * 1024 * 1024;
/** Les premiers octets disent ce qu’est un fichier ; son nom, non. */
const SIGNATURES: readonly (readonly number[])[] = [
  [0x25, 0x50, 0x44, 0x46],
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
];

/** Range le scan dans la réserve, avant toute écriture en base. @throws Refus si ce n’est pas un PDF, un PNG ou un JPEG */
export async function reserverScan(
  context: Context,
  scan: File,
): Promise<{ readonly scanSha256: string; readonly scanNom: string }> {
  const nom = nettoyerNom(scan.name);
  if (scan.size > TAILLE_MAXIMALE)
    throw new Refus(
      'trop_gros',
      `« ${nom} » pèse ${Math.ceil(scan.size / 1024 / 1024)} Mio, 25 au plus : numérisez-le en noir et blanc, ou à 200 points par pouce.`,
    );
  const octets = new Uint8Array(await scan.arrayBuffer());
  if (!SIGNATURES.some((signature) => signature.every((octet, rang) => octets[rang] === octet)))
    throw new Refus(
      'scan_illisible',
      `« ${nom} » n’est ni un PDF, ni un PNG, ni un JPEG : enregistrez le scan dans l’un de ces formats et joignez-le à nouveau.`,
    );
  const provisoire = join(context.dossierTravail, `scan-${randomUUID()}`);
  await writeFile(provisoire, octets);
  try {
    const { sha256 } = await reserver(context, provisoire);
    return { scanSha256: sha256, scanNom: nom };
  } finally {
    await rm(provisoire, { force: true });
  }
}

/** Le scan gardé, après avoir vérifié qu’il est bien celui qui a été joint. */
export async function ouvrirScan(context: Context, conventionId: number): Promise<DocumentProduit> {
  const convention = lireConvention(context.db, conventionId);
  if (!convention) throw introuvable('Cette convention');
  const { scanSha256, scanNom, numero } = convention;
  if (scanSha256 === null || scanNom === null)
    throw new Refus('scan_absent', `Aucun scan n’est joint à ${numero} : joignez le papier signé.`);
  const contenu = await lireReserve(context, scanSha256, scanNom);
  const documentId = randomUUID();
  context.produits.set(documentId, { chemin: cheminReserve(context, scanSha256), nom: scanNom });
  return { documentId, nom: scanNom, octets: contenu.length, sha256: scanSha256, pages: null };
}
