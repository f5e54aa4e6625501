import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { ERREURS, Id, suivi } from './commun.ts';

export const DocumentProduit = z.object({
  documentId: z.string(),
  nom: z.string(),
  octets: z.number().int(),
  sha256: z.string(),
  pages: z.number().int().nullable(),
});
export type DocumentProduit = z.infer<typeof DocumentProduit>;

/** Un document produit et gardé : ce que c’est, qui l’a fait, de quoi il dépendait. */
export const Archive = z.object({
  id: Id,
  nature: z.string(),
  /** « Relevé de décisions ». */
  libelle: z.string(),
  nom: z.string(),
  instant: z.string(),
  /** null : produit sans qu’un agent se soit nommé. */
  agent: z.string().nullable(),
  sha256: z.string(),
  octets: z.number().int(),
  pages: z.number().int().nullable(),
  /** Les choix faits, en mots : « séance du 02/07/2026 ». */
  choix: z.string(),
  version: z.string(),
  /** Dernière empreinte du journal au moment de le produire. */
  journal: z.string(),
  /** Faux : gardé tel quel, sans de quoi le refaire. */
  refaisable: z.boolean(),
});
export type Archive = z.infer<typeof Archive>;

/** `identique` : les mêmes octets que l’original. */
export const Refait = z.object({ identique: z.boolean(), original: Archive, document: DocumentProduit });
export type Refait = z.infer<typeof Refait>;

export const documents = {
  /** Les documents de la campagne et ceux qui ne sont d’aucune, du plus récent au plus ancien. */
  archives: oc
    .input(z.object({ campagneId: Id }))
    .output(z.array(Archive))
    .errors(ERREURS),
  /** L’original, octet pour octet, son empreinte vérifiée. */
  rouvrir: oc
    .input(z.object({ archiveId: Id }))
    .output(DocumentProduit)
    .errors(ERREURS),
  /** Le refait d’après ce qu’il avait reçu, et compare. */
  refaire: oc
    .input(z.object({ archiveId: Id }))
    .output(eventIterator(suivi(Refait)))
    .errors(ERREURS),
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
