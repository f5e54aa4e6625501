// main.ts et preload.ts ensemble, avec le vrai backend et une vraie base ; seul Electron est remplacé.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { beforeAll, expect, test, vi } from 'vitest';
import { CANAL_PORT, type PontBureau } from '../../../shared/contract/bureau.ts';
import type { Api } from '../../../shared/contract/client.ts';
import { app, etat, MessageChannel, origineMessage } from '../fake-electron.ts';

type Ecouteur = (evenement: { source: unknown; data: unknown; ports: unknown[] }) => void;
const ecouteurs: Ecouteur[] = [];
const fenetreDeLaPage = {
  addEventListener: (nom: string, ecouteur: Ecouteur) => {
    if (nom === 'message') ecouteurs.push(ecouteur);
  },
};

beforeAll(async () => {
  vi.stubGlobal('window', fenetreDeLaPage);
  await import('../../../electron/preload.ts');
  await import('../../../electron/main.ts');
  await vi.waitFor(() => expect(etat.fenetres[0]?.visible).toBe(true));
});

/** La page remet un port à sa propre fenêtre ; rend le client, et la fermeture du port si le bureau le refuse. */
function remettrePort(source: unknown = fenetreDeLaPage, data: unknown = CANAL_PORT) {
  const { port1, port2 } = new MessageChannel();
  port1.start();
  const ferme = new Promise<'refusé'>((fini) => port1.on('close', () => fini('refusé')));
  for (const ecouteur of ecouteurs) ecouteur({ source, data, ports: [port2] });
  const api: Api = createORPCClient(new RPCLink({ port: port1 }));
  return { api, port: port1, distant: port2, ferme };
}

test('avant d’être prête : protocole déclaré, bac à sable pour tous', () => {
  expect(etat.schemas[0]).toMatchObject({ scheme: 'app', privileges: { standard: true, secure: true } });
  expect(etat.sandbox).toBe(true);
});

test('une fenêtre, sur notre page, le menu posé, la base dans le dossier de l’agent', () => {
  expect(etat.fenetres.map((f) => f.adresse)).toEqual(['app://clas/']);
  expect(etat.menu?.articles).toHaveLength(5);
  expect(Object.keys(etat.permissions).toSorted()).toEqual(['appareil', 'demande', 'requete', 'verification']);
  expect(existsSync(join(etat.donnees, 'clas.sqlite'))).toBe(true);
});

test('la page ne reçoit que « desktop », et rien d’Electron à travers lui', () => {
  expect(Object.keys(etat.exposes)).toEqual(['desktop']);
  const desktop = etat.exposes['desktop'] as PontBureau;
  expect(Object.keys(desktop).toSorted()).toEqual(['hote', 'surAction']);
  expect(desktop.hote).toBe('electron');
  const recus: unknown[][] = [];
  const cesser = desktop.surAction((...args: unknown[]) => recus.push(args));
  etat.fenetres[0]?.webContents.send('clas:action', 'importer');
  cesser();
  etat.fenetres[0]?.webContents.send('clas:action', 'exporter');
  expect(recus).toEqual([['importer']]); // l’action seule : l’événement porterait `sender`
});

test('le port de la page mène au backend', async () => {
  const { api, port } = remettrePort();
  expect(await api.session.etat()).toMatchObject({ hote: 'bureau', version: '0.0.0-essai', agent: null });
  await api.session.creerAgent({ prenom: 'Hélène', nom: 'Dupré', courriel: null });
  expect((await api.session.etat()).agent?.prenom).toBe('Hélène');
  port.close();
});

test('chaque port a son agent', async () => {
  const { api, port } = remettrePort();
  expect(await api.session.etat()).toMatchObject({ agent: null, agents: [{ nom: 'Dupré' }] });
  port.close();
});

test('la boîte « Ouvrir » du poste rend un fichier à l’import', async () => {
  const { api, port } = remettrePort();
  const { agents } = await api.session.etat();
  await api.session.choisirAgent({ agentId: agents[0]?.id ?? 0 });
  etat.reponses.push(
    { canceled: true, filePaths: [] },
    { canceled: false, filePaths: [join(process.cwd(), 'package.json')] },
  );
  expect(await api.imports.choisir()).toBeNull();
  expect(await api.imports.choisir()).toMatchObject({ fichier: 'package.json' });
  expect(etat.boites.map((b) => b.fenetre)).toEqual([true, true]);
  port.close();
});

test.each([
  ['une autre page', { url: 'https://exemple.fr/', parent: null }],
  ['un autre hôte du même protocole', { url: 'app://autre/', parent: null }],
  ['un cadre dans notre page', { url: 'app://clas/', parent: { url: 'app://clas/', parent: null } }],
  ['un cadre disparu', null],
])('rien pour %s', async (_qui, cadre) => {
  const notre = origineMessage.cadre;
  origineMessage.cadre = cadre;
  try {
    const { ferme } = remettrePort();
    expect(await ferme).toBe('refusé');
  } finally {
    origineMessage.cadre = notre;
  }
});

test('le préchargement ne fait suivre que le port de sa propre page', async () => {
  const { distant, ferme } = remettrePort({ autre: 'fenêtre' });
  const sansMotif = remettrePort(fenetreDeLaPage, 'autre chose');
  // Restés ici : les fermer de ce côté est possible, un port transmis ne le serait plus.
  distant.close();
  sansMotif.distant.close();
  expect(await Promise.all([ferme, sansMotif.ferme])).toEqual(['refusé', 'refusé']);
});

test('un deuxième lancement ramène la fenêtre', () => {
  const fenetre = etat.fenetres[0];
  if (fenetre === undefined) throw new Error('aucune fenêtre');
  fenetre.reduite = true;
  app.emit('second-instance', {}, ['clas'], '/');
  expect(fenetre).toMatchObject({ reduite: false, focalisations: 1 });
  expect(etat.fenetres).toHaveLength(1);
});

test('la dernière fenêtre fermée, la place est gardée et la base rangée', () => {
  etat.fenetres[0]?.close();
  expect(etat.fin).toBe(0);
  expect(JSON.parse(readFileSync(join(etat.donnees, 'fenetre.json'), 'utf8'))).toMatchObject({ agrandie: false });
  // Une base bien fermée ne laisse pas de journal d’écritures à côté d’elle.
  expect(existsSync(join(etat.donnees, 'clas.sqlite-wal'))).toBe(false);
  // Le dossier de travail de ce processus est vidé ; celui d’un autre hôte ouvert resterait.
  expect(readdirSync(join(etat.donnees, 'travail'))).toEqual([]);
});
