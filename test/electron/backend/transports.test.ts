// Un seul corps d’essai, sur tous les chemins par lesquels une page ou une commande parle au backend.
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient, isDefinedError, ORPCError, safe } from '@orpc/client';
import { RPCLink as LienPort } from '@orpc/client/message-port';
import { RPCLink as LienSocket } from '@orpc/client/websocket';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import type { Socle } from '../../../electron/backend/context.ts';
import { fermerSocle, nouvelleConnexion, ouvrirSocle } from '../../../electron/backend/socle.ts';
import type { Enfant } from '../../../electron/backend/travaux/lancer.ts';
import { servirLoopback } from '../../../electron/loopback.ts';
import { servirLocal } from '../../../electron/serve-local.ts';
import { servirPort } from '../../../electron/serve-port.ts';
import type { Api } from '../../../shared/contract/client.ts';
import { DEPOT_MAX_OCTETS } from '../../../shared/contract/limites.ts';
import { creerEnfant } from './enfant-essai.ts';

let dossier = '';
let socle: Socle;
/** Les processus à part lancés pendant l’essai. */
let enfants: Enfant[] = [];
/** À défaire dans l’ordre inverse. */
let aFermer: (() => unknown)[] = [];

beforeEach(() => {
  dossier = mkdtempSync(join(tmpdir(), 'clas-transport-'));
  enfants = [];
  const creer = creerEnfant();
  socle = ouvrirSocle({
    fichierBase: join(dossier, 'clas.sqlite'),
    hote: { nom: 'navigateur' },
    creerEnfant: () => {
      const enfant = creer();
      enfants.push(enfant);
      return enfant;
    },
    ressources: 'resources',
    dossierTravail: join(dossier, 'travail'),
    version: '0.0.0-essai',
    migrations: 'db/migrations',
  });
  aFermer = [() => fermerSocle(socle)];
});
afterEach(async () => {
  for (const fermer of aFermer.toReversed()) await fermer();
});

function parPort(): Api {
  const { port1, port2 } = new MessageChannel();
  servirPort(port1, nouvelleConnexion(socle));
  port2.start();
  aFermer.push(() => port2.close());
  return createORPCClient(new LienPort({ port: port2 }));
}

/** Comme le `MessagePortMain` d’Electron : `on('message')` reçoit un événement, et rien n’arrive avant `start()`. */
function parPortElectron(): Api {
  const { port1, port2 } = new MessageChannel();
  const principal = {
    on: (evenement: string, rappel: (e?: { data: unknown }) => void) => {
      port1.on(evenement, (data: unknown) => rappel({ data }));
    },
    postMessage: (data: unknown) => port1.postMessage(data),
    start: () => port1.start(),
  };
  servirPort(principal, nouvelleConnexion(socle));
  port2.start();
  aFermer.push(() => port2.close());
  return createORPCClient(new LienPort({ port: port2 }));
}

async function parWebSocket(): Promise<Api> {
  const hote = await servirLoopback({ contexte: () => nouvelleConnexion(socle), log: socle.log, page: dossier });
  aFermer.push(() => hote.fermer());
  const reponse = await fetch(hote.adresse, { redirect: 'manual' });
  const cookie = reponse.headers.get('set-cookie')?.split(';')[0] ?? '';
  const socket = new WebSocket(`${hote.origine.replace('http', 'ws')}/ws`, {
    headers: { cookie, origin: hote.origine },
  });
  // Le client oRPC n’emploie que l’interface commune des deux WebSocket ; seuls leurs types diffèrent.
  return createORPCClient(new LienSocket({ websocket: socket as unknown as globalThis.WebSocket }));
}

const TRANSPORTS: Record<string, () => Api | Promise<Api>> = {
  'port Node': parPort,
  'port Electron': parPortElectron,
  WebSocket: parWebSocket,
  'même processus': () => servirLocal(nouvelleConnexion(socle)),
};
const CAMPAGNE = {
  anneeScolaire: '2026-2027',
  enveloppeCentimes: 25_000_000,
  dateLimiteDepot: '2026-03-31',
};

async function creerCampagne(api: Api): Promise<number> {
  await api.session.creerAgent({ prenom: 'Hélène', nom: 'Dupré', courriel: null });
  const { baremes, chartes } = await api.campagnes.modeles();
  const campagne = await api.campagnes.creer({
    ...CAMPAGNE,
    baremeCle: baremes[0]?.cle ?? '',
    charteCle: chartes[0]?.cle ?? '',
  });
  return campagne.id;
}

function estVivant({ pid }: Enfant): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function lireJournal(): string {
  const fichier = join(dossier, 'journaux', 'clas.log');
  return existsSync(fichier) ? readFileSync(fichier, 'utf8') : '';
}

function exempleExport(): File {
  const nom = readdirSync('resources/exemple').find((fichier) => fichier.endsWith('.xlsx')) ?? '';
  const contenu = readFileSync(join('resources/exemple', nom));
  return new File([new Uint8Array(contenu)], 'Réponses à l’appel – été.xlsx');
}

