import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ecrireAtomique, FichierOccupe } from '../../../../electron/backend/fichiers/ecrire-atomique.ts';
import { Refus } from '../../../../electron/backend/refus.ts';

let dossier = '';
beforeEach(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'clas-atomique-'));
});
afterEach(async () => rm(dossier, { recursive: true, force: true }));

/** Ce que Windows répond au renommage quand le fichier est ouvert dans Excel. */
function renommageRefuse(code: string) {
  return async () => {
    throw Object.assign(new Error(`${code}: rename`), { code, syscall: 'rename' });
  };
}

async function refusDe(promesse: Promise<unknown>): Promise<Refus> {
  const erreur = await promesse.then(
    () => null,
    (e: unknown) => e,
  );
  expect(erreur).toBeInstanceOf(Refus);
  return erreur as Refus; // vérifié juste au-dessus
}

test('écrit un fichier neuf, remplace un ancien, ne laisse rien d’autre dans le dossier', async () => {
  const chemin = join(dossier, 'échéancier 2026.xlsx');
  await ecrireAtomique(chemin, Buffer.from('premier contenu, le plus long des deux'));
  expect(await readFile(chemin, 'utf8')).toBe('premier contenu, le plus long des deux');
  await ecrireAtomique(chemin, Buffer.from('second'));
  expect(await readFile(chemin, 'utf8')).toBe('second');
  expect(await readdir(dossier)).toEqual(['échéancier 2026.xlsx']);
});

test.each(['EPERM', 'EBUSY', 'EACCES'])(
  '%s au renommage : fichier ouvert ailleurs, ancien intact, autre nom',
  async (code) => {
    const chemin = join(dossier, 'echeancier.xlsx');
    await writeFile(chemin, 'ancien');
    await writeFile(join(dossier, 'echeancier (2).xlsx'), 'déjà là');
    const refus = await refusDe(ecrireAtomique(chemin, Buffer.from('nouveau'), renommageRefuse(code)));
    expect(refus).toBeInstanceOf(FichierOccupe);
    expect(refus.code).toBe('fichier_occupe');
    expect(refus.message).toBe(
      '« echeancier.xlsx » est ouvert dans un autre programme (Excel, par exemple) et n’a pas été remplacé : ' +
        'fermez-le puis recommencez, ou enregistrez sous un autre nom, par exemple « echeancier (3).xlsx ».',
    );
    expect((refus as FichierOccupe).autreNom).toBe('echeancier (3).xlsx');
    expect(await readFile(chemin, 'utf8')).toBe('ancien');
    expect((await readdir(dossier)).toSorted()).toEqual(['echeancier (2).xlsx', 'echeancier.xlsx']);
  },
);

test('dossier absent, dossier à la place du fichier, nom trop long : une phrase, rien de laissé', async () => {
  const absent = await refusDe(ecrireAtomique(join(dossier, 'absent', 'f.xlsx'), Buffer.from('x')));
  expect(absent.message).toBe(
    `Le dossier « ${join(dossier, 'absent')} » n’existe pas ou n’est plus accessible : créez-le ou choisissez-en un autre.`,
  );
  await mkdir(join(dossier, 'occupé'));
  await writeFile(join(dossier, 'occupé', 'f'), 'x');
  const nomDeDossier = await refusDe(ecrireAtomique(join(dossier, 'occupé'), Buffer.from('x')));
  expect(nomDeDossier.message).toBe('« occupé » est le nom d’un dossier : choisissez un autre nom de fichier.');
  const long = await refusDe(ecrireAtomique(join(dossier, `${'n'.repeat(300)}.xlsx`), Buffer.from('x')));
  expect(long.code).toBe('nom_trop_long');
  expect(await readdir(dossier)).toEqual(['occupé']);
});

test('une erreur imprévue passe telle quelle et le fichier provisoire est retiré', async () => {
  const panne = renommageRefuse('EIO');
  await expect(ecrireAtomique(join(dossier, 'f.xlsx'), Buffer.from('x'), panne)).rejects.toThrow('EIO: rename');
  expect(await readdir(dossier)).toEqual([]);
});

test('vingt arrêts brutaux en pleine écriture : toujours l’ancien ou le nouveau contenu, entier', async () => {
  const chemin = join(dossier, 'cible.bin');
  const taille = 4 * 1024 * 1024;
  await writeFile(chemin, Buffer.alloc(taille, 'A'));
  const vus = new Set<string>();
  let interrompues = 0;
  for (let arret = 0; arret < 20; arret += 1) {
    await tuerApres(chemin, taille, 1 + (arret % 5));
    const contenu = await readFile(chemin);
    const lettre = contenu.toString('latin1', 0, 1);
    vus.add(lettre);
    expect(contenu.equals(Buffer.alloc(taille, lettre)), `arrêt ${arret} : fichier entier`).toBe(true);
    const restes = (await readdir(dossier)).filter((nom) => nom !== 'cible.bin');
    interrompues += restes.length;
    for (const nom of restes) await rm(join(dossier, nom));
  }
  expect([...vus].toSorted()).toEqual(['A', 'B']);
  // Sans un seul fichier provisoire orphelin, l’essai n’aurait jamais coupé une écriture et ne prouverait rien.
  expect(interrompues).toBeGreaterThan(0);
});

/** Lance l’enfant, attend qu’il annonce sa n-ième écriture et le tue aussitôt (SIGKILL). */
async function tuerApres(chemin: string, taille: number, ecritures: number): Promise<void> {
  const enfant = spawn(
    process.execPath,
    [fileURLToPath(new URL('ecrire-en-boucle.ts', import.meta.url)), chemin, String(taille)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let annoncees = 0;
  enfant.stdout.on('data', (morceau: Buffer) => {
    annoncees += morceau.length;
    if (annoncees >= ecritures) enfant.kill('SIGKILL');
  });
  const signal = await new Promise((resolve, reject) => {
    enfant.once('error', reject);
    enfant.once('close', (_code, fin) => resolve(fin));
  });
  expect(signal).toBe('SIGKILL');
}
