import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ecrire } from '../../../../db/ecrire.ts';
import { lignesAlterees } from '../../../../db/empreintes.ts';
import { creerAgent } from '../../../../db/queries/agents.ts';
import { insererSeance } from '../../../../db/queries/seances.ts';
import { acteurDuPoste } from '../../../../electron/backend/acteur.ts';
import { verifierArchive } from '../../../../electron/backend/cloture/archive/verifier-archive.ts';
import { router } from '../../../../electron/backend/router.ts';
import { COMMANDES } from '../../../../electron/cli/commandes.ts';
import { COMMANDES_SANS_BASE } from '../../../../electron/cli/commandes-cloture.ts';
import type { Api } from '../../../../shared/contract/client.ts';
import { importer, lectureDe, SEANCE, SIRETS, source } from '../argent-essai.ts';
import { type Essai, ouvrirEssai, resultat } from '../socle-essai.ts';

let essai: Essai;
let camille: Api;
let hugo: Api;
let campagneId: number;

/** Deux porteurs ; le premier agréé, le second refusé. */
beforeEach(async () => {
  essai = ouvrirEssai();
  const { context } = essai;
  const [premier, second] = ecrire(context.db, acteurDuPoste(context), (tx) =>
    ['Camille', 'Hugo'].map((prenom) => creerAgent(tx, { prenom, nom: 'Essai', courriel: null }).id),
  );
  context.session.agentId = premier ?? null;
  camille = createRouterClient(router, { context });
  hugo = createRouterClient(router, { context: { ...context, session: { agentId: second ?? null } } });
  const campagne = await camille.campagnes.creer({
    anneeScolaire: '2026-2027',
    enveloppeCentimes: 9_000_000,
    dateLimiteDepot: '2026-03-31',
    baremeCle: 'loiret-2019',
    charteCle: 'modele-depliant',
  });
  campagneId = campagne.id;
  importer(
    context,
    campagneId,
    lectureDe([source(), source({ numero: '1002', nom: 'Refusés, "Cie"', siret: SIRETS[1] ?? '', iban: null })]),
  );
  const seanceId = ecrire(context.db, { ...acteurDuPoste(context), agentId: premier ?? 0 }, (tx) =>
    insererSeance(tx, campagneId, SEANCE),
  );
  const collectifs = context.db.$client
    .prepare('SELECT k.id, d.numero FROM collectifs k JOIN dossiers d ON d.id = k.dossier_id')
    .all() as { id: number; numero: string }[];
  const de = (numero: string) => collectifs.filter((c) => c.numero === numero).map((c) => c.id);
  const motif = (await camille.parametres.lire({})).motifs.find((m) => m.natures.includes('refuse'))?.code ?? null;
  await camille.seances.decider({ seanceId, collectifIds: de('1001'), nature: 'agree', motif: null, texte: '' });
  await camille.seances.decider({ seanceId, collectifIds: de('1002'), nature: 'refuse', motif, texte: 'hors cadre' });
});
afterEach(() => essai.fermer());

const code = (attendu: string) => ({ data: { code: attendu } });

async function toutExpliquer(): Promise<void> {
  for (const { cle, phrase } of (await camille.cloture.lire({ campagneId })).obstacles)
    await camille.cloture.expliquer({ campagneId, points: [{ cle, phrase }], texte: `porteur dissous (${cle})` });
}

