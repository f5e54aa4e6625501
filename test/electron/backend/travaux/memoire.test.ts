import { expect, test } from 'vitest';
import { lireRss, rssDePs, rssDeStatus, rssDeTasklist } from '../../../../electron/backend/travaux/memoire.ts';

test('la mémoire de ce processus est du même ordre que celle que Node annonce', async () => {
  // Deux lectures à deux instants : une unité fausse (Kio, pages) s’écarterait mille fois plus.
  const rss = (await lireRss(process.pid)) ?? 0;
  const annoncee = process.memoryUsage.rss();
  expect(rss).toBeGreaterThan(annoncee / 3);
  expect(rss).toBeLessThan(annoncee * 3);
});

test('un processus qui n’existe pas n’a pas de mémoire, sur aucun système', async () => {
  for (const plateforme of ['linux', 'darwin', 'win32'] as const)
    expect([plateforme, await lireRss(2 ** 30, plateforme)]).toEqual([plateforme, null]);
});

test('Linux : /proc/<pid>/status', () => {
  expect(rssDeStatus('Name:\tnode\nVmHWM:\t  90000 kB\nVmRSS:\t   81234 kB\nRssAnon:\t 1 kB\n')).toBe(81_234 * 1024);
  expect(rssDeStatus('Name:\tzombie\nState:\tZ (zombie)\n')).toBeNull();
});

test('macOS : ps', () => {
  expect(rssDePs('  81234\n')).toBe(81_234 * 1024);
  expect(rssDePs('')).toBeNull();
});

test('Windows : tasklist, en anglais, en français, et sans réponse', () => {
  expect(rssDeTasklist('"node.exe","4120","Console","1","81,234 K"\r\n')).toBe(81_234 * 1024);
  expect(rssDeTasklist('"node.exe","4120","Console","1","1\u00a0081\u00ff234 Ko"\r\n')).toBe(1_081_234 * 1024);
  expect(rssDeTasklist('INFO: No tasks are running which match the specified criteria.\r\n')).toBeNull();
  expect(rssDeTasklist('')).toBeNull();
});
