import { createHash, randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Base } from '../../../db/base.ts';
import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import {
  type DocumentArchive,
  insererDocumentArchive,
  lireDocumentArchive,
  trouverDocumentArchive,
} from '../../../db/queries/documents-archives.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import { acteur, acteurDuPoste } from '../acteur.ts';
import type { Context } from '../context.ts';
import { cheminReserve, lireReserve, reserver } from '../fichiers/reserve.ts';
import { introuvable, Refus } from '../refus.ts';
import type { SurProgres } from '../suivi.ts';
import type { Entree, NomTravail, Sortie } from '../travaux/contrat.ts';

/** Ce que tout document imprime de son édition : l’heure, et l’empreinte qui le relie à l’état de la base. */
export interface Edition {
  /** Instant ISO UTC. */
  readonly editeLe: string;
  readonly version: string;
  readonly empreinteJournal: string;
}

/** Les travaux qui écrivent un document entier d’après des valeurs. */
export type TravailDeDocument = {
  [N in NomTravail]: Entree<N> extends { readonly donnees: Edition; readonly sortie: string }
    ? Sortie<N> extends { readonly octets: number; readonly sha256: string }
      ? N
      : never
    : never;
}[NomTravail];

export interface DemandeDocument<N extends TravailDeDocument> {
  /** null : un document qui n’est pas d’une campagne. */
  readonly campagneId: number | null;
  /** Ce que c’est, en un mot : « dossier-de-seance », « releve »… */
  readonly nature: string;
  readonly nom: string;
  /** Les choix de l’agent, montrés dans la liste des documents. */
  readonly parametres: Readonly<Record<string, unknown>>;
  readonly travail: N;
  /** Tout ce que le travail reçoit, hors l’endroit où écrire. Des valeurs qui passent par JSON sans perte. */
  readonly entree: Omit<Entree<N>, 'sortie' | 'ressources'>;
  /** Relit ce qui a pu changer pendant l’écriture ; un refus ne rend ni n’archive rien. */
  readonly recontroler?: (db: Base) => void;
}

/**
 * Produit un document dans un processus à part et l’archive : son contenu, ses choix, et tout ce qu’il a reçu, de quoi
 * le refaire à l’octet près. Du même état, le document déjà archivé revient tel quel : rien n’est écrit deux fois.
 */
export async function produireEtArchiver<N extends TravailDeDocument>(
  context: Context,
  demande: DemandeDocument<N>,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const { nature, travail } = demande;
  // Écrit d’après sa copie gardée : ce qui le refera est exactement ce qui l’a fait.
  const texte = JSON.stringify(demande.entree);
  const etat = empreinteEtat(travail, texte);
  const connu = trouverDocumentArchive(context.db, { nature, etat, version: context.version });
  const refait = connu && (await reprendre(context, connu).catch(() => null));
  if (refait) {
    demande.recontroler?.(context.db);
    surProgres(1, 1, 'Rien n’a changé : le document déjà produit');
    return refait;
  }
  const sortie = join(context.dossierTravail, `document-${randomUUID()}`);
  const ecrit = await lancer(context, travail, texte, sortie, surProgres, signal);
  return archiverEcrit(context, demande, { chemin: sortie, pages: ecrit.pages });
}

/**
 * Produit un document qui va avec autre chose (des relances) : `inscrire` écrit cette autre chose dans la transaction qui
 * archive, pour qu’ils existent ensemble ou pas du tout. Arrêté avant, rien n’est inscrit.
 */
export async function produireEtInscrire<N extends TravailDeDocument>(
  context: Context,
  demande: DemandeDocument<N>,
  inscrire: (tx: Transaction, archiveId: number) => void,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const chemin = join(context.dossierTravail, `document-${randomUUID()}`);
  const { pages } = await lancer(context, demande.travail, JSON.stringify(demande.entree), chemin, surProgres, signal);
  const archive = await preparerArchive(context, { ...demande, fichier: chemin, pages });
  signal?.throwIfAborted();
  ecrire(context.db, acteur(context), (tx) => inscrire(tx, insererDocumentArchive(tx, archive)));
  const { nom, sha256, octets } = archive;
  const documentId = randomUUID();
  context.produits.set(documentId, { chemin, nom });
  return { documentId, nom, sha256, octets, pages };
}

/**
 * Archive un document qu’un travail vient d’écrire avec d’autres fichiers : la liasse des lettres, en même temps que
 * chaque lettre. `entree` est ce qui le refera seul.
 */
