import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import type { DonneesDossierDeSeance } from '../../../../electron/backend/documents/donnees.ts';
import { construireDonnees } from './donnees-essai.ts';
import { RESSOURCES } from './dossier-essai.ts';
import { lireMots, lireStructure, type Mot, type PageDeMots, PDFTOTEXT_PRESENT } from './lire-pdf.ts';

const dossier = mkdtempSync(join(tmpdir(), 'moteur-rapide-'));
afterAll(() => rmSync(dossier, { recursive: true }));

const MODULE = '../../../../electron/backend/documents/moteur-rapide.ts';
const ECRIRE = '../../../../electron/backend/documents/dossier-de-seance/ecrire.ts';
/** Un pixel dont le gris change de plus que ce que vaut l’arrondi d’un bord. */
const ECART_DE_GRIS = 96;

async function ecrire(donnees: DonneesDossierDeSeance, nom: string): Promise<string> {
  const sortie = join(dossier, nom);
  const module = (await import(
    ECRIRE
  )) as typeof import('../../../../electron/backend/documents/dossier-de-seance/ecrire.ts');
  await module.ecrireDossierDeSeance(donnees, { ressources: RESSOURCES, sortie });
  return sortie;
}

/** Deux dixièmes de point : ce que l’arrondi des coordonnées peut déplacer. */
const JEU = 0.2;

/** Les mots d’une page que l’autre n’a pas à la même place. */
function deplaces(page: PageDeMots, autre: PageDeMots | undefined): string[] {
  const restants = Map.groupBy(autre?.mots ?? [], ({ texte }) => texte);
  const isProche = (a: Mot, b: Mot) =>
    Math.abs(a.x1 - b.x1) < JEU && Math.abs(a.y1 - b.y1) < JEU && Math.abs(a.x2 - b.x2) < JEU;
  return page.mots.flatMap((mot) => {
    const candidats = restants.get(mot.texte) ?? [];
    const rang = candidats.findIndex((autreMot) => isProche(mot, autreMot));
    if (rang < 0) return [`${mot.texte} (${mot.x1}, ${mot.y1})`];
    candidats.splice(rang, 1);
    return [];
  });
}

function images(chemin: string, nom: string): Buffer[] {
  spawnSync('pdftoppm', ['-gray', '-r', '50', chemin, join(dossier, nom)]);
  return readdirSync(dossier)
    .filter((fichier) => fichier.startsWith(`${nom}-`))
    .toSorted()
    .map((fichier) => readFileSync(join(dossier, fichier)));
}

test.skipIf(!PDFTOTEXT_PRESENT)(
  'le même document que pdfmake seul : mots, places, dessins, signets, liens',
  async () => {
    const donnees = construireDonnees({ dossiers: 5, decisions: true, territoires: true, precedente: true });
    vi.doMock(MODULE, () => ({ accelererPdfmake: async () => false }));
    const seul = await ecrire(donnees, 'seul.pdf');
    vi.doUnmock(MODULE);
    vi.resetModules();
    const rapide = await ecrire(donnees, 'rapide.pdf');
    const [motsRapides, motsSeuls] = [lireMots(rapide), lireMots(seul)];
    expect(motsRapides).toHaveLength(motsSeuls.length);
    for (const [page, mots] of motsSeuls.entries()) {
      expect({ page: page + 1, deplaces: deplaces(mots, motsRapides[page]) }).toEqual({ page: page + 1, deplaces: [] });
      expect(motsRapides[page]?.mots).toHaveLength(mots.mots.length);
    }
    const [lu, attendu] = [rapide, seul].map((chemin) => lireStructure(readFileSync(chemin)));
    expect(lu?.signets).toEqual(attendu?.signets);
    expect(lu?.destinations.toSorted()).toEqual(attendu?.destinations.toSorted());
    expect(new Set(lu?.liens)).toEqual(new Set(attendu?.liens));
    const attendues = images(seul, 'seul');
    const vues = images(rapide, 'rapide');
    expect(vues).toHaveLength(attendues.length);
    for (const [page, vue] of vues.entries()) {
      const autre = attendues[page] ?? Buffer.alloc(0);
      const changes = vue.reduce((n, gris, i) => n + Number(Math.abs(gris - (autre[i] ?? 0)) > ECART_DE_GRIS), 0);
      expect({ page: page + 1, trop: changes > 20 ? changes : 0 }).toEqual({ page: page + 1, trop: 0 });
    }
    // La preuve que les deux chemins diffèrent bien.
    expect(readFileSync(rapide).length).toBeLessThan(readFileSync(seul).length);
  },
  30_000,
);
