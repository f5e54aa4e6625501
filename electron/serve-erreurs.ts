import { mapEventIterator, ORPCError } from '@orpc/client';
import type { Context } from './backend/context.ts';

/** La partie d’un appel oRPC dont la garde a besoin. */
interface Appel {
  readonly context: Context;
  readonly path: readonly string[];
  readonly signal?: AbortSignal | undefined;
  next(): Promise<unknown>;
}

/** Un refus prévu par le contrat, ou une demande mal formée (4xx), se montre tel quel. */
function estAttendue(erreur: unknown): boolean {
  return erreur instanceof ORPCError && (erreur.defined || erreur.status < 500);
}

function traduire({ context, path, signal }: Appel, erreur: unknown): unknown {
  if (estAttendue(erreur) || signal?.aborted === true) return erreur;
  const numero = context.log.erreur(erreur, path.join('.'));
  // La cause reste dans le journal technique : elle peut contenir un chemin, une requête, une donnée bancaire.
  return new ORPCError('INTERNAL_SERVER_ERROR', { message: `Erreur inattendue n° ${numero}`, data: { numero } });
}

function estSuite(sortie: unknown): sortie is AsyncGenerator {
  return typeof sortie === 'object' && sortie !== null && Symbol.asyncIterator in sortie && 'next' in sortie;
}

/**
 * Garde posée autour de chaque appel, quel que soit le transport : une erreur inattendue est notée une fois, avec un
 * numéro, et la page ne reçoit que ce numéro. Vaut aussi pour une erreur qui survient au milieu d’une progression.
 */
export async function garderErreurs(appel: Appel): Promise<unknown> {
  try {
    const sortie = await appel.next();
    if (!estSuite(sortie)) return sortie;
    return mapEventIterator(sortie, {
      value: (valeur) => Promise.resolve(valeur),
      error: (erreur) => Promise.resolve(traduire(appel, erreur)),
    });
  } catch (erreur) {
    throw traduire(appel, erreur);
  }
}
