import { z } from 'zod';
import type { LigneConvention } from '../../../db/queries/conventions.ts';
import type { FaitsConvention } from '../../../shared/domaine/conventions/contenu.ts';
import type { PapierDeConvention } from '../documents/convention-donnees.ts';

/** Ce qu’un papier garde : ce qu’il tenait pour acquis, et de quoi le refaire à l’octet près. */
export interface ContenuConvention {
  readonly faits: FaitsConvention;
  readonly papier: PapierDeConvention;
}

const Forme = z.object({
  faits: z.object({ numero: z.string(), collectifs: z.array(z.object({ collectifId: z.number() })) }),
  papier: z.object({ reference: z.string(), texte: z.object({}), expediteur: z.object({}) }),
});

/** Écrit par la génération seulement ; la forme est vérifiée, une base abîmée ne doit pas imprimer n’importe quoi. */
export function lireContenu({ contenu, numero }: Pick<LigneConvention, 'contenu' | 'numero'>): ContenuConvention {
  if (!Forme.safeParse(contenu).success) throw new Error(`contenu de la convention ${numero} illisible`);
  return contenu as ContenuConvention;
}
