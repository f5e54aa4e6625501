import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import { campagneDuDossier } from '../../../db/queries/dossiers.ts';
import {
  effacerConstatPiece,
  fichiersIdentiques,
  joindreFichier,
  lireFichierPiece,
  listerConstatsPieces,
  retirerFichier,
} from '../../../db/queries/pieces.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import type { PiecesDossier } from '../../../shared/contract/pieces.ts';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { LIBELLES_ETAT_PIECE } from '../../../shared/domaine/pieces.ts';
import { acteur, exigerAgent } from '../acteur.ts';
import type { Context } from '../context.ts';
import { produire } from '../documents/produire.ts';
import { lireReserve, reserver } from '../fichiers/reserve.ts';
import { introuvable, Refus } from '../refus.ts';
import { lirePiecesDossier } from './lire.ts';
import { etablirListe, lireListe } from './liste.ts';
import { nettoyerNom } from './nom-fichier.ts';

const TAILLE_MAXIMALE = 25 * 1024 * 1024;
/** Contredits par l’arrivée d’un fichier ; une dispense, elle, reste vraie. */
const LEVES_PAR_UN_FICHIER: ReadonlySet<string> = new Set(['manquante', 'non_conforme']);

interface DemandeJointure {
  readonly dossierId: number;
  readonly code: string;
  readonly fichier: File;
}

/** Range le fichier dans la réserve, puis l’inscrit au dossier. Tout contenu est admis : il n’est jamais exécuté ni interprété. */
export async function joindre(
  context: Context,
  { dossierId, code, fichier }: DemandeJointure,
): Promise<{ dossier: PiecesDossier; avis: string | null }> {
  exigerAgent(context);
  const campagneId = campagneDuDossier(context.db, dossierId);
  if (campagneId === undefined) throw introuvable('Ce dossier');
  if (!lireListe(context.db, campagneId).pieces.some((p) => p.code === code)) throw introuvable('Cette pièce');
  const nom = nettoyerNom(fichier.name);
  const copie = await reserverFichier(context, fichier, nom);
  const auteur = acteur(context);
  const avis = ecrire(context.db, auteur, (tx) => {
    const libelle = etablirListe(tx, campagneId).find((p) => p.code === code)?.libelle ?? code;
    const semblables = fichiersIdentiques(tx.db, copie.sha256);
    const meme = semblables.find((s) => s.dossierId === dossierId && s.code === code);
    if (meme)
      throw new Refus(
        'fichier_identique',
        `« ${nom} » est déjà joint à cette pièce, à l’octet près (« ${meme.nom} », ${formaterInstant(meme.instant)}) : rien n’a été ajouté.`,
      );
    joindreFichier(tx, { dossierId, code, nom, ...copie }, auteur.agentId, `Fichier « ${nom} » joint à « ${libelle} »`);
    const avisAilleurs = semblables[0];
    return [
      leverConstat(tx, campagneId, dossierId, code, libelle),
      avisAilleurs &&
        `Le même fichier est aussi au dossier ${avisAilleurs.numero} (« ${avisAilleurs.nom} ») : vérifiez que ce n’est pas une erreur.`,
    ]
      .filter(Boolean)
      .join(' ');
  });
  return { dossier: lirePiecesDossier(context, dossierId), avis: avis || null };
}

async function reserverFichier(context: Context, fichier: File, nom: string) {
  if (fichier.size > TAILLE_MAXIMALE)
    throw new Refus(
      'trop_gros',
      `« ${nom} » pèse ${Math.ceil(fichier.size / 1024 / 1024)} Mio, 25 au plus : demandez-en une version plus légère.`,
    );
  if (fichier.size === 0)
    throw new Refus('fichier_vide', `« ${nom} » est vide : redemandez-le au porteur, il a pu mal partir.`);
  const provisoire = join(context.dossierTravail, `piece-${randomUUID()}`);
  await writeFile(provisoire, new Uint8Array(await fichier.arrayBuffer()));
  try {
    return await reserver(context, provisoire);
  } finally {
    await rm(provisoire, { force: true });
  }
}

/** « Manquante » n’est plus vrai, « non conforme » parlait du fichier d’avant : l’agent regardera le nouveau. */
function leverConstat(
  tx: Transaction,
  campagneId: number,
  dossierId: number,
  code: string,
  libelle: string,
): string | null {
  const constat = listerConstatsPieces(tx.db, campagneId, dossierId).find((c) => c.code === code);
  if (!constat || !LEVES_PAR_UN_FICHIER.has(constat.etat)) return null;
  effacerConstatPiece(tx, dossierId, code, `Constat levé sur « ${libelle} » : un fichier est arrivé`);
  return `Le constat « ${LIBELLES_ETAT_PIECE[constat.etat].toLowerCase()} » est levé : regardez le nouveau fichier.`;
}

export function retirer(context: Context, fichierId: number, motif: string): PiecesDossier {
  const auteur = acteur(context);
  const fichier = lireFichierPiece(context.db, fichierId);
  if (!fichier) throw introuvable('Ce fichier');
  ecrire(context.db, auteur, (tx) => {
    if (lireFichierPiece(tx.db, fichierId)?.retireLe !== null)
      throw new Refus('deja_retire', `« ${fichier.nom} » est déjà retiré.`);
    retirerFichier(tx, fichier, auteur.agentId, motif);
  });
  return lirePiecesDossier(context, fichier.dossierId);
}

/** Rend le fichier gardé, après avoir vérifié qu’il est bien celui qui a été joint. */
export async function ouvrir(context: Context, fichierId: number): Promise<DocumentProduit> {
  const fichier = lireFichierPiece(context.db, fichierId);
  if (!fichier) throw introuvable('Ce fichier');
  const contenu = await lireReserve(context, fichier.sha256, fichier.nom);
  return produire(context, fichier.nom, async (sortie) => {
    await writeFile(sortie, contenu);
    return { octets: contenu.length, sha256: fichier.sha256 };
  });
}
