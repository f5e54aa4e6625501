import { type ChildProcess, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Demande, Reponse } from './enfant-lecture.ts';
import type { NomLecteur } from './lecteurs.ts';

const ENFANT = fileURLToPath(import.meta.resolve('./enfant-lecture.ts'));
const PAS_MS = 50;

export interface Bornes {
  readonly dureeMs: number;
  readonly rssOctets: number;
}

export type Issue =
  | { readonly fin: 'lu'; readonly cellules: number }
  | { readonly fin: 'refus' | 'erreur_brute'; readonly texte: string }
  | { readonly fin: 'trop_long' | 'trop_lourd' | 'arret'; readonly texte: string };

export interface Lecture {
  readonly issue: Issue;
  readonly cpuMs: number;
  /** À la montre. */
  readonly ms: number;
}

export interface Serie {
  readonly lectures: readonly Lecture[];
  /** Mémoire résidente au plus haut d’une lecture menée à son terme, en octets. */
  readonly rssMax: number;
}

/**
 * Fait lire une série de fichiers par un lecteur, dans autant de processus qu’il en faut : un fichier qui dépasse une borne
 * emporte son processus, et la suite reprend dans un autre. Une mauvaise fin au milieu d’une série est rejugée seule, dans
 * un processus neuf : les fichiers d’avant n’y sont pour rien.
 */
export async function lireSerie(lecteur: NomLecteur, fichiers: Demande['fichiers'], bornes: Bornes): Promise<Serie> {
  const lectures: Lecture[] = [];
  let rssMax = 0;
  while (lectures.length < fichiers.length) {
    const reste = fichiers.slice(lectures.length);
    const { lues, arret, rss } = await lancer({ lecteur, fichiers: reste }, bornes);
    lectures.push(...lues);
    rssMax = Math.max(rssMax, rss);
    const fautif = reste[lues.length];
    if (arret === null || fautif === undefined) continue;
    const seul = lues.length === 0 ? null : await lancer({ lecteur, fichiers: [fautif] }, bornes);
    rssMax = Math.max(rssMax, seul?.rss ?? 0);
    lectures.push(seul?.lues[0] ?? { issue: seul?.arret ?? arret, cpuMs: 0, ms: 0 });
  }
  return { lectures, rssMax };
}

interface Passage {
  readonly lues: readonly Lecture[];
  readonly arret: (Issue & { readonly texte: string }) | null;
  readonly rss: number;
}

function lancer(demande: Demande, bornes: Bornes): Promise<Passage> {
  const { promise, resolve } = Promise.withResolvers<Passage>();
  const enfant = fork(ENFANT, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const lues: Lecture[] = [];
  let arret: Passage['arret'] = null;
  let rss = 0;
  let debut = performance.now();
  let plaintes = '';
  enfant.stderr?.on('data', (morceau: Buffer) => {
    plaintes = (plaintes + morceau.toString('utf8')).slice(-2000);
  });
  const montre = setInterval(() => {
    const tuer = (fin: 'trop_long' | 'trop_lourd', texte: string) => {
      arret ??= { fin, texte };
      enfant.kill('SIGKILL');
    };
    if (performance.now() - debut > bornes.dureeMs) tuer('trop_long', `plus de ${bornes.dureeMs / 1000} s`);
    void peser(enfant, bornes.rssOctets, () =>
      tuer('trop_lourd', `plus de ${Math.round(bornes.rssOctets / 1024 ** 2)} Mio`),
    );
  }, PAS_MS);
  enfant.on('message', (reponse: Reponse) => {
    debut = performance.now();
    if (reponse.type !== 'lu') return;
    const { cpuMs, ms, cellules, erreur } = reponse;
    rss = Math.max(rss, reponse.rss);
    const issue: Issue =
      erreur === null
        ? { fin: 'lu', cellules }
        : { fin: erreur.phrase ? 'refus' : 'erreur_brute', texte: erreur.texte };
    lues.push({ issue, cpuMs, ms });
    if (lues.length === demande.fichiers.length) enfant.kill('SIGKILL');
  });
  enfant.once('close', (code, signal) => {
    clearInterval(montre);
    if (arret === null && lues.length < demande.fichiers.length) {
      const memoire = plaintes.includes('heap out of memory');
      arret = {
        fin: memoire ? 'trop_lourd' : 'arret',
        texte: memoire ? 'tas épuisé' : `fin ${code ?? signal}, ${plaintes.trim().slice(0, 200)}`,
      };
    }
    resolve({ lues, arret, rss });
  });
  enfant.send(demande);
  return promise;
}

/** Mémoire résidente vue de l’extérieur ; sans effet hors de Linux. */
async function peser(enfant: ChildProcess, maximum: number, surTrop: () => void): Promise<void> {
  const statut = await readFile(`/proc/${enfant.pid}/status`, 'latin1').catch(() => '');
  if (Number(/^VmRSS:\s+(\d+) kB$/m.exec(statut)?.[1] ?? 0) * 1024 > maximum) surTrop();
}
