import { randomUUID } from 'node:crypto';
import { copyFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join, parse } from 'node:path';
import { exigerAgent } from '../acteur.ts';
import type { Context, Depot } from '../context.ts';
import { Refus } from '../refus.ts';

const TAILLE_MAXIMALE = 25 * 1024 * 1024;
/** De quoi recevoir toute une campagne de classeurs d’un coup. */
const FICHIERS_MAXIMUM = 500;

export interface Depose {
  readonly depotId: string;
  readonly fichier: string;
}

function refuserTropGros(octets: number, nom: string): void {
  if (octets > TAILLE_MAXIMALE) {
    throw new Refus(
      'trop_gros',
      `« ${nom} » pèse ${Math.round(octets / 1024 / 1024)} Mio, 25 au plus : enlevez images et feuilles inutiles, puis réessayez.`,
    );
  }
}

/** Range un fichier reçu dans le dossier de travail, sous un nom à nous : celui d’origine ne sert qu’à l’affichage. */
export async function deposerFichier(context: Context, fichier: File, depotId?: string): Promise<Depose> {
  exigerAgent(context);
  refuserTropGros(fichier.size, fichier.name);
  return ranger(context, fichier.name, depotId, async (chemin) =>
    writeFile(chemin, new Uint8Array(await fichier.arrayBuffer())),
  );
}

/** Un fichier du poste ; sans agent exigé : déposer n’écrit rien dans la base. */
export async function deposerChemin(context: Context, origine: string, depotId?: string): Promise<Depose> {
  const infos = await stat(origine).catch(() => null);
  if (!infos?.isFile())
    throw new Refus('fichier_absent', `« ${origine} » est introuvable ou n’est pas un fichier.`, { lieu: origine });
  refuserTropGros(infos.size, basename(origine));
  return ranger(context, origine, depotId, (chemin) => copyFile(origine, chemin));
}

async function ranger(
  context: Context,
  origine: string,
  depotId: string | undefined,
  copier: (chemin: string) => Promise<void>,
): Promise<Depose> {
  if (depotId !== undefined && lireDepot(context, depotId).fichiers.length >= FICHIERS_MAXIMUM)
    throw new Refus('trop_de_fichiers', `${FICHIERS_MAXIMUM} fichiers à la fois au plus : importez-les en deux fois.`);
  const chemin = join(context.dossierTravail, `depot-${randomUUID()}`);
  await copier(chemin);
  const id = depotId ?? randomUUID();
  const depot: Depot = depotId === undefined ? { fichiers: [], analyse: null } : lireDepot(context, depotId);
  const nom = nommer(
    basename(origine),
    depot.fichiers.map((f) => f.nom),
  );
  // Un fichier de plus rend l’aperçu périmé, non ce qui a été lu des autres.
  context.depots.set(id, {
    fichiers: [...depot.fichiers, { chemin, nom, lecture: null, refus: null, options: null }],
    analyse: null,
  });
  return { depotId: id, fichier: nom };
}

/** Deux fichiers du même nom se distinguent : « réponse (2).xlsx ». */
function nommer(nom: string, pris: readonly string[]): string {
  const { name, ext } = parse(nom);
  let libre = nom;
  for (let n = 2; pris.includes(libre); n += 1) libre = `${name} (${n})${ext}`;
  return libre;
}

export async function choisirFichier(context: Context): Promise<Depose | null> {
  if (!context.hote.choisirFichier)
    throw new Refus('hote', 'Glissez le fichier dans la page, ou choisissez-le avec le bouton.');
  exigerAgent(context);
  const chemin = await context.hote.choisirFichier();
  return chemin === null ? null : deposerChemin(context, chemin);
}

export async function abandonner(context: Context, depotId: string): Promise<void> {
  const depot = context.depots.get(depotId);
  context.depots.delete(depotId);
  if (depot) await viderDepot(depot);
}

export async function viderDepot(depot: Depot): Promise<void> {
  for (const { chemin } of depot.fichiers) await rm(chemin, { force: true });
}

export function lireDepot(context: Pick<Context, 'depots'>, depotId: string): Depot {
  const depot = context.depots.get(depotId);
  if (!depot) throw new Refus('depot_perdu', 'Ce fichier n’est plus en attente : déposez-le à nouveau.');
  return depot;
}
