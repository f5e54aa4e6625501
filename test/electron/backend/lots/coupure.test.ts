import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as attendre } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLAS, lancerClas, node } from '../../../clas.ts';
import { premierOctetEcrit } from '../../../couper.ts';
import { ouvrirAtelier } from '../argent-essai.ts';
import { dossierTemporaire } from '../socle-essai.ts';
import { agreer, confirmer, ECHEANCIER_70, preparer, signer } from './lot-essai.ts';

const dossier = dossierTemporaire();
/** Un lot préparé par Camille, à valider par Hugo. */
const lotPrepare = join(dossier, 'lot.sqlite');
/** Trois dossiers agréés, sans convention. */
const agrees = join(dossier, 'agrees.sqlite');
const base = join(dossier, 'base.sqlite');
const sortie = join(dossier, 'conventions.pdf');

beforeAll(() => {
  const atelier = ouvrirAtelier();
  const banc = atelier.ouvrir({ echeancier: ECHEANCIER_70 }, null);
  const { $client: client } = banc.context.db;
  const dossiers = agreer(banc);
  client.exec(`VACUUM INTO '${agrees}'`);
  for (const d of dossiers) {
    signer(banc.context, banc.campagneId, d.id);
    confirmer(banc, d);
  }
  preparer(banc);
  client.exec(`VACUUM INTO '${lotPrepare}'`);
  banc.fermer();
  atelier.fermer();
});
afterAll(() => rmSync(dossier, { recursive: true, force: true }));

const VALIDER = ['lot', 'valider', '--lot', '1', '--agent', 'Hugo Essai'];
const GENERER = ['conventions', 'generer', '--sortie', sortie, '--agent', 'Camille Essai'];

function repartirDe(modele: string): void {
  for (const suffixe of ['', '-wal', '-shm']) rmSync(base + suffixe, { force: true });
  rmSync(sortie, { force: true });
  copyFileSync(modele, base);
}

/** Lance la commande, la tue net quand `attente` le dit, et rend la durée qu’elle aura eue. */
async function couper(args: readonly string[], attente: (enfant: ChildProcess) => Promise<void>): Promise<number> {
  const debut = performance.now();
  const enfant = spawn(node(), [CLAS, ...args, '--base', base], { stdio: 'ignore' });
  const fini = new Promise((resolve) => enfant.once('exit', resolve));
  await Promise.race([fini, attente(enfant)]);
  enfant.kill('SIGKILL');
  await fini;
  return performance.now() - debut;
}

/**
 * Où couper : au fil de la commande, plus serré vers la fin, où elle écrit ; et au premier octet qu’elle écrit.
 * L’instant où chacune tombe dépend de la machine : avant ou après, les deux sont permis, jamais l’entre-deux.
 */
function coupures(duree: number) {
  const moments = [0.5, 0.85, 1.05].map((part) => () => attendre(part * duree));
  return [...moments, (enfant: ChildProcess) => premierOctetEcrit(base, enfant)];
}

function lire<T>(requete: string): T[] {
  const db = new Database(base);
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    return db.prepare(requete).all() as T[];
  } finally {
    db.close();
  }
}

function journalSain(): void {
  expect(lancerClas('verifier', '--base', base)).toMatchObject({ code: 0, json: { sain: true } });
}

describe('kill -9', () => {
  test('à la validation d’un lot : tout ou rien, et le numéro suivant est le suivant', async () => {
    interface LotLu {
      readonly etat: string;
      readonly numero: string | null;
      readonly contenu: number;
      readonly journal: number;
    }
    const lot = () =>
      lire<LotLu>(
        `SELECT etat, numero, contenu IS NOT NULL AS contenu,
           (SELECT count(*) FROM journal WHERE action = 'lot.valider') AS journal FROM lots`,
      );
    repartirDe(lotPrepare);
    const duree = await couper(VALIDER, () => new Promise(() => {}));
    expect(lot()).toEqual([{ etat: 'valide', numero: '2026-001', contenu: 1, journal: 1 }]);

    for (const coupure of coupures(duree)) {
      repartirDe(lotPrepare);
      await couper(VALIDER, coupure);
      const [apres] = lot();
      if (apres?.etat === 'prepare') {
        expect(apres).toEqual({ etat: 'prepare', numero: null, contenu: 0, journal: 0 });
        expect(lancerClas(...VALIDER, '--base', base)).toMatchObject({ code: 0, json: { numero: '2026-001' } });
      } else expect(apres).toEqual({ etat: 'valide', numero: '2026-001', contenu: 1, journal: 1 });
    }
    // Validé une seconde fois, il se refuse ; aucun numéro n’est pris.
    expect(lancerClas(...VALIDER, '--base', base).code).toBe(1);
    expect(lot()).toEqual([{ etat: 'valide', numero: '2026-001', contenu: 1, journal: 1 }]);
    journalSain();
  });

  test('à la génération des conventions : aucun numéro perdu, aucun papier à moitié', async () => {
    const numeros = () => lire<{ numero: string }>('SELECT numero FROM conventions ORDER BY rang').map((l) => l.numero);
    repartirDe(agrees);
    const duree = await couper(GENERER, () => new Promise(() => {}));
    const entiers = numeros();
    expect(entiers).toHaveLength(3);

    for (const coupure of coupures(duree)) {
      repartirDe(agrees);
      await couper(GENERER, coupure);
      const apres = numeros().length;
      expect([0, 3]).toContain(apres);
      if (apres === 0) expect(lancerClas(...GENERER, '--base', base).code).toBe(0);
      expect(numeros()).toEqual(entiers);
    }
    journalSain();
  });
});
