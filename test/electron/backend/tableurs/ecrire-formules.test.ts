import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { avecLibreOffice, recalculer } from '../../../fixtures/tableurs/libreoffice.ts';
import { donneesEssai } from './echeancier-essai.ts';
import { cellule, fausserResultats, lireClasseurBrut } from './ecrire-lecture.ts';
import { produire } from './ecrire-production.ts';

let dossier = '';
beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'clas-echeancier-'));
});
afterAll(async () => rm(dossier, { recursive: true, force: true }));

describe.skipIf(!avecLibreOffice)('recalculé par LibreOffice (sauté si soffice est absent)', () => {
  test('chaque formule, partie d’un résultat faux, retrouve la valeur écrite', async () => {
    const cas = [
      ['solde', { dossiers: 60 }],
      ['acompte', { dossiers: 60, acompte: true }],
      ['une', { dossiers: 1 }],
      ['aucune', { dossiers: 0 }],
    ] as const;
    const classeurs = await Promise.all(
      cas.map(async ([nom, reglages]) => produire(dossier, nom, donneesEssai(reglages))),
    );
    const faux = classeurs.map((_, rang) => join(dossier, `faux-${rang}.xlsx`));
    for (const [rang, { chemin }] of classeurs.entries()) await fausserResultats(chemin, faux[rang] ?? '');
    const recalcules = recalculer(dossier, faux);
    let formules = 0;
    const ecarts: string[] = [];
    for (const [rang, { classeur }] of classeurs.entries()) {
      const recalcule = await lireClasseurBrut(recalcules[rang] ?? '');
      for (const [feuille, cellules] of classeur.cellules) {
        for (const [adresse, ecrite] of cellules) {
          if (ecrite.formule === null) continue;
          formules += 1;
          const lue = cellule(recalcule, feuille, adresse);
          const juste =
            ecrite.type === 'texte' ? lue.texte === ecrite.texte : Math.abs(lue.nombre - ecrite.nombre) < 0.000_01;
          if (!juste) ecarts.push(`${cas[rang]?.[0]} : ${feuille}!${adresse} ${ecrite.formule} → ${lue.texte}`);
        }
      }
    }
    expect(ecarts).toEqual([]);
    expect(formules).toBeGreaterThan(1000);
  }, 180_000);
});
