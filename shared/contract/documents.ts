import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ERREURS } from './commun.ts';

export const DocumentProduit = z.object({
  documentId: z.string(),
  nom: z.string(),
  octets: z.number().int(),
  sha256: z.string(),
  pages: z.number().int().nullable(),
});
export type DocumentProduit = z.infer<typeof DocumentProduit>;

export const documents = {
  /**
   * Range un document produit. Sur le bureau : boîte « Enregistrer sous », écriture atomique, et le chemin revient ;
   * dans le navigateur : le fichier revient et la page le télécharge.
   */
  enregistrer: oc
    .input(z.object({ documentId: z.string() }))
    .output(
      z.discriminatedUnion('mode', [
        z.object({ mode: z.literal('enregistre'), chemin: z.string() }),
        z.object({ mode: z.literal('renonce') }),
        z.object({ mode: z.literal('telechargement'), nom: z.string(), fichier: z.instanceof(Blob) }),
      ]),
    )
    .errors(ERREURS),
};
