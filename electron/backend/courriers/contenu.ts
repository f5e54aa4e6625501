import { z } from 'zod';
import type { LigneCourrier } from '../../../db/queries/courriers.ts';
import type { DecisionNotifiee } from '../../../shared/domaine/lettres-notification/nature.ts';
import type { LettreNotification } from '../documents/lettre-notification-donnees.ts';

/** Ce qu’une lettre du registre garde : de quoi la refaire à l’octet près, et les décisions qu’elle annonce. */
export interface ContenuCourrier {
  readonly lettre: LettreNotification;
  readonly decisions: readonly DecisionNotifiee[];
  readonly structureId: number;
  readonly montantCentimes: number;
}

const Forme = z.object({
  lettre: z.object({ reference: z.string(), texte: z.object({}), expediteur: z.object({}) }),
  decisions: z.array(z.object({ collectifId: z.number() })),
  structureId: z.number(),
  montantCentimes: z.number(),
});

/** Écrit par inscrire() seulement ; la forme est vérifiée, une base abîmée ne doit pas imprimer n’importe quoi. */
export function lireContenu({ contenu, numero }: Pick<LigneCourrier, 'contenu' | 'numero'>): ContenuCourrier {
  if (!Forme.safeParse(contenu).success) throw new Error(`contenu de la lettre ${numero} illisible`);
  return contenu as ContenuCourrier;
}
