import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { ecrire } from '../../../db/ecrire.ts';
import { lireClos, noterArchive } from '../../../db/queries/cloture.ts';
import type { ArchiveFaite } from '../../../shared/contract/cloture.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';
import type { SurProgres } from '../suivi.ts';

/** Où va l’archive si on ne le dit pas : à côté de la base, comme ses sauvegardes. */
function cheminParDefaut(fichierBase: string, annee: string, instant: string): string {
  const jour = instant.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  return join(dirname(fichierBase), 'archives', `clas-${annee}-${jour}.zip`);
}

/**
 * Écrit l’archive d’une campagne close, dans un processus à part, et en garde l’empreinte au journal. Peut se refaire :
 * chaque archive a son nom.
 */
export async function archiver(
  context: Context,
  { campagneId, sortie }: { readonly campagneId: number; readonly sortie?: string | null },
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<ArchiveFaite & { readonly documentId: string }> {
  const auteur = acteur(context);
  const clos = lireClos(context.db, campagneId);
  if (!clos) throw introuvable('Cette campagne');
  const { anneeScolaire, closeLe } = clos;
  if (closeLe === null) {
    throw new Refus('ouverte', `La campagne ${anneeScolaire} n’est pas close : elle s’archive une fois close.`);
  }
  const chemin = sortie ?? cheminParDefaut(context.fichierBase, anneeScolaire, auteur.instant);
  const ecrite = await context.lanceur.lancer(
    'archive-campagne',
    {
      fichierBase: context.fichierBase,
      sortie: chemin,
      anneeScolaire,
      faitLe: auteur.instant,
      par: auteur.agentNom,
      version: context.version,
    },
    {
      surProgres: ({ fait, total, message }) => surProgres(fait, total, message),
      ...(signal === undefined ? {} : { signal }),
    },
  );
  const faite: ArchiveFaite = { ...ecrite, manques: [...ecrite.manques], chemin, nom: basename(chemin) };
  ecrire(context.db, auteur, (tx) => noterArchive(tx, campagneId, faite));
  const documentId = randomUUID();
  context.produits.set(documentId, { chemin, nom: faite.nom });
  return { ...faite, documentId };
}
