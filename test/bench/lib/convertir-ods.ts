import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { optionDeProfil } from '../../fixtures/tableurs/libreoffice.ts';

const DUREE_MS = 15_000;
/** Mémoire d’un LibreOffice, en Kio : sans cette borne, un fichier hostile lui fait prendre toute celle de la machine. */
const MEMOIRE_KIO = 3_000_000;

/**
 * openpyxl ne lit pas l’ODS : LibreOffice, lecteur d’origine du format, le convertit d’abord. Un fichier à la fois, borné en
 * temps et en mémoire : un mot de passe demandé ou une bombe arrêterait tous les suivants. Rend les copies, par nom.
 */
export async function convertirOds(
  fichiers: readonly { readonly chemin: string; readonly nom: string }[],
  dossier: string,
): Promise<Map<string, string>> {
  const convertis = new Map<string, string>();
  let profil = 0;
  for (const [rang, { chemin, nom }] of fichiers.entries()) {
    const sortie = join(dossier, `ods-${rang}`);
    // Un profil dont le programme a été tué reste verrouillé : on en change.
    if (!(await convertir(chemin, sortie, join(dossier, `profil-${profil}`)))) profil += 1;
    const converti = join(sortie, `${basename(chemin, extname(chemin))}.xlsx`);
    if (existsSync(converti)) convertis.set(nom, converti);
  }
  return convertis;
}

/** Faux si LibreOffice manque, ou s’il a fallu l’arrêter. */
function convertir(chemin: string, sortie: string, profil: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const options = [optionDeProfil(profil), '--headless', '--convert-to', 'xlsx'];
  // « soffice » lance un autre programme qui lui survit : on tue tout leur groupe.
  const enfant = spawn(
    'sh',
    ['-c', `ulimit -v ${MEMOIRE_KIO}; exec soffice "$@"`, 'sh', ...options, '--outdir', sortie, chemin],
    { stdio: 'ignore', detached: true },
  );
  const tuer = () => {
    if (enfant.pid === undefined) return;
    try {
      process.kill(-enfant.pid, 'SIGKILL');
    } catch {
      // déjà finis, tous
    }
  };
  const montre = setTimeout(tuer, DUREE_MS);
  process.once('exit', tuer);
  enfant.once('error', () => resolve(false));
  enfant.once('close', (code) => {
    clearTimeout(montre);
    tuer();
    process.off('exit', tuer);
    resolve(code === 0);
  });
  return promise;
}
