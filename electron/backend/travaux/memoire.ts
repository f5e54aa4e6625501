import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const executer = promisify(execFile);

/** Mémoire résidente d’un processus, en octets, vue de l’extérieur ; null s’il n’existe plus ou ne se laisse pas lire. */
export async function lireRss(pid: number, plateforme: NodeJS.Platform = process.platform): Promise<number | null> {
  try {
    if (plateforme === 'linux') return rssDeStatus(await readFile(`/proc/${pid}/status`, 'latin1'));
    if (plateforme === 'win32') {
      // Chemin complet : un tasklist.exe posé dans le dossier courant ne doit pas passer devant celui de Windows.
      const tasklist = join(process.env['SystemRoot'] ?? String.raw`C:\Windows`, 'System32', 'tasklist.exe');
      const options = { windowsHide: true, encoding: 'latin1', timeout: 5000 } as const;
      return rssDeTasklist((await executer(tasklist, ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'], options)).stdout);
    }
    return rssDePs((await executer('/bin/ps', ['-o', 'rss=', '-p', String(pid)], { timeout: 5000 })).stdout);
  } catch {
    return null; // processus fini entre deux mesures : sa fin est annoncée par ailleurs
  }
}

/** Linux, `/proc/<pid>/status` : en Kio, sans dépendre de la taille de page comme `statm`. */
export function rssDeStatus(texte: string): number | null {
  const kio = /^VmRSS:\s+(\d+) kB$/m.exec(texte)?.[1];
  return kio === undefined ? null : Number(kio) * 1024;
}

/** macOS, `ps -o rss=` : en Kio. */
export function rssDePs(texte: string): number | null {
  const kio = /^\s*(\d+)\s*$/.exec(texte)?.[1];
  return kio === undefined ? null : Number(kio) * 1024;
}

/** Windows, dernière colonne de tasklist : « 1 234 Ko » ou « 1,234 K » selon la langue, l’espace insécable mal codée comprise. */
export function rssDeTasklist(texte: string): number | null {
  const derniere = /"(?<memoire>[^"]*\d[^"]*)"\s*$/.exec(texte)?.groups?.['memoire'];
  return derniere === undefined ? null : Number(derniere.replace(/\D/g, '')) * 1024;
}
