import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import type { Context, Hote } from '../../../electron/backend/context.ts';
import { horlogeArretee } from '../../../electron/backend/horloge.ts';
import { router } from '../../../electron/backend/router.ts';
import { fermerSocle, nouvelleConnexion, ouvrirSocle } from '../../../electron/backend/socle.ts';
import type { Api } from '../../../shared/contract/client.ts';
import { creerEnfant } from './enfant-essai.ts';
import { lanceurSurPlace } from './lanceur-sur-place.ts';

export const RESSOURCES = resolve('resources');
export const MIGRATIONS = resolve('db/migrations');
export const EXEMPLE = join(
  RESSOURCES,
  'exemple',
  readdirSync(join(RESSOURCES, 'exemple')).find((f) => f.endsWith('.xlsx')) ?? '',
);

export function dossierTemporaire(): string {
  return mkdtempSync(join(tmpdir(), 'clas-backend-'));
}

export interface Essai {
  readonly api: Api;
  /** La même session, travaux dans un processus à part, comme en vrai : pour les arrêter. */
  readonly aPart: Api;
  readonly context: Context;
  readonly dossier: string;
  fermer(): void;
}

/** Le vrai backend sur une base neuve ou donnée ; seuls l’heure, les dialogues et le lieu des travaux sont à nous. */
export function ouvrirEssai(
  dossier = dossierTemporaire(),
  hote: Hote = { nom: 'commande' },
  instant = '2026-06-12T08:42:00.000Z',
): Essai {
  const socle = ouvrirSocle({
    fichierBase: join(dossier, 'base.sqlite'),
    hote,
    creerEnfant: creerEnfant(),
    ressources: RESSOURCES,
    dossierTravail: join(dossier, 'travail'),
    version: '0.1.0',
    migrations: MIGRATIONS,
    horloge: horlogeArretee(instant),
  });
  const connexion = nouvelleConnexion(socle);
  const context = { ...connexion, lanceur: lanceurSurPlace };
  return {
    api: createRouterClient(router, { context }),
    aPart: createRouterClient(router, { context: connexion }),
    context,
    dossier,
    fermer: () => fermerSocle(socle),
  };
}

/** Va au bout d’une suite d’avancées et rend son résultat. */
export async function resultat<T>(
  suite: Promise<AsyncIterable<{ type: 'progression' } | { type: 'resultat'; resultat: T }>>,
): Promise<T> {
  let trouve: { valeur: T } | undefined;
  for await (const message of await suite) if (message.type === 'resultat') trouve = { valeur: message.resultat };
  if (!trouve) throw new Error('la suite s’est terminée sans résultat');
  return trouve.valeur;
}
