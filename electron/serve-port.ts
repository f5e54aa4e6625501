import { RPCHandler } from '@orpc/server/message-port';
import type { Context } from './backend/context.ts';
import { router } from './backend/router.ts';
import { garderErreurs } from './serve-erreurs.ts';

/** Port d’Electron (`MessagePortMain`) ou de Node ; rien n’arrive avant `start()`. */
type Port = Parameters<RPCHandler<Context>['upgrade']>[0] & { start(): void };

const service = new RPCHandler<Context>(router, { clientInterceptors: [garderErreurs] });

/** Sert le contrat sur un port, jusqu’à sa fermeture, qui interrompt les travaux en cours de cette page. */
export function servirPort(port: Port, context: Context): void {
  service.upgrade(port, { context });
  port.start();
}
