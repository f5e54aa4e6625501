import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ecrireAtomique } from '../fichiers/ecrire-atomique.ts';
import type { FichierEcrit } from './ecrire-classeur.ts';
import { ecrireModele } from './ecrire-modele.ts';
import type { DonneesModele } from './ecrire-modele-donnees.ts';

export interface ClasseurDemande<Donnees = DonneesModele> {
  /** Nom dans l’archive, unique. */
  readonly nom: string;
  readonly donnees: Donnees;
}

/** Date DOS la plus ancienne, sans fuseau : les mêmes classeurs donnent la même archive. */
const DATE_FIGEE = new Date(1980, 0, 1);

/** Écrit plusieurs classeurs de réponse dans une archive ZIP, d’un coup. */
export function ecrireArchiveModeles(
  classeurs: readonly ClasseurDemande[],
  sortie: string,
  surFait: (fait: number) => void,
): Promise<FichierEcrit> {
  return ecrireArchiveClasseurs(classeurs, ecrireModele, sortie, surFait);
}

/** La même chose pour tout classeur que l’on écrit un par un. */
export async function ecrireArchiveClasseurs<Donnees>(
  classeurs: readonly ClasseurDemande<Donnees>[],
  ecrire: (donnees: Donnees, options: { readonly sortie: string }) => Promise<FichierEcrit>,
  sortie: string,
  surFait: (fait: number) => void,
): Promise<FichierEcrit> {
  const { ZipFile } = await import('yazl');
  const dossier = await mkdtemp(join(dirname(sortie), 'classeurs-'));
  try {
    const zip = new ZipFile();
    for (const [rang, { nom, donnees }] of classeurs.entries()) {
      const chemin = join(dossier, 'classeur.xlsx');
      await ecrire(donnees, { sortie: chemin });
      // Un .xlsx est déjà compressé.
      zip.addBuffer(await readFile(chemin), nom, { mtime: DATE_FIGEE, compress: false, forceDosTimestamp: true });
      surFait(rang + 1);
    }
    zip.end();
    const morceaux: Buffer[] = [];
    for await (const morceau of zip.outputStream) morceaux.push(Buffer.from(morceau));
    const contenu = Buffer.concat(morceaux);
    await ecrireAtomique(sortie, contenu);
    return { octets: contenu.length, sha256: createHash('sha256').update(contenu).digest('hex') };
  } finally {
    await rm(dossier, { recursive: true, force: true });
  }
}
