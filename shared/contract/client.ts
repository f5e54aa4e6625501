import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from './index.ts';

/** Le backend vu de la page, de la ligne de commande et des tests : mêmes appels sur tous les transports. */
export type Api = ContractRouterClient<Contract>;
