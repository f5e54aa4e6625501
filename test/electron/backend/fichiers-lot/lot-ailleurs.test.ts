import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ecrireLot } from '../../../../electron/backend/tableurs/lot/ecrire-lot.ts';
import type { ContenuDeLot } from '../../../../shared/domaine/lot.ts';
import { avecLibreOffice, recalculer } from '../../../fixtures/tableurs/libreoffice.ts';
import { consulter, type FeuillesOracle, PYTHON, type ValeurOracle } from '../../../fixtures/tableurs/oracle.ts';
import { dossierTemporaire } from '../socle-essai.ts';
import { changerPartie } from './changer-case.ts';
import { contenuEssai } from './lot-essai.ts';

/** Le classeur du lot tel que d’autres logiciels le lisent, le recalculent, ou l’écrivent sous un autre fuseau. */
const dossier = dossierTemporaire();
const original = join(dossier, 'lot.xlsx');
let contenu: ContenuDeLot;
beforeAll(async () => {
  contenu = contenuEssai(120, '2026-001');
  await ecrireLot(contenu, { sortie: original, exemplaire: 'original' });
});

function lire(chemin: string): FeuillesOracle {
  const feuilles = consulter([chemin]).get(chemin);
  if (!feuilles) throw new Error(`« ${chemin} » illisible pour openpyxl`);
  return feuilles;
}

/** Les cases d’une colonne, lignes du lot seulement, d’après son en-tête. */
function colonne(feuilles: FeuillesOracle, entete: string): (ValeurOracle | undefined)[] {
  const feuille = feuilles['Échéancier'] ?? {};
  const tete = Object.entries(feuille).find(([ou, [, v]]) => /^[A-Z]+1$/.test(ou) && v === entete)?.[0];
  if (tete === undefined) throw new Error(`pas de colonne « ${entete} »`);
  return contenu.lignes.map((_, rang) => feuille[`${tete.slice(0, -1)}${rang + 2}`]);
}

const centimes = (v: ValeurOracle | undefined) => {
  expect(v?.[0]).toBe('nombre');
  return Math.round(Number(v?.[1]) * 100);
};

describe.skipIf(PYTHON === null)('openpyxl', () => {
  test('montants, sommes, dates et identifiants sont ceux du lot', () => {
    const feuilles = lire(original);
    const montants = colonne(feuilles, 'montant').map(centimes);
    expect(montants).toEqual(contenu.lignes.map((l) => l.montantCentimes));
    expect(montants.reduce((a, b) => a + b, 0)).toBe(contenu.montantCentimes);
    // La somme est écrite ailleurs dans le classeur : sous les lignes, au récapitulatif, aux contrôles.
    const sommes = Object.values(feuilles).flatMap((feuille) =>
      Object.values(feuille).filter(
        ([type, v]) => type === 'nombre' && Math.round(Number(v) * 100) === contenu.montantCentimes,
      ),
    );
    expect(sommes.length).toBeGreaterThanOrEqual(3);
    expect(colonne(feuilles, 'date prévue')).toEqual(contenu.lignes.map((l) => ['date', `${l.datePrevue}T00:00:00`]));
    expect(colonne(feuilles, 'date de convention')).toEqual(
      contenu.lignes.map((l) => ['date', `${l.dateConvention}T00:00:00`]),
    );
    expect(colonne(feuilles, 'IBAN')).toEqual(contenu.lignes.map((l) => ['texte', l.iban]));
    for (const [rang, siret] of colonne(feuilles, 'SIRET').entries())
      expect(siret?.[1] ?? null).toBe(contenu.lignes[rang]?.siret);
  });
});

describe.skipIf(PYTHON === null || !avecLibreOffice)('LibreOffice', () => {
  test('toutes les formules recalculées, depuis de faux résultats, redonnent chaque case au centime', async () => {
    const faux = join(dossier, 'faux.xlsx');
    let formules = 0;
    let depuis = original;
    for (const rang of [1, 2, 3, 4]) {
      const partie = `xl/worksheets/sheet${rang}.xml`;
      const fausser = (xml: string) =>
        xml.replace(/(<f>[^<]*<\/f><v>)-?[\d.]+/g, (_, f: string) => {
          formules += 1;
          return `${f}-1`;
        });
      await changerPartie(depuis, faux, partie, (xml) => `${fausser(xml)} `);
      depuis = faux;
    }
    expect(formules).toBeGreaterThan(100);
    const [recalcule = ''] = recalculer(dossier, [faux]);
    const [attendu, obtenu] = [lire(original), lire(recalcule)];
    for (const [nom, feuille] of Object.entries(attendu))
      for (const [ou, valeur] of Object.entries(feuille)) {
        const vue = obtenu[nom]?.[ou];
        if (valeur[0] === 'nombre')
          expect(Math.abs(Number(vue?.[1]) - Number(valeur[1])), `${nom}!${ou}`).toBeLessThan(1e-6);
        // openpyxl ne défait pas « _x005F_ », qui protège un « _x0041_ » écrit tel quel ; LibreOffice et Excel, si.
        else expect(vue, `${nom}!${ou}`).toEqual([valeur[0], String(valeur[1]).replace('_x005F_', '_')]);
      }
  });
});

test('écrit sous Paris, Auckland ou New York : les mêmes octets, donc les mêmes dates', () => {
  const json = join(dossier, 'contenu.json');
  writeFileSync(json, JSON.stringify(contenu));
  const attendu = readFileSync(original);
  for (const TZ of ['Europe/Paris', 'Pacific/Auckland', 'America/New_York']) {
    const sortie = join(dossier, `${TZ.replace('/', '-')}.xlsx`);
    execFileSync(process.execPath, ['test/fixtures/lots/ecrire-un-lot.ts', json, sortie], {
      env: { ...process.env, TZ },
    });
    expect(readFileSync(sortie).equals(attendu), TZ).toBe(true);
  }
});
