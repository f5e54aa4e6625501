import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Id } from './commun.ts';

export const Trouvaille = z.object({
  type: z.enum(['structure', 'dossier', 'collectif']),
  dossierId: Id,
  titre: z.string(),
  detail: z.string(),
});
export type Trouvaille = z.infer<typeof Trouvaille>;

export const recherche = {
  chercher: oc
    .input(z.object({ campagneId: Id, texte: z.string().trim().min(1).max(200) }))
    .output(z.array(Trouvaille)),
};
