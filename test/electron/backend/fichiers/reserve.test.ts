import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cheminReserve, lireReserve, reserver } from '../../../../electron/backend/fichiers/reserve.ts';

let dossier: string;
let reserve: { fichierBase: string };
beforeEach(() => {
  dossier = mkdtempSync(join(tmpdir(), 'clas-reserve-'));
  reserve = { fichierBase: join(dossier, 'base.sqlite') };
});
afterEach(() => rmSync(dossier, { recursive: true }));

function recevoir(contenu: string): string {
  const chemin = join(dossier, 'recu.xlsx');
  writeFileSync(chemin, contenu);
  return chemin;
}

test('un fichier reçu est gardé sous son empreinte, et se relit à l’octet près', async () => {
  const sha256 = createHash('sha256').update('réponses').digest('hex');
  expect(await reserver(reserve, recevoir('réponses'))).toEqual({ sha256, octets: 9 });
  expect(cheminReserve(reserve, sha256)).toBe(join(dossier, 'fichiers', sha256.slice(0, 2), sha256));
  expect((await lireReserve(reserve, sha256, 'réponses.xlsx')).toString()).toBe('réponses');
});

test('deux fois le même contenu n’y est qu’une fois', async () => {
  const { sha256 } = await reserver(reserve, recevoir('a'));
  const premier = statSync(cheminReserve(reserve, sha256));
  await reserver(reserve, recevoir('a'));
  expect(statSync(cheminReserve(reserve, sha256)).ino).toBe(premier.ino);
  expect(readdirSync(join(dossier, 'fichiers', sha256.slice(0, 2)))).toEqual([sha256]);
});

test('un fichier resté à moitié écrit est remplacé', async () => {
  const { sha256 } = await reserver(reserve, recevoir('entier'));
  writeFileSync(cheminReserve(reserve, sha256), 'ent');
  await reserver(reserve, recevoir('entier'));
  expect(readFileSync(cheminReserve(reserve, sha256), 'utf8')).toBe('entier');
});

test('changé ou perdu, il n’est pas rendu', async () => {
  const { sha256 } = await reserver(reserve, recevoir('vrai'));
  writeFileSync(cheminReserve(reserve, sha256), 'faux');
  await expect(lireReserve(reserve, sha256, 'a.xlsx')).rejects.toMatchObject({ code: 'fichier_change' });
  rmSync(cheminReserve(reserve, sha256));
  await expect(lireReserve(reserve, sha256, 'a.xlsx')).rejects.toMatchObject({ code: 'fichier_perdu' });
});

test('une empreinte qui n’en est pas une ne sert pas de chemin', () => {
  expect(() => cheminReserve(reserve, '../../etc/passwd')).toThrow('malformée');
  expect(() => cheminReserve(reserve, 'A'.repeat(64))).toThrow('malformée');
});
