import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { derniereEmpreinte } from '../../../db/queries/journal.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import { agentCourant, nomComplet } from '../acteur.ts';
import { lireCampagne } from '../campagnes.ts';
import type { Context } from '../context.ts';
import { ecrireAtomique } from '../fichiers/ecrire-atomique.ts';
import { lirePaiements } from '../paiements/lire.ts';
import { lireIdentite } from '../parametres.ts';
import { Refus } from '../refus.ts';
import type { SurProgres } from '../suivi.ts';
import { produireEtArchiver } from './archiver.ts';

/** Tout est lu ici, dans le processus qui tient la base ; l’enfant ne reçoit que des valeurs. */
export async function produireEcheancier(
  context: Context,
  campagneId: number,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const campagne = lireCampagne(context, campagneId);
  const agent = agentCourant(context);
  const donnees = {
    identite: lireIdentite(context.db),
    campagne,
    etat: lirePaiements(context, campagneId),
    editeLe: context.horloge.maintenant(),
    editePar: agent ? nomComplet(agent) : context.compteSysteme,
    version: context.version,
    empreinteJournal: derniereEmpreinte(context.db),
  };
  return produireEtArchiver(
    context,
    {
      campagneId,
      nature: 'echeancier',
      nom: `echeancier-clas-${campagne.anneeScolaire}.xlsx`,
      parametres: {},
      travail: 'echeancier',
      entree: { donnees },
    },
    surProgres,
    signal,
  );
}

interface Ecrit {
  readonly octets: number;
  readonly sha256: string;
  readonly pages?: number;
}

/** Fait écrire le document dans un enfant et garde le fichier sous un numéro, à demander ensuite. */
export async function produire(
  context: Context,
  nom: string,
  ecrire: (sortie: string) => Promise<Ecrit>,
): Promise<DocumentProduit> {
  const documentId = randomUUID();
  const chemin = join(context.dossierTravail, `document-${documentId}`);
  const { octets, sha256, pages } = await ecrire(chemin);
  context.produits.set(documentId, { chemin, nom });
  return { documentId, nom, octets, sha256, pages: pages ?? null };
}

export type Rangement =
  | { mode: 'enregistre'; chemin: string }
  | { mode: 'renonce' }
  | { mode: 'telechargement'; nom: string; fichier: Blob };

export async function enregistrerDocument(context: Context, documentId: string): Promise<Rangement> {
  const document = context.produits.get(documentId);
  if (!document) throw new Refus('document_perdu', 'Ce document n’est plus en attente : produisez-le à nouveau.');
  const contenu = await readFile(document.chemin);
  if (!context.hote.enregistrerSous) {
    return { mode: 'telechargement', nom: document.nom, fichier: new Blob([contenu]) };
  }
  const chemin = await context.hote.enregistrerSous(document.nom);
  if (chemin === null) return { mode: 'renonce' };
  await ecrireAtomique(chemin, contenu);
  return { mode: 'enregistre', chemin };
}
