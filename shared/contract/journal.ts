import { oc } from '@orpc/contract';
import { z } from 'zod';

export const EntreeJournal = z.object({
  id: z.number().int(),
  instant: z.string(),
  agent: z.string(),
  compteSysteme: z.string(),
  /** `dossier.importer`, `decision.prendre`… et sa phrase. */
  action: z.string(),
  libelle: z.string(),
  objet: z.string(),
  avant: z.string().nullable(),
  apres: z.string().nullable(),
  motif: z.string().nullable(),
  empreinte: z.string(),
});
export type EntreeJournal = z.infer<typeof EntreeJournal>;

export const RapportVerification = z.object({
  sain: z.boolean(),
  entrees: z.number().int(),
  derniereEmpreinte: z.string().nullable(),
  controles: z.array(z.object({ code: z.string(), libelle: z.string(), sain: z.boolean(), detail: z.string() })),
});
export type RapportVerification = z.infer<typeof RapportVerification>;

export const journal = {
  /** Les plus récentes d’abord ; `avantId` pour la page suivante. */
  lister: oc
    .input(
      z.object({
        avantId: z.number().int().nullable().default(null),
        limite: z.number().int().min(1).max(1000).default(200),
        recherche: z.string().max(200).default(''),
      }),
    )
    .output(z.object({ entrees: z.array(EntreeJournal), total: z.number().int() })),
  verifier: oc.output(RapportVerification),
};
