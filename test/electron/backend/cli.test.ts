import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { lireTableur } from '../../../electron/backend/tableurs/lire-tableur.ts';
import { formaterEuros, formaterMontant } from '../../../shared/domaine/nombres.ts';
import { CLAS, lancerClas } from '../../clas.ts';
import { dossierTemporaire, EXEMPLE } from './socle-essai.ts';

interface Sortie {
  readonly code: number | null;
  // Le JSON d’une commande est ce que l’essai interroge : sa forme est vérifiée par les attentes.
  readonly json: Record<string, never>;
  readonly texte: string;
}

function clas(...args: string[]): Sortie {
  return lancerClas<Record<string, never>>(...args);
}

interface DossierCli {
  readonly numero: string;
  readonly structure: { readonly raisonSociale: string; readonly siret: string | null };
  readonly coutCentimes: number;
  readonly demandeCentimes: number | null;
  readonly droitCentimes: number;
  readonly agreeCentimes: number | null;
  readonly decision: string | null;
  readonly collectifs: readonly {
    readonly droitCentimes: number;
    readonly coutCentimes: number;
    readonly decision: string | null;
  }[];
}

describe('clas demo', () => {
  const sortie = join(dossierTemporaire(), 'demo');
  const base = join(sortie, 'base.sqlite');
  let demo: Sortie;
  let dossiers: readonly DossierCli[];
  const somme = (f: (d: DossierCli) => number) => dossiers.reduce((n, d) => n + f(d), 0);
  beforeAll(() => {
    demo = clas('demo', '--sortie', sortie);
    dossiers = clas('dossiers', '--base', base).json as unknown as DossierCli[];
  }, 120_000);

  test('crée la base et les deux documents, et dit ses totaux et ses règles', () => {
    expect(demo.code).toBe(0);
    expect(demo.json).toMatchObject({
      dossiers: 60,
      collectifs: 140,
      regles: { lecture: expect.stringContaining('règle'), decision: expect.stringContaining('règle') },
    });
    for (const nom of ['base.sqlite', 'dossier-de-seance.pdf', 'echeancier.xlsx'])
      expect(existsSync(join(sortie, nom)), nom).toBe(true);
  });

  test('les totaux sont égaux au centime entre la base, les dossiers et l’échéancier', async () => {
    const db = new Database(base, { readonly: true });
    const decide = db.prepare('SELECT sum(montant_centimes) FROM decisions WHERE en_vigueur = 1').pluck().get();
    const echeances = db.prepare('SELECT sum(montant_centimes) FROM echeances').pluck().get();
    db.close();
    expect(somme((d) => d.agreeCentimes ?? 0)).toBe(decide);
    expect(echeances).toBe(decide);
    expect(demo.json['echeancierCentimes']).toBe(decide);
    expect(demo.json['droitCentimes']).toBe(somme((d) => d.droitCentimes));
    for (const d of dossiers) expect(d.collectifs.reduce((n, c) => n + c.droitCentimes, 0)).toBe(d.droitCentimes);
    const { feuilles } = await lireTableur(join(sortie, 'echeancier.xlsx'));
    expect(feuilles.map((f) => f.nom)).toEqual(['Échéancier', 'Récapitulatif', 'Contrôles', 'Paramètres']);
    const [entetes, ...lignes] = feuilles[0]?.lignes ?? [];
    const colonne = entetes?.cellules.find((c) => c.brut.toLowerCase() === 'montant')?.colonne;
    const montants = lignes.flatMap((l) => {
      const porteur = l.cellules.find((c) => c.colonne === 6)?.contenu.type === 'texte'; // SIRET : les lignes de détail
      const c = l.cellules.find((x) => x.colonne === colonne)?.contenu;
      return porteur && c?.type === 'nombre' ? [Math.round(c.valeur * 100)] : [];
    });
    const sansSiret = dossiers
      .filter((d) => d.structure.siret === null)
      .reduce((n, d) => n + (d.agreeCentimes ?? 0), 0);
    expect(montants.reduce((n, m) => n + m, 0) + sansSiret).toBe(decide);
  });

  test.skipIf(spawnSync('pdftotext', ['-v']).error !== undefined)(
    'le PDF contient chaque porteur et chaque montant',
    () => {
      const texte = execFileSync('pdftotext', ['-layout', join(sortie, 'dossier-de-seance.pdf'), '-'], {
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      });
      const serre = texte.replaceAll(/\s+/g, '');
      const contient = (attendu: string) => serre.includes(attendu.replaceAll(/\s+/g, ''));
      expect(texte).not.toContain('\uFFFD');
      expect(contient(formaterEuros(somme((d) => d.droitCentimes)))).toBe(true);
      for (const d of dossiers) {
        expect(contient(d.structure.raisonSociale.slice(0, 30)), d.structure.raisonSociale).toBe(true);
        for (const montant of [
          d.coutCentimes,
          d.droitCentimes,
          d.demandeCentimes ?? 0,
          d.agreeCentimes ?? 0,
          ...d.collectifs.flatMap((c) => [c.droitCentimes, c.coutCentimes]),
        ]) {
          if (montant > 0)
            expect(contient(formaterMontant(montant)), `${d.numero} ${formaterMontant(montant)}`).toBe(true);
        }
      }
    },
  );

  test('clas verifier est sain, puis dit ce qui a été changé hors de l’application', () => {
    expect(clas('verifier', '--base', base)).toMatchObject({ code: 0, json: { sain: true } });
    const db = new Database(base);
    db.exec('UPDATE echeances SET montant_centimes = montant_centimes + 1 WHERE id = 1');
    db.close();
    const apres = clas('verifier', '--base', base);
    expect(apres.code).toBe(1);
    expect(apres.texte).toContain('echeances n° 1');
  });

  test('refuse un dossier qui n’est pas vide', () => {
    expect(clas('demo', '--sortie', sortie)).toMatchObject({
      code: 1,
      json: { erreurs: [{ code: 'dossier_non_vide' }] },
    });
  });
});

