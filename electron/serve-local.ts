import { createRouterClient } from '@orpc/server';
import type { Api } from '../shared/contract/client.ts';
import type { Context } from './backend/context.ts';
import { router } from './backend/router.ts';
import { garderErreurs } from './serve-erreurs.ts';

/** Le contrat dans le même processus (ligne de commande, tests) : mêmes contrôles d’entrée, mêmes erreurs. */
export function servirLocal(context: Context): Api {
  return createRouterClient(router, { context, interceptors: [garderErreurs] });
}
