import { type ImplementerInternalWithMiddlewares, implement, ORPCError, type Router } from '@orpc/server';
import { BaseRefusee } from '../../../db/base.ts';
import { type Contract, contract } from '../../../shared/contract/index.ts';
import type { Context } from '../context.ts';
import { FichierOccupe } from '../fichiers/ecrire-atomique.ts';
import { Refus } from '../refus.ts';
import { RefusDeLecture } from '../tableurs/classeur.ts';

/** Les procédures d’une partie du contrat, chacune branchée sur sa fonction. */
export type Procedures<Partie extends keyof Contract> = Router<Contract[Partie], Context>;

/** Les refus attendus deviennent les erreurs déclarées au contrat ; le reste remonte, et l’hôte le note une fois. */
function traduireRefus(cause: unknown): unknown {
  if (cause instanceof Refus) {
    return new ORPCError(cause.type, {
      status: cause.type === 'REFUS' ? 409 : 404,
      message: cause.message,
      data: { code: cause.code, message: cause.message },
    });
  }
  if (cause instanceof RefusDeLecture || cause instanceof FichierOccupe || cause instanceof BaseRefusee) {
    const code = cause instanceof FichierOccupe ? 'fichier_occupe' : cause.code;
    return new ORPCError('REFUS', { status: 409, message: cause.message, data: { code, message: cause.message } });
  }
  return cause;
}

const branche = implement(contract)
  .$context<Context>()
  .use(async ({ next }) => {
    try {
      return await next();
    } catch (cause) {
      throw traduireRefus(cause);
    }
  });

/** Où brancher chaque procédure du contrat ; le type est dit, trop long pour être déduit. */
export const os: ImplementerInternalWithMiddlewares<Contract, Context & Record<never, never>, Context> = branche;

/** Les erreurs d’une suite d’avancées arrivent après le retour de l’appel : elles se traduisent ici. */
export async function* traduireSuite<T>(suite: AsyncGenerator<T, void, void>): AsyncGenerator<T, void, void> {
  try {
    yield* suite;
  } catch (cause) {
    throw traduireRefus(cause);
  }
}