test('clore demande que tout soit réglé ou expliqué ; rouvrir, un autre agent et un motif', async () => {
  const avant = await camille.cloture.lire({ campagneId });
  expect(avant.obstacles.map((o) => [o.code, o.raisonSociale])).toEqual([
    ['convention', 'Les Amis'],
    ['bilan', 'Les Amis'],
    ['echeance', 'Les Amis'],
  ]);
  expect(avant.sommes).toMatchObject({ dossiers: 2, dossiersAgrees: 1, payeCentimes: 0 });
  expect(avant.sommes.agreeCentimes).toBeGreaterThan(0);
  expect(avant.sommes.resteAPayerCentimes).toBe(avant.sommes.agreeCentimes);
  await expect(camille.cloture.clore({ campagneId })).rejects.toThrow(
    '3 restes à régler ou à expliquer avant de clore : Les Amis (dossier 1001), convention non signée',
  );
  const expliquer = (cle: string, phrase: string, texte: string) =>
    camille.cloture.expliquer({ campagneId, points: [{ cle, phrase }], texte });
  await expect(expliquer('indu:9', '', 'x')).rejects.toMatchObject(code('obstacle_regle'));
  await toutExpliquer();
  // Un texte vide retire l’explication.
  const [premier] = avant.obstacles;
  const { cle = '', phrase = '' } = premier ?? {};
  expect((await expliquer(cle, phrase, '')).aRegler).toBe(1);
  await expect(camille.cloture.clore({ campagneId })).rejects.toMatchObject(code('restes'));
  await toutExpliquer();
  const clos = await camille.cloture.clore({ campagneId });
  expect(clos).toMatchObject({ closePar: 'Camille Essai', aRegler: 0, archive: null });
  expect(lignesAlterees(essai.context.db)).toEqual([]);
  const gardee = essai.context.db.$client.prepare('SELECT cloture FROM campagnes').pluck().get() as string;
  expect(JSON.parse(gardee)).toMatchObject({
    sommes: avant.sommes,
    restes: [
      expect.stringContaining('Les Amis (dossier 1001) : convention non signée : porteur dissous'),
      expect.any(String),
      expect.any(String),
    ],
  });
  await expect(camille.cloture.clore({ campagneId })).rejects.toMatchObject(code('campagne_close'));
  await expect(expliquer(cle, phrase, 'x')).rejects.toMatchObject(code('campagne_close'));
  await expect(camille.cloture.rouvrir({ campagneId, motif: 'erreur' })).rejects.toMatchObject(code('meme_agent'));
  const rouverte = await hugo.cloture.rouvrir({ campagneId, motif: 'un solde oublié' });
  expect(rouverte).toMatchObject({
    closeLe: null,
    gestes: [{ action: 'cloture.rouvrir', motif: 'un solde oublié' }, { action: 'cloture.clore' }],
  });
  await camille.campagnes.modifier({ campagneId, enveloppeCentimes: 1, dateLimiteDepot: '2026-04-01', motif: 'essai' });
  await expect(hugo.cloture.rouvrir({ campagneId, motif: 'x' })).rejects.toMatchObject(code('ouverte'));
});

test('un lot préparé ne s’explique pas', async () => {
  const { db } = essai.context;
  db.$client
    .prepare(
      "INSERT INTO lots (campagne_id, exercice, libelle, date_prevue, etat, prepare_par, prepare_le) VALUES (?, 2026, 'Acomptes', '2026-11-30', 'prepare', 1, '2026-06-12T08:00:00.000Z')",
    )
    .run(campagneId);
  const { obstacles } = await camille.cloture.lire({ campagneId });
  const lot = obstacles.at(-1);
  expect(lot).toMatchObject({
    code: 'lot_prepare',
    explicable: false,
    phrase: 'lot « Acomptes », préparé : validez-le ou abandonnez-le',
  });
  const point = { cle: lot?.cle ?? '', phrase: lot?.phrase ?? '' };
  await expect(camille.cloture.expliquer({ campagneId, points: [point], texte: 'x' })).rejects.toMatchObject(
    code('inexplicable'),
  );
});

