import { createHash } from 'node:crypto';
import type { Niveau, ReponseCondition } from '../../../shared/domaine/charte.ts';

const LONGUEUR_COURTE = 12;

function empreinte(valeur: unknown): string {
  return createHash('sha256').update(JSON.stringify(valeur)).digest('hex');
}

/** Un texte tel qu’il survit à un tableur : fins de ligne unies, sans caractère de commande, sans blanc autour. */
export function normaliserSaisie(texte: string): string {
  return (
    texte
      .replace(/\r\n?/g, '\n')
      // XML ne les admet pas, un tableur les perd ; la ligne et la tabulation restent.
      .replace(/\p{Cc}/gu, (signe) => (signe === '\n' || signe === '\t' ? signe : ''))
      .trim()
  );
}

/** Le texte d’une cellule verrouillée : les blancs peuvent bouger d’un logiciel à l’autre, pas les mots. */
export function empreinteTexte(texte: string): string {
  return empreinte(normaliserSaisie(texte).replace(/\s+/g, ' ')).slice(0, 8);
}

export function empreinteCharte(charte: unknown): string {
  return empreinte(charte);
}

/** Vide pour une ligne vide : une origine absente dit que la base n’avait rien. */
export function empreinteLigne(valeur: Niveau | ReponseCondition | null, commentaire: string): string {
  const texte = normaliserSaisie(commentaire);
  return valeur === null && texte === '' ? '' : empreinte([valeur, texte]).slice(0, LONGUEUR_COURTE);
}

export interface LectureAEmpreinter {
  readonly etat: string;
  readonly commentaire: string;
  readonly cotations: readonly {
    readonly critere: string;
    readonly niveau: Niveau | null;
    readonly commentaire: string;
  }[];
}

/** Ce qu’une lecture contient ; « aucune » si l’agent n’a rien commencé. L’état n’y est pas : terminer ne change pas un niveau. */
export function empreinteLecture(lecture: LectureAEmpreinter | null): string {
  if (lecture === null) return 'aucune';
  const cotations = lecture.cotations
    .filter((c) => empreinteLigne(c.niveau, c.commentaire) !== '')
    .toSorted((a, b) => (a.critere < b.critere ? -1 : 1))
    .map((c) => [c.critere, c.niveau, normaliserSaisie(c.commentaire)]);
  const commentaire = normaliserSaisie(lecture.commentaire);
  return cotations.length === 0 && commentaire === '' ? 'aucune' : empreinte([cotations, commentaire]);
}

/** L’identité d’une grille : les mêmes dossiers, dans le même état, pour le même agent. */
export function empreinteGrille(contenu: unknown): string {
  return empreinte(contenu).slice(0, 24);
}
