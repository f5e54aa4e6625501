import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Refus } from '../../../../electron/backend/refus.ts';
import { creerEnfantNode } from '../../../../electron/backend/travaux/enfant-node.ts';
import { type CreerEnfant, creerLanceur } from '../../../../electron/backend/travaux/lancer.ts';
import { lireRss } from '../../../../electron/backend/travaux/memoire.ts';
import { feuilleXlsx, partiesDe } from '../../../fixtures/tableurs/classeur-xlsx.ts';
import { cellulesDe, dossierTemporaire, refusDe } from '../../../fixtures/tableurs/fichiers.ts';
import { deflateRepete, zipBrut } from '../../../fixtures/tableurs/zip-brut.ts';
import { creerEnfant } from '../enfant-essai.ts';

const dossier = dossierTemporaire();
const TURBULENT = fileURLToPath(import.meta.resolve('../../../fixtures/tableurs/enfant-turbulent.ts'));
const PARENT = fileURLToPath(import.meta.resolve('../../../fixtures/tableurs/parent-qui-part.ts'));
const MIO = 1024 ** 2;

/** Note les processus créés, pour vérifier ensuite qu’ils sont morts. */
function espionner(creer: CreerEnfant): { creer: CreerEnfant; pids: number[] } {
  const pids: number[] = [];
  return {
    pids,
    creer: () => {
      const enfant = creer();
      if (enfant.pid !== undefined) pids.push(enfant.pid);
      return enfant;
    },
  };
}

