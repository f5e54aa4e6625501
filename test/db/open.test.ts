import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { APPLICATION_ID, BaseRefusee } from '../../db/base.ts';
import { refuserReseau } from '../../db/controler-fichier.ts';
import { ouvrirBase } from '../../db/open.ts';
import { dossierTemporaire, INSTANT, MIGRATIONS, ouvrir, remplir } from './bases.ts';

function sha256(fichier: string): string {
  return createHash('sha256').update(readFileSync(fichier)).digest('hex');
}

function refus(action: () => unknown): BaseRefusee {
  try {
    action();
  } catch (cause) {
    if (cause instanceof BaseRefusee) return cause;
    throw cause;
  }
  throw new Error('la base aurait dû être refusée');
}

test('réglages d’ouverture', () => {
  const db = ouvrir(join(dossierTemporaire(), 'a.sqlite'));
  const lire = (pragma: string) => db.$client.pragma(pragma, { simple: true });
  expect({
    journal_mode: lire('journal_mode'),
    synchronous: lire('synchronous'),
    foreign_keys: lire('foreign_keys'),
    trusted_schema: lire('trusted_schema'),
    cell_size_check: lire('cell_size_check'),
    secure_delete: lire('secure_delete'),
    recursive_triggers: lire('recursive_triggers'),
    application_id: lire('application_id'),
    user_version: Number(lire('user_version')) > 0,
  }).toEqual({
    journal_mode: 'wal',
    synchronous: 2,
    foreign_keys: 1,
    trusted_schema: 0,
    cell_size_check: 1,
    secure_delete: 1,
    recursive_triggers: 1,
    application_id: APPLICATION_ID,
    user_version: true,
  });
  db.$client.close();
});

test('toutes les tables sont STRICT', () => {
  const db = ouvrir(join(dossierTemporaire(), 'a.sqlite'));
  const laches = db.$client
    .prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
    )
    .pluck()
    .all();
  expect(laches).toEqual([]);
  db.$client.close();
});

describe('refusées, chacune par sa phrase, et jamais touchées', () => {
  const preparer = (ecrire: (fichier: string) => void) => {
    const fichier = join(dossierTemporaire(), 'base.sqlite');
    ecrire(fichier);
    return fichier;
  };
  const cas: [string, string, RegExp, (fichier: string) => void][] = [
    [
      'version plus récente',
      'plus_recente',
      /version plus récente/,
      (f) => {
        const db = ouvrir(f);
        db.$client.pragma('user_version = 9999');
        db.$client.pragma('wal_checkpoint(TRUNCATE)');
        db.$client.close();
      },
    ],
    [
      'autre application',
      'autre_application',
      /autre application/,
      (f) => {
        const db = new Database(f);
        db.exec('CREATE TABLE t (a)');
        db.close();
      },
    ],
    ['pas une base', 'abimee', /en-tête abîmé/, (f) => writeFileSync(f, Buffer.alloc(4096, 7))],
    [
      'abîmée',
      'abimee',
      /abîmée/,
      (f) => {
        const db = ouvrir(f);
        remplir(db);
        db.$client.pragma('wal_checkpoint(TRUNCATE)');
        db.$client.close();
        const octets = readFileSync(f);
        octets.fill(0xff, 4096, 4096 * 12);
        writeFileSync(f, octets);
      },
    ],
  ];
  test.each(cas)('%s', (_nom, code, phrase, ecrire) => {
    const fichier = preparer(ecrire);
    const avant = sha256(fichier);
    const erreur = refus(() => ouvrir(fichier));
    expect(erreur.code).toBe(code);
    expect(erreur.message).toMatch(phrase);
    expect(sha256(fichier)).toBe(avant);
  });

  test('absente quand elle ne doit pas être créée', () => {
    const fichier = join(dossierTemporaire(), 'rien.sqlite');
    const erreur = refus(() => ouvrirBase(fichier, { migrations: MIGRATIONS, creer: false, maintenant: INSTANT }));
    expect(erreur.code).toBe('introuvable');
  });

  test.each([
    '\\\\serveur\\partage\\clas.sqlite',
    '//serveur/partage/clas.sqlite',
    '\\\\?\\UNC\\serveur\\partage\\clas.sqlite',
  ])('emplacement réseau %s', (chemin) => {
    expect(refus(() => refuserReseau(chemin)).code).toBe('reseau');
  });

  test.each([0x6969, 0xff534d42])('partage monté (type %i)', (type) => {
    const fichier = join(dossierTemporaire(), 'a.sqlite');
    expect(refus(() => refuserReseau(fichier, () => type)).code).toBe('reseau');
  });
});

test('un fichier vide laissé par un arrêt à la création devient une base neuve', () => {
  const fichier = join(dossierTemporaire(), 'a.sqlite');
  writeFileSync(fichier, '');
  const db = ouvrir(fichier);
  expect(db.$client.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
  db.$client.close();
});
