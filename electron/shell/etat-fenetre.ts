import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { screen } from 'electron';
import { z } from 'zod';

const EtatFenetre = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  agrandie: z.boolean(),
});
/** Place de la fenêtre, en pixels de l’écran. */
export type EtatFenetre = z.infer<typeof EtatFenetre>;

/** Ce qu’il faut voir d’une fenêtre pour pouvoir la saisir : sa barre de titre. */
const VISIBLE_MIN = { width: 200, height: 60 };
const TAILLE_VOULUE = { width: 1366, height: 820 };

function estSaisissable(etat: EtatFenetre): boolean {
  return screen.getAllDisplays().some(({ workArea: zone }) => {
    const largeur = Math.min(etat.x + etat.width, zone.x + zone.width) - Math.max(etat.x, zone.x);
    const hauteur = Math.min(etat.y + etat.height, zone.y + zone.height) - Math.max(etat.y, zone.y);
    const titreVisible = etat.y >= zone.y - VISIBLE_MIN.height && etat.y < zone.y + zone.height;
    return largeur >= VISIBLE_MIN.width && hauteur >= VISIBLE_MIN.height && titreVisible;
  });
}

function etatParDefaut(): EtatFenetre {
  const zone = screen.getPrimaryDisplay().workArea;
  const width = Math.min(TAILLE_VOULUE.width, zone.width);
  const height = Math.min(TAILLE_VOULUE.height, zone.height);
  return {
    x: zone.x + Math.floor((zone.width - width) / 2),
    y: zone.y + Math.floor((zone.height - height) / 2),
    width,
    height,
    agrandie: false,
  };
}

/** La place gardée, ou une place par défaut si rien n’est gardé, si c’est illisible, ou si l’écran n’est plus là. */
export function lireEtatFenetre(fichier: string): EtatFenetre {
  let lu: unknown;
  try {
    lu = JSON.parse(readFileSync(fichier, 'utf8'));
  } catch {
    return etatParDefaut(); // premier lancement, ou fichier abîmé : la place d’une fenêtre ne vaut pas un message
  }
  const etat = EtatFenetre.safeParse(lu);
  return etat.success && estSaisissable(etat.data) ? etat.data : etatParDefaut();
}

/** Garde la place ; renommage, pour ne jamais laisser un fichier à moitié écrit. */
export function ecrireEtatFenetre(fichier: string, etat: EtatFenetre): void {
  const temporaire = `${fichier}.tmp`;
  writeFileSync(temporaire, `${JSON.stringify(etat)}\n`);
  renameSync(temporaire, fichier);
}