describe('clas creer et importer', () => {
  const dossier = dossierTemporaire();
  const base = join(dossier, 'base.sqlite');
  beforeAll(() => {
    expect(clas('creer', '--base', base, '--campagne', '2026-2027', '--enveloppe', '26000000')).toMatchObject({
      code: 0,
      json: { enveloppeCentimes: 26_000_000 },
    });
  });

  test('à blanc, rien n’est écrit ; puis importé ; puis inchangé', () => {
    const nouveaux = { dossiers: { nouveaux: 60 }, collectifs: { nouveaux: 140 } };
    expect(clas('importer', '--base', base, EXEMPLE, '--a-blanc')).toMatchObject({ code: 0, json: nouveaux });
    const importe = clas('importer', '--base', base, EXEMPLE);
    expect(importe).toMatchObject({ code: 0, json: nouveaux });
    const colonnes = importe.json['colonnes'] as unknown as {
      entete: string;
      champ: string | null;
      confiance: number;
    }[];
    expect(colonnes.filter((c) => c.champ !== null).length).toBeGreaterThan(60);
    expect(clas('importer', '--base', base, EXEMPLE)).toMatchObject({
      json: { dossiers: { nouveaux: 0, modifies: 0, inchanges: 60, disparus: 0 }, structures: { nouvelles: 0 } },
    });
  });

  test.each([
    ['sans base', ['dossiers'], 2, 'usage'],
    ['commande inconnue', ['rien'], 2, 'usage'],
    ['option inconnue', ['dossiers', '--bse', 'x'], 2, 'usage'],
    ['base absente', ['dossiers', '--base', join(dossier, 'absente.sqlite')], 1, 'introuvable'],
    ['base déjà là', ['creer', '--base', base, '--campagne', '2027-2028'], 1, 'base_existante'],
    [
      'barème inconnu',
      ['creer', '--base', join(dossier, 'b2.sqlite'), '--campagne', '2027-2028', '--bareme', 'x'],
      1,
      'bareme_inconnu',
    ],
    ['fichier absent', ['importer', '--base', base, join(dossier, 'absent.xlsx')], 1, 'fichier_absent'],
    ['sans séance', ['dossier-de-seance', '--base', base, '--sortie', join(dossier, 'x.pdf')], 1, 'seance_absente'],
  ])('refus dit en JSON : %s', (_nom, args, code, raison) => {
    expect(clas(...args)).toMatchObject({
      code,
      json: { erreurs: [{ code: raison, message: expect.stringMatching(/\p{L}/u) }] },
    });
  });

  test('fichiers hostiles : chacun sa phrase, et la base n’a pas bougé', () => {
    const avant = clas('dossiers', '--base', base).texte;
    const fichiers: [string, Buffer][] = [
      ['vide.xlsx', Buffer.alloc(0)],
      ['hasard.xlsx', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919 + 13) % 251))],
      ['page.xls', Buffer.from('<!doctype html><html><body><table><tr><td>1</td></tr></table></body></html>')],
      ['document.pdf', Buffer.from('%PDF-1.7\n%âãÏÓ\n')],
    ];
    const phrases = fichiers.map(([nom, contenu]) => {
      const chemin = join(dossier, nom);
      writeFileSync(chemin, contenu);
      const r = clas('importer', '--base', base, chemin);
      expect(r.code, nom).toBe(1);
      return String((r.json['erreurs'] as unknown as { message: string }[])[0]?.message);
    });
    expect(new Set(phrases).size).toBe(fichiers.length);
    expect(clas('dossiers', '--base', base).texte).toBe(avant);
  });

  test('kill -9 au milieu d’un import : rien ou tout, puis réimporté entier', async () => {
    const sous = join(dossier, 'tue');
    mkdirSync(sous);
    for (let essai = 0; essai < 2; essai++) {
      const fichier = join(sous, `base-${essai}.sqlite`);
      clas('creer', '--base', fichier, '--campagne', '2026-2027');
      await tuerApresEcriture(fichier, 40 * essai);
      const db = new Database(fichier);
      const n = Number(db.prepare('SELECT count(*) FROM dossiers').pluck().get());
      expect([0, 60]).toContain(n);
      db.close();
      expect(clas('importer', '--base', fichier, EXEMPLE).code).toBe(0);
      expect((clas('dossiers', '--base', fichier).json as unknown as DossierCli[]).length).toBe(60);
      expect(clas('verifier', '--base', fichier).code).toBe(0);
    }
  }, 120_000);
});

/** Tue l’import dès que la transaction grossit le fichier -wal, plus un délai. */
async function tuerApresEcriture(fichier: string, delaiMs: number): Promise<void> {
  const enfant: ChildProcess = spawn(process.execPath, [CLAS, 'importer', '--base', fichier, EXEMPLE, '--json'], {
    stdio: 'ignore',
  });
  const fini = new Promise<void>((resolve) => enfant.once('exit', () => resolve()));
  const montre = setInterval(() => {
    if (existsSync(`${fichier}-wal`) && readFileSync(`${fichier}-wal`).length > 20_000) {
      clearInterval(montre);
      setTimeout(() => enfant.kill('SIGKILL'), delaiMs);
    }
  }, 1);
  await fini;
  clearInterval(montre);
}