function estVivant(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const turbulent = creerEnfantNode({ script: TURBULENT });
const mauvais = (chemin: string, limites = {}) =>
  creerLanceur(turbulent, limites).lancer('lire-tableur', { chemin, nom: chemin });

test('le vrai travailleur lit un classeur et rend ses cellules, l’avancement en chemin', async () => {
  const chemin = join(dossier, 'bon.xlsx');
  writeFileSync(chemin, await feuilleXlsx('<row><c t="inlineStr"><is><t>Gien</t></is></c><c><v>12</v></c></row>'));
  const messages: string[] = [];
  const classeur = await creerLanceur(creerEnfant()).lancer(
    'lire-tableur',
    { chemin, nom: 'Réponses.xlsx' },
    { surProgres: ({ message }) => messages.push(message) },
  );
  expect(cellulesDe(classeur.feuilles[0])).toEqual({ A1: 'Gien', B1: 12 });
  expect(messages).toEqual(['Lecture de la feuille « F »', 'Lecture terminée']);
});

test('un refus de lecture garde son code, sa phrase et le nom que l’agent connaît', async () => {
  const chemin = join(dossier, 'depot-1');
  writeFileSync(chemin, '%PDF-1.4');
  const refus = await refusDe(creerLanceur(creerEnfant()).lancer('lire-tableur', { chemin, nom: 'Avis.pdf' }));
  expect(refus.code).toBe('pdf');
  expect(refus.message).toMatch(/^« Avis\.pdf » est un document PDF/);
});

test('bombe de 1 Gio, par le vrai travailleur : sa phrase, dans les limites', async () => {
  const xml = '<worksheet><sheetData><row><c><v>';
  const compresse = deflateRepete(xml, '0', 1024, '</v></c></row></sheetData></worksheet>');
  const parties = [...partiesDe({ feuilles: [{ nom: 'F', xml: '' }] })].map(([nom, contenu]) =>
    nom.includes('sheets/') ? { nom, contenu, compresse, tailleAnnoncee: 1024 ** 3 + 71 } : { nom, contenu },
  );
  const chemin = join(dossier, 'bombe.xlsx');
  writeFileSync(chemin, zipBrut(parties));
  const refus = await refusDe(creerLanceur(creerEnfant()).lancer('lire-tableur', { chemin, nom: 'bombe.xlsx' }));
  expect([refus.code, refus.message]).toEqual([
    'trop_volumineux',
    '« bombe.xlsx » dépasse 300 Mio une fois décompressé. Enlevez-en ce qui n’est pas utile, ou partagez-le en plusieurs fichiers.',
  ]);
});

test('un travail sans fin est arrêté à la montre, et l’application répond pendant ce temps', async () => {
  const { creer, pids } = espionner(turbulent);
  let tours = 0;
  const battement = setInterval(() => tours++, 5);
  const refus = await refusDe(
    creerLanceur(creer, { dureeMs: 1200 }).lancer('lire-tableur', { chemin: 'boucle', nom: 'x' }),
  );
  clearInterval(battement);
  expect([refus.code, refus.message]).toEqual([
    'trop_long',
    'La lecture du fichier a été arrêtée au bout de 1 s : elle n’en finissait pas. Vérifiez que c’est le bon fichier ; si oui, enlevez-en les feuilles inutiles ou partagez-le en plusieurs fichiers.',
  ]);
  expect(tours).toBeGreaterThan(10);
  expect(pids.map(estVivant)).toEqual([false]);
});

test('un travail qui remplit la mémoire hors du tas est arrêté de l’extérieur', async () => {
  const { creer, pids } = espionner(turbulent);
  const refus = await refusDe(
    creerLanceur(creer, { rssOctets: 300 * MIO }).lancer('lire-tableur', { chemin: 'memoire', nom: 'x' }),
  );
  expect([refus.code, refus.message]).toEqual([
    'trop_lourd',
    'La lecture du fichier a été arrêtée : elle demandait plus de 300 Mio de mémoire. Vérifiez que c’est le bon fichier ; si oui, enlevez-en les feuilles inutiles ou partagez-le en plusieurs fichiers.',
  ]);
  expect(pids.map(estVivant)).toEqual([false]);
});

test('un travail qui épuise le tas de V8 donne la même phrase', async () => {
  expect((await refusDe(mauvais('tas', { rssOctets: 8 * 1024 * MIO }))).code).toBe('trop_lourd');
});

test('interrompre tue l’enfant : il est mort quand la promesse le dit', async () => {
  for (const chemin of ['boucle', 'attente']) {
    const { creer, pids } = espionner(turbulent);
    const controle = new AbortController();
    const lecture = creerLanceur(creer).lancer(
      'lire-tableur',
      { chemin, nom: 'x' },
      { signal: controle.signal, surProgres: () => controle.abort() },
    );
    await expect(lecture).rejects.toMatchObject({ name: 'AbortError' });
    expect(pids.map(estVivant)).toEqual([false]);
  }
});

test('déjà interrompu : aucun processus n’est créé', async () => {
  const { creer, pids } = espionner(turbulent);
  const lecture = creerLanceur(creer).lancer(
    'lire-tableur',
    { chemin: 'boucle', nom: 'x' },
    { signal: AbortSignal.abort() },
  );
  await expect(lecture).rejects.toMatchObject({ name: 'AbortError' });
  expect(pids).toEqual([]);
});

test('un enfant qui meurt donne sa phrase, et sa fin en cause', async () => {
  const refus = await refusDe(mauvais('mort'));
  expect([refus.code, refus.message]).toEqual([
    'arret_brutal',
    'La lecture du fichier s’est arrêtée brutalement, sans résultat ; vos données n’ont pas changé. Réessayez ; si cela se reproduit, signalez-le à votre administrateur.',
  ]);
  expect(String(refus.cause)).toMatch('code 7');
});

test('un enfant qui ne démarre pas donne la même phrase', async () => {
  const introuvable = creerEnfantNode({ script: join(dossier, 'absent.js') });
  const refus = await refusDe(creerLanceur(introuvable).lancer('lire-tableur', { chemin: '', nom: '' }));
  expect(refus.code).toBe('arret_brutal');
});

test('refus, refus métier et défaut restent distincts', async () => {
  expect(await refusDe(mauvais('refus'))).toMatchObject({ code: 'essai', message: 'Une phrase.' });
  const metier = await mauvais('metier').catch((cause: unknown) => cause);
  expect(metier).toBeInstanceOf(Refus);
  expect(metier).toMatchObject({
    code: 'essai',
    message: 'Une autre phrase.',
    type: 'INTROUVABLE',
    lieu: 'Dossiers!A1',
  });
  const defaut = await mauvais('defaut').catch((cause: unknown) => cause);
  expect(defaut).toMatchObject({ name: 'Error', message: 'lire-tableur : x n’est pas une fonction' });
  expect(String(defaut instanceof Error && defaut.stack)).toMatch('enfant-turbulent.ts');
  await expect(mauvais('perdue')).rejects.toThrow('hors de toute promesse');
});

test('l’application qui se ferme emporte un travail sans fin', async () => {
  const parent = execFileSync(process.execPath, [PARENT], { encoding: 'utf8' });
  const pid = Number(parent);
  expect(pid).toBeGreaterThan(1);
  // Orphelin, il reste parfois dans la table des processus sans mémoire : c’est elle qui dit s’il vit.
  await expect.poll(async () => (await lireRss(pid)) ?? 0, { timeout: 20_000 }).toBe(0);
});

test('un avancement bavard est tamisé, le dernier passe toujours', async () => {
  const recus: number[] = [];
  await creerLanceur(turbulent).lancer(
    'lire-tableur',
    { chemin: 'progres', nom: 'x' },
    { surProgres: ({ fait }) => recus.push(fait) },
  );
  expect(recus.length).toBeLessThan(100);
  expect(recus.at(-1)).toBe(1000);
});

test('un gros résultat arrive entier', async () => {
  const { feuilles } = await mauvais('gros');
  expect(feuilles[0]?.lignes).toHaveLength(20_000);
  expect(feuilles[0]?.lignes.at(-1)?.cellules[0]?.contenu).toEqual({ type: 'texte', valeur: 'é'.repeat(500) });
});

test('l’enfant n’hérite pas des options de Node du parent, et son tas est borné', async () => {
  expect((await mauvais('environnement')).avertissements).toEqual([
    'undefined',
    '--max-old-space-size=832 --max-semi-space-size=8',
  ]);
});

test('les limites d’un lancement passent devant celles du lanceur', async () => {
  const lecture = creerLanceur(turbulent, { dureeMs: 60_000 }).lancer(
    'lire-tableur',
    { chemin: 'attente', nom: 'x' },
    { limites: { dureeMs: 700 } },
  );
  expect((await refusDe(lecture)).message).toMatch('au bout de 700 ms');
});