describe.each(Object.keys(TRANSPORTS))('%s', (nom) => {
  async function ouvrir(): Promise<Api> {
    const api = await TRANSPORTS[nom]?.();
    if (api === undefined) throw new Error(`transport inconnu ${nom}`);
    return api;
  }

  test('une exception de la page est notée au journal technique, sous le numéro rendu', async () => {
    const api = await ouvrir();
    const { numero } = await api.session.signalerErreur({
      message: 'x is undefined',
      pile: 'Error: x is undefined\n    at PageSuivi',
      page: '#/c/1/suivi',
    });
    expect(lireJournal()).toContain(numero);
    expect(lireJournal()).toMatch(/"ou":"page #\/c\/1\/suivi".*PageSuivi/);
  });

  test('appels typés : ce qui est écrit se relit, accents compris', async () => {
    const api = await ouvrir();
    const avant = await api.session.etat();
    expect(avant).toMatchObject({ version: '0.0.0-essai', hote: 'navigateur', agent: null, campagnes: [] });
    const campagneId = await creerCampagne(api);
    expect(await api.campagnes.lire({ campagneId })).toMatchObject(CAMPAGNE);
    expect(await api.session.etat()).toMatchObject({
      agent: { prenom: 'Hélène', nom: 'Dupré' },
      campagnes: [{ id: campagneId, anneeScolaire: '2026-2027' }],
    });
  });

  test('chaque connexion a son agent', async () => {
    const [une, autre] = [await ouvrir(), await ouvrir()];
    await une.session.creerAgent({ prenom: 'Hélène', nom: 'Dupré', courriel: null });
    expect((await une.session.etat()).agent?.nom).toBe('Dupré');
    const { agent, agents } = await autre.session.etat();
    expect(agent).toBeNull();
    expect(agents).toHaveLength(1);
  });

  test('erreurs attendues : code, phrase en français, rien au journal technique', async () => {
    const api = await ouvrir();
    const agent = { prenom: 'Hélène', nom: 'Dupré', courriel: null };
    await api.session.creerAgent(agent);
    const refus = await safe(api.session.creerAgent(agent));
    expect(isDefinedError(refus.error) && refus.error.code).toBe('REFUS');
    expect(isDefinedError(refus.error) && refus.error.data).toEqual({
      code: 'agent_existant',
      message: 'Hélène Dupré est déjà dans la liste : choisissez ce nom.',
    });
    const absente = await safe(api.campagnes.lire({ campagneId: 999 }));
    expect(isDefinedError(absente.error) && absente.error.code).toBe('INTROUVABLE');
    const malFormee = await safe(api.session.creerAgent({ ...agent, prenom: ' ' }));
    expect(malFormee.error).toMatchObject({ code: 'BAD_REQUEST', defined: false });
    expect(lireJournal()).toBe('');
  });

  test('erreur inattendue : notée une fois avec son numéro, et la page ne reçoit que le numéro', async () => {
    const api = await ouvrir();
    socle.db.$client.exec('DROP TABLE IF EXISTS secret_introuvable; ALTER TABLE agents RENAME TO agents_partis');
    const { error } = await safe(api.session.etat());
    if (!(error instanceof ORPCError)) throw new Error('une erreur du contrat était attendue');
    expect(error.code).toBe('INTERNAL_SERVER_ERROR');
    const numero = /n° (\S+)$/.exec(error.message)?.[1] ?? '';
    expect(error.data).toEqual({ numero });
    expect(JSON.stringify(error)).not.toMatch(/agents|SQL|no such table/i);
    const lignes = lireJournal().trim().split('\n');
    expect(lignes).toHaveLength(1);
    expect(lignes[0]).toContain(numero);
    expect(lignes[0]).toContain('no such table');
  });

  test('envoi d’un fichier, à l’octet près, avec son nom accentué', async () => {
    const api = await ouvrir();
    await creerCampagne(api);
    // 0xFF est aussi la marque qui sépare l’en-tête du fichier dans le message : le contenu doit y résister.
    const octets = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i % 7 === 0 ? 255 : i % 251));
    const { depotId, fichier } = await api.imports.deposer({ fichier: new File([octets], 'Réponses – été.xlsx') });
    expect(fichier).toBe('Réponses – été.xlsx');
    const chemin = socle.depots.get(depotId)?.fichiers[0]?.chemin ?? '';
    expect(Buffer.compare(readFileSync(chemin), octets)).toBe(0);
  });

  test('retour d’un fichier, à l’octet près', async () => {
    const api = await ouvrir();
    await creerCampagne(api);
    const chemin = join(dossier, 'travail', 'produit.pdf');
    const octets = Uint8Array.from({ length: 500_000 }, (_, i) => (i * 31) % 256);
    writeFileSync(chemin, octets);
    socle.produits.set('doc-1', { chemin, nom: 'dossier-de-séance.pdf' });
    const rendu = await api.documents.enregistrer({ documentId: 'doc-1' });
    if (rendu.mode !== 'telechargement') throw new Error(`mode ${rendu.mode}`);
    expect(rendu.nom).toBe('dossier-de-séance.pdf');
    expect(Buffer.compare(Buffer.from(await rendu.fichier.arrayBuffer()), octets)).toBe(0);
  });

  test('progression, puis résultat', async () => {
    const api = await ouvrir();
    const campagneId = await creerCampagne(api);
    const { depotId } = await api.imports.deposer({ fichier: exempleExport() });
    const recus: string[] = [];
    let dossiers = 0;
    for await (const etape of await api.imports.analyser({ campagneId, depotId })) {
      recus.push(etape.type);
      if (etape.type === 'resultat') dossiers = etape.resultat.bilan.dossiers.nouveaux;
    }
    expect(recus.length).toBeGreaterThan(1);
    expect(recus.slice(0, -1).every((type) => type === 'progression')).toBe(true);
    expect(recus.at(-1)).toBe('resultat');
    expect(dossiers).toBeGreaterThan(0);
  });

  test('un refus au milieu d’une progression garde sa phrase', async () => {
    const api = await ouvrir();
    const campagneId = await creerCampagne(api);
    const html = new File(['<!doctype html><html><body>Export</body></html>'], 'export.xlsx');
    const { depotId } = await api.imports.deposer({ fichier: html });
    const { error } = await safe(
      (async () => {
        for await (const _ of await api.imports.analyser({ campagneId, depotId }));
      })(),
    );
    if (!(error instanceof ORPCError)) throw new Error('une erreur du contrat était attendue');
    expect(error.code).toBe('REFUS');
    expect(error.data).toMatchObject({ message: expect.stringMatching(/HTML|page web/i) });
    expect(lireJournal()).not.toContain('"niveau":"erreur"');
  });

  test('arrêt par l’agent : le processus à part meurt, rien n’est gardé, et l’on peut recommencer', async () => {
    const api = await ouvrir();
    const campagneId = await creerCampagne(api);
    const { depotId } = await api.imports.deposer({ fichier: exempleExport() });
    const arret = new AbortController();
    const { error } = await safe(
      (async () => {
        for await (const etape of await api.imports.analyser({ campagneId, depotId }, { signal: arret.signal }))
          if (etape.type === 'progression') arret.abort();
      })(),
    );
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(ORPCError);
    await vi.waitFor(() => expect(enfants.filter(estVivant)).toEqual([]), { timeout: 10_000 });
    expect(socle.depots.get(depotId)).toMatchObject({ fichiers: [{ lecture: null }], analyse: null });
    expect(lireJournal()).not.toContain('"niveau":"erreur"');

    let resultat = '';
    for await (const etape of await api.imports.analyser({ campagneId, depotId })) resultat = etape.type;
    expect(resultat).toBe('resultat');
  });
});

