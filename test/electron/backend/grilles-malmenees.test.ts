import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApercuGrilles } from '../../../shared/contract/grilles.ts';
import { type GrilleOuverte } from './grilles-classeur.ts';
import { type Banc, ouvrirBanc, preparerDepart, remplir, vus } from './grilles-essai.ts';

beforeAll(preparerDepart, 60_000);

describe('grilles malmenées : chaque anomalie avec sa cellule, et le dossier reste entier', () => {
  let banc: Banc;
  let vierge = '';
  beforeAll(async () => {
    banc = await ouvrirBanc();
    vierge = await banc.produire(banc.ids.slice(0, 2));
  });
  afterAll(() => banc.fermer());

  async function essayer(changer: (g: GrilleOuverte, a: number, b: number) => void): Promise<ApercuGrilles> {
    const [a = 0, b = 0] = banc.ids;
    return banc.analyser(await remplir(vierge, (g) => changer(g, a, b)));
  }

  test.each([
    ['2,5', 'n’est pas un niveau entier'],
    [2.5, 'n’est pas un niveau entier'],
    [5, 'hors de l’échelle'],
    [-1, 'hors de l’échelle'],
    ['abs', 'n’est pas un niveau'],
    ['deux', 'n’est pas un niveau'],
    [new Date('2026-01-02T00:00:00Z'), 'pour une date (02/01/2026)'],
    [true, '« VRAI » n’est pas un niveau'],
    [{ formula: '1+1', result: 2 }, 'Une formule n’est pas une réponse'],
    [{ error: '#N/A' }, '« #N/A » n’est pas un niveau'],
  ] as const)('niveau %j', async (valeur, attendu) => {
    let cellule = '';
    const apercu = await essayer((g, a, b) => {
      const feuille = g.feuille(a);
      const ligne = g.ligne(feuille, 'critere:EJ1');
      // Une date n’est une date que par son format.
      if (valeur instanceof Date) feuille.getCell(ligne, 5).style = { numFmt: 'dd/mm/yyyy' };
      g.noter(a, 'EJ1', valeur);
      g.noter(a, 'EJ2', 2);
      g.noter(b, 'EJ1', 1);
      cellule = `E${ligne}`;
    });
    expect(apercu.anomalies).toHaveLength(1);
    expect(apercu.anomalies[0]).toMatchObject({ cellule, bloquante: true, message: expect.stringContaining(attendu) });
    expect(apercu.dossiers.map((d) => d.etat)).toEqual(['ecarte', 'a_reprendre']);
  });

  test('commentaire obligatoire, commentaire en formule, constat inconnu ou sans raison', async () => {
    const apercu = await essayer((g, a) => {
      g.noter(a, 'EJ1', 0);
      g.noter(a, 'EJ2', 3, '   ');
      g.noter(a, 'EJ3', 2);
      const feuille = g.feuille(a);
      feuille.getCell(g.ligne(feuille, 'critere:EJ3'), 6).value = { formula: '"a"&"b"', result: 'ab' };
      feuille.getCell(g.ligne(feuille, 'condition:ecole_associee'), 5).value = 'peut-être';
      feuille.getCell(g.ligne(feuille, 'condition:locaux_adaptes'), 6).value = 'orpheline';
    });
    expect(apercu.anomalies.map((a) => a.message.replace(/\d+/g, 'n'))).toEqual([
      'Critère EJn : un commentaire est obligatoire au niveau n.',
      'Critère EJn : un commentaire est obligatoire au niveau n.',
      expect.stringContaining('Ce commentaire est une formule'),
      expect.stringContaining('n’est pas un constat'),
      expect.stringContaining('n’accompagne aucun constat'),
    ]);
    expect(apercu.anomalies.every((a) => a.bloquante && /^[EF]\d+$/.test(a.cellule ?? ''))).toBe(true);
  });

  test('feuille renommée et déplacée : lue ; supprimée, en double ou d’un inconnu : nommée', async () => {
    const renommee = await essayer((g, a) => {
      g.noter(a, 'EJ1', 2);
      g.feuille(a).name = 'Chez moi';
    });
    expect(vus(renommee)).toEqual([]);
    expect(renommee.dossiers[0]?.changements[0]?.cellule).toMatch(/^Chez moi!E\d+$/);
    const supprimee = await essayer((g, a) => g.classeur.removeWorksheet(g.feuille(a).id));
    expect(vus(supprimee)).toEqual([expect.stringMatching(/^BLOQUANT - « .* n’est plus dans le classeur/)]);
    const double = await essayer((g, a, b) => {
      g.noter(a, 'EJ1', 2);
      g.feuille(b).getCell('A3').value = `clas-grille:1:dossier:${a}`;
    });
    expect(vus(double).join('\n')).toMatch(/BLOQUANT A3 .* est déjà dans/);
    expect(double.dossiers.map((d) => d.etat)).toEqual(['ecarte']);
    const inconnu = await essayer((g, a) => {
      g.feuille(a).getCell('A3').value = 'clas-grille:1:dossier:9999';
    });
    expect(vus(inconnu)[1]).toMatch(/BLOQUANT A3 .* n’est pas dans cette campagne/);
    const deux = await banc.analyser(vierge, await remplir(vierge, () => {}));
    expect(vus(deux)).toHaveLength(2);
    expect(vus(deux)[0]).toMatch(/est déjà dans « grille-1.xlsx »/);
  });

  test('lignes déplacées : lues à leur code ; supprimées ou recopiées : nommées, rien d’effacé', async () => {
    const deplacee = await essayer((g, a) => {
      g.noter(a, 'EJ1', 2);
      g.noter(a, 'EJ2', 1);
      const feuille = g.feuille(a);
      const [x, y] = [g.ligne(feuille, 'critere:EJ1'), g.ligne(feuille, 'critere:EJ2')];
      for (let c = 1; c <= 11; c += 1) {
        const garde = feuille.getCell(x, c).value;
        feuille.getCell(x, c).value = feuille.getCell(y, c).value;
        feuille.getCell(y, c).value = garde;
      }
    });
    expect(deplacee.dossiers[0]?.changements.map((c) => [c.libelle.slice(0, 3), c.apres])).toEqual([
      ['EJ1', '2'],
      ['EJ2', '1'],
    ]);
    const supprimee = await essayer((g, a) => {
      const feuille = g.feuille(a);
      feuille.getCell(g.ligne(feuille, 'critere:P1'), 1).value = null;
    });
    expect(vus(supprimee)).toEqual([expect.stringMatching(/BLOQUANT A3 .*La ligne « P1 .* manque/)]);
    const recopiee = await essayer((g, a) => {
      const feuille = g.feuille(a);
      feuille.getCell(g.ligne(feuille, 'critere:P1'), 1).value = 'critere:P2';
    });
    expect(vus(recopiee).join('\n')).toMatch(/BLOQUANT E\d+ .*« critere:P2 » est en double/);
  });

  test('cellule verrouillée changée, note écrite à la main : dit, sans empêcher', async () => {
    const apercu = await essayer((g, a) => {
      const feuille = g.feuille(a);
      feuille.getCell(g.ligne(feuille, 'critere:EJ1'), 3).value = '3 – Tout va bien';
      feuille.getCell('C4').value = 100;
      g.noter(a, 'EJ1', 2);
    });
    expect(apercu.anomalies.map((a) => [a.cellule?.slice(0, 1), a.bloquante])).toEqual([
      ['C', false],
      ['C', false],
    ]);
    expect(vus(apercu).join('\n')).toMatch(/verrouillée a été modifiée[\s\S]*formule de cette note a été remplacée/);
    expect(apercu.dossiers[0]?.etat).toBe('a_reprendre');
  });
});
