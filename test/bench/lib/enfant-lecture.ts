// Un lecteur dans un processus à part : lit les fichiers qu’on lui donne l’un après l’autre et dit ce qu’il a vu et coûté.
import { writeFileSync } from 'node:fs';
import { chargerLecteur, type NomLecteur } from './lecteurs.ts';

export interface Demande {
  readonly lecteur: NomLecteur;
  /** `sortie` : où écrire ce qui a été vu ; null pour une mesure seule. */
  readonly fichiers: readonly { readonly chemin: string; readonly sortie: string | null }[];
}

export type Reponse =
  | { readonly type: 'pret' }
  /** `phrase` : une erreur voulue par son auteur ; sinon une erreur brute du langage. */
  | {
      readonly type: 'lu';
      readonly rang: number;
      readonly cpuMs: number;
      readonly ms: number;
      /** Mémoire résidente au plus haut depuis le début du processus, en octets. */
      readonly rss: number;
      readonly cellules: number;
      readonly erreur: { readonly phrase: boolean; readonly texte: string } | null;
    };

/** Erreurs que le langage lève de lui-même : personne ne les a écrites pour être lues. */
const BRUTES = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError']);

function rssMax(): number {
  return process.resourceUsage().maxRSS * 1024;
}

function repondre(reponse: Reponse): void {
  process.send?.(reponse);
}

function jugerErreur(erreur: unknown, lecteur: NomLecteur): { phrase: boolean; texte: string } {
  const nom = erreur instanceof Error ? erreur.name : '';
  const texte = erreur instanceof Error ? erreur.message : String(erreur);
  // Chez nous, seul un refus écrit pour l’agent est une phrase ; chez les autres, tout message voulu en est une.
  const phrase =
    lecteur === 'clas'
      ? nom === 'RefusDeLecture'
      : erreur instanceof Error && !BRUTES.has(nom) && texte.trim().split(/\s+/).length >= 3;
  return { phrase, texte: `${nom} : ${texte}`.slice(0, 300) };
}

async function servir({ lecteur, fichiers }: Demande): Promise<void> {
  const lire = await chargerLecteur(lecteur);
  repondre({ type: 'pret' });
  for (const [rang, { chemin, sortie }] of fichiers.entries()) {
    const depart = performance.now();
    const debut = process.cpuUsage();
    const cout = () => {
      const { user, system } = process.cpuUsage(debut);
      return (user + system) / 1000;
    };
    try {
      const { parcourir, voir } = await lire(chemin);
      const cellules = parcourir();
      const [cpuMs, ms, rss] = [cout(), performance.now() - depart, rssMax()];
      if (sortie !== null) writeFileSync(sortie, JSON.stringify({ feuilles: voir() }));
      repondre({ type: 'lu', rang, cpuMs, ms, rss, cellules, erreur: null });
    } catch (erreur) {
      const ms = performance.now() - depart;
      repondre({
        type: 'lu',
        rang,
        cpuMs: cout(),
        ms,
        rss: rssMax(),
        cellules: 0,
        erreur: jugerErreur(erreur, lecteur),
      });
    }
  }
}

process.once('message', (demande: Demande) => {
  // Le parent arrête ce processus à la dernière réponse.
  void servir(demande);
});