test('un message trop gros ferme sa connexion, pas l’application', async () => {
  const hote = await servirLoopback({ contexte: () => nouvelleConnexion(socle), log: socle.log, page: dossier });
  aFermer.push(() => hote.fermer());
  const reponse = await fetch(hote.adresse, { redirect: 'manual' });
  const entetes = { cookie: reponse.headers.get('set-cookie')?.split(';')[0] ?? '', origin: hote.origine };
  const ouvrir = () => new WebSocket(`${hote.origine.replace('http', 'ws')}/ws`, { headers: entetes });
  const code = await new Promise<number>((fini) => {
    const socket = ouvrir();
    socket.once('open', () => socket.send(Buffer.alloc(DEPOT_MAX_OCTETS + 2 * 1024 * 1024)));
    socket.once('close', fini);
  });
  expect(code).toBe(1009);
  const api = createORPCClient<Api>(new LienSocket({ websocket: ouvrir() as unknown as globalThis.WebSocket }));
  expect((await api.session.etat()).version).toBe('0.0.0-essai');
});

test('fermer la page arrête son travail en cours', async () => {
  const { port1, port2 } = new MessageChannel();
  servirPort(port1, nouvelleConnexion(socle));
  port2.start();
  const api: Api = createORPCClient(new LienPort({ port: port2 }));
  const campagneId = await creerCampagne(api);
  const { depotId } = await api.imports.deposer({ fichier: exempleExport() });
  const suite = await api.imports.analyser({ campagneId, depotId });
  await suite.next();
  await vi.waitFor(() => expect(enfants.filter(estVivant)).toHaveLength(1));
  port2.close();
  await vi.waitFor(() => expect(enfants.filter(estVivant)).toEqual([]), { timeout: 10_000 });
  expect(socle.depots.get(depotId)).toMatchObject({ fichiers: [{ lecture: null }], analyse: null });
  expect(lireJournal()).not.toContain('"niveau":"erreur"');
});
