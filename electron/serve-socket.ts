import { RPCHandler } from '@orpc/server/ws';
import type { WebSocket } from 'ws';
import type { Context } from './backend/context.ts';
import { router } from './backend/router.ts';
import { garderErreurs } from './serve-erreurs.ts';

const service = new RPCHandler<Context>(router, { clientInterceptors: [garderErreurs] });

/** Sert le contrat sur une connexion WebSocket ; sa fermeture interrompt les travaux en cours de cette page. */
export function servirSocket(socket: WebSocket, context: Context): void {
  void service.upgrade(socket, { context });
}