export async function archiverEcrit<N extends TravailDeDocument>(
  context: Context,
  demande: DemandeDocument<N>,
  { chemin, pages }: { readonly chemin: string; readonly pages: number | null },
): Promise<DocumentProduit> {
  const archive = await preparerArchive(context, { ...demande, fichier: chemin, pages });
  ecrire(context.db, acteurDuPoste(context), (tx) => {
    demande.recontroler?.(tx.db);
    insererDocumentArchive(tx, archive);
  });
  const { nom, sha256, octets } = archive;
  const documentId = randomUUID();
  context.produits.set(documentId, { chemin, nom });
  return { documentId, nom, sha256, octets, pages };
}

export type ArchiveDeDocument = Parameters<typeof insererDocumentArchive>[1];

/**
 * Range un document déjà écrit et tout ce qui l’a fait dans la réserve ; rend la ligne à insérer, dans la transaction
 * de l’appelant, pour que l’archive et ce qu’elle accompagne existent ensemble ou pas du tout.
 */
export async function preparerArchive<N extends TravailDeDocument>(
  context: Context,
  demande: DemandeDocument<N> & { readonly fichier: string; readonly pages: number | null },
): Promise<ArchiveDeDocument> {
  const { campagneId, nature, nom, parametres, travail, pages } = demande;
  const texte = JSON.stringify(demande.entree);
  const fichier = await reserver(context, demande.fichier);
  return {
    campagneId,
    nature,
    nom,
    parametres,
    ...fichier,
    pages,
    travail,
    entree: await reserverEntree(context, texte),
    etat: empreinteEtat(travail, texte),
    version: context.version,
    journal: (JSON.parse(texte) as { donnees: Edition }).donnees.empreinteJournal,
  };
}

/** Le document archivé, tel qu’il a été produit. */
export async function reprendre(context: Context, archive: DocumentArchive): Promise<DocumentProduit> {
  const { nom, sha256, octets, pages } = archive;
  await lireReserve(context, sha256, nom);
  const documentId = randomUUID();
  context.produits.set(documentId, { chemin: cheminReserve(context, sha256), nom });
  return { documentId, nom, octets, sha256, pages };
}

/**
 * Refait un document d’après ce qu’il avait reçu, et compare à ce qui avait été produit.
 * @returns `identique` : les mêmes octets
 */
export async function refaire(
  context: Context,
  archiveId: number,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<{ readonly identique: boolean; readonly document: DocumentProduit }> {
  const archive = lireDocumentArchive(context.db, archiveId);
  if (!archive) throw introuvable('Ce document');
  if (archive.travail === null || archive.entree === null)
    throw new Refus('document_sans_entree', 'Ce document n’est pas de ceux qui se refont : rouvrez l’original.');
  const texte = gunzipSync(await lireReserve(context, archive.entree, archive.nom)).toString();
  const sortie = join(context.dossierTravail, `document-${randomUUID()}`);
  // Le nom vient de la base, écrit par produireEtArchiver : c’est un travail de document.
  const travail = archive.travail as TravailDeDocument;
  const ecrit = await lancer(context, travail, texte, sortie, surProgres, signal);
  const documentId = randomUUID();
  context.produits.set(documentId, { chemin: sortie, nom: archive.nom });
  return {
    identique: ecrit.sha256 === archive.sha256,
    document: { documentId, nom: archive.nom, octets: ecrit.octets, sha256: ecrit.sha256, pages: ecrit.pages },
  };
}

async function lancer(
  context: Context,
  travail: TravailDeDocument,
  texte: string,
  sortie: string,
  surProgres: SurProgres,
  signal: AbortSignal | undefined,
): Promise<{ readonly octets: number; readonly sha256: string; readonly pages: number | null }> {
  // L’entrée a été écrite par produireEtArchiver pour ce travail.
  const entree = { ...(JSON.parse(texte) as object), ressources: context.ressources, sortie } as Entree<typeof travail>;
  const ecrit = await context.lanceur.lancer(travail, entree, {
    surProgres: ({ fait, total, message }) => surProgres(fait, total, message),
    ...(signal ? { signal } : {}),
  });
  const pages = 'pages' in ecrit && typeof ecrit.pages === 'number' ? ecrit.pages : null;
  return { octets: ecrit.octets, sha256: ecrit.sha256, pages };
}

/** L’empreinte de l’état : tout ce que le travail reçoit, sauf quand et sur quelle entrée du journal on l’édite. */
function empreinteEtat(travail: string, texte: string): string {
  const { donnees, ...reste } = JSON.parse(texte) as { donnees: Edition };
  const { editeLe: _, empreinteJournal: __, ...valeurs } = donnees;
  return createHash('sha256')
    .update(JSON.stringify([travail, reste, valeurs]))
    .digest('hex');
}

async function reserverEntree(context: Context, texte: string): Promise<string> {
  const chemin = join(context.dossierTravail, `entree-${randomUUID()}`);
  await writeFile(chemin, gzipSync(texte));
  const { sha256 } = await reserver(context, chemin);
  await rm(chemin, { force: true });
  return sha256;
}
