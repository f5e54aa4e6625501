import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ouvrirBase } from '../../../../db/open.ts';
import { verifierBase } from '../../../../electron/backend/journal.ts';
import { ouvrirAtelier } from '../argent-essai.ts';
import { dossierTemporaire, MIGRATIONS } from '../socle-essai.ts';
import { ECHEANCIER_70, preparerLeTerrain } from './lot-essai.ts';

const fichier = join(dossierTemporaire(), 'coupure.sqlite');
beforeAll(() => {
  const atelier = ouvrirAtelier();
  const banc = atelier.ouvrir({ echeancier: ECHEANCIER_70 }, null);
  preparerLeTerrain(banc);
  banc.context.db.$client.exec(`VACUUM INTO '${fichier}'`);
  banc.fermer();
  atelier.fermer();
});

/** Arrache le processus qui valide, un instant au hasard après son premier lot. */
async function couper(apresMs: number): Promise<void> {
  const enfant = spawn(process.execPath, ['test/electron/backend/lots/valider-dans-un-processus.ts', fichier], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const fini = new Promise((ok) => enfant.once('exit', ok));
  await new Promise((ok) => enfant.stdout.once('data', ok));
  await new Promise((ok) => setTimeout(ok, apresMs));
  enfant.kill('SIGKILL');
  await fini;
}

test('arraché pendant qu’il valide : base entière, numéros sans trou, aucun lot à moitié', async () => {
  for (const ms of [40, 90, 170, 260]) await couper(ms);
  const db = ouvrirBase(fichier, { migrations: MIGRATIONS, creer: false, maintenant: '2026-12-01T09:00:00.000Z' });
  try {
    expect(verifierBase({ db }).controles.filter((c) => !c.sain)).toEqual([]);
    const rangs = db.$client.prepare('SELECT rang FROM lots WHERE rang IS NOT NULL ORDER BY rang').pluck().all();
    expect(rangs.length).toBeGreaterThan(0);
    expect(rangs).toEqual(rangs.map((_, i) => i + 1));
    expect(
      db.$client
        .prepare(
          "SELECT id FROM lots WHERE etat IN ('annule', 'abandonne') AND id IN (SELECT lot_id FROM lignes_lot WHERE active = 1)",
        )
        .all(),
    ).toEqual([]);
  } finally {
    db.$client.close();
  }
}, 60_000);