test('l’archive se relit : chaque table, chaque somme, chaque fichier ; un octet changé se voit', async () => {
  const { db, fichierBase } = essai.context;
  await expect(resultat(camille.cloture.archiver({ campagneId }))).rejects.toMatchObject(code('ouverte'));
  await toutExpliquer();
  await camille.cloture.clore({ campagneId });
  // Un fichier reçu dans la réserve ; l’import d’essai en cite un autre, qui manque.
  const contenu = Buffer.from('statuts');
  const sha256 = createHash('sha256').update(contenu).digest('hex');
  const reserve = join(dirname(fichierBase), 'fichiers', sha256.slice(0, 2));
  mkdirSync(reserve, { recursive: true });
  writeFileSync(join(reserve, sha256), contenu);
  db.$client
    .prepare('UPDATE import_fichiers SET sha256 = ? WHERE rowid = (SELECT min(rowid) FROM import_fichiers)')
    .run(sha256);
  const faite = await resultat(camille.cloture.archiver({ campagneId }));
  expect(faite).toMatchObject({ fichiers: 1, manques: [expect.stringContaining('imports : ')] });
  expect(readdirSync(dirname(faite.chemin))).toEqual([faite.nom]);
  expect(createHash('sha256').update(readFileSync(faite.chemin)).digest('hex')).toBe(faite.sha256);
  expect((await camille.cloture.lire({ campagneId })).archive).toMatchObject({
    sha256: faite.sha256,
    par: 'Camille Essai',
  });

  // Contre la base elle-même, relue ici : toutes les tables, sauf le journal qui a noté l’archive depuis.
  const relue = await verifierArchive(faite.chemin);
  expect(relue).toMatchObject({ anneeScolaire: '2026-2027', ecarts: [] });
  const tables = db.$client
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all() as string[];
  expect(relue.tables).toBe(tables.length);
  const lignes = tables.reduce(
    (n, t) => n + Number(db.$client.prepare(`SELECT count(*) FROM "${t}"`).pluck().get()),
    0,
  );
  expect(relue.lignes).toBe(lignes - 1);

  const abimee = join(essai.dossier, 'abimee.zip');
  copyFileSync(faite.chemin, abimee);
  const octets = readFileSync(abimee);
  const place = octets.indexOf('statuts');
  octets[place] = 'S'.charCodeAt(0);
  writeFileSync(abimee, octets);
  const verdict = await verifierArchive(abimee);
  expect(verdict.ecarts.join()).toContain(sha256);
  await expect(verifierArchive(fichierBase)).rejects.toMatchObject({ code: 'archive_illisible' });

  const commande = COMMANDES_SANS_BASE.get('archive-verifier');
  if (!commande) throw new Error('commande absente');
  expect(await commande.executer({ valeurs: {}, fichiers: [faite.chemin], sortie: null })).toMatchObject({
    refuse: false,
  });
  expect(await commande.executer({ valeurs: {}, fichiers: [abimee], sortie: null })).toMatchObject({ refuse: true });
  expect(existsSync(`${faite.chemin}.en-cours`)).toBe(false);
});

test('l’année suivante reprend barème, charte, étapes et pièces ; la ligne de commande clôt comme l’écran', async () => {
  const avant = await camille.campagnes.lire({ campagneId });
  const suivante = await camille.cloture.ouvrirSuivante({ campagneId });
  const apres = await camille.campagnes.lire(suivante);
  expect(apres).toMatchObject({
    anneeScolaire: '2027-2028',
    enveloppeCentimes: null,
    dateLimiteDepot: '2027-03-31',
    charteId: avant.charteId,
    bareme: { ...avant.bareme, anneeScolaire: '2027-2028', origine: 'repris de la campagne 2026-2027' },
  });
  expect(apres.baremeId).not.toBe(avant.baremeId);
  expect(apres.etapes.map((e) => e.debut)).toEqual(
    avant.etapes.map((e) => `${Number(e.debut.slice(0, 4)) + 1}${e.debut.slice(4)}`),
  );
  await expect(camille.cloture.ouvrirSuivante({ campagneId })).rejects.toMatchObject(code('campagne_existante'));
  const cloture = COMMANDES.get('cloture');
  if (!cloture) throw new Error('commande absente');
  const lancer = (geste: string, agent: string | null = 'Camille Essai') =>
    cloture.executer(essai.context, {
      valeurs: { campagne: '2026-2027', ...(agent === null ? {} : { agent }) },
      fichiers: [geste],
      sortie: null,
    });
  expect(lancer('verifier')).toMatchObject({ refuse: true, texte: expect.stringContaining('3 restes à régler') });
  // Clore engage un agent de la base, jamais « la ligne de commande » ni un nom inventé.
  expect(() => lancer('clore', null)).toThrow('--agent');
  expect(() => lancer('clore', 'Personne Inconnue')).toThrow('n’est pas un agent');
  expect(() => lancer('clore')).toThrow('3 restes à régler');
  expect(() => lancer('rouvrir')).toThrow('--motif');
});
