import { parse } from 'node:path';
import { anomaliesDeLImport, fichiersDeLImport } from '../../../db/queries/imports.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import type { Context } from '../context.ts';
import { produire } from '../documents/produire.ts';
import { ecrireAtomique } from '../fichiers/ecrire-atomique.ts';
import { cheminReserve, lireReserve } from '../fichiers/reserve.ts';
import { introuvable, Refus } from '../refus.ts';
import type { SurProgres } from '../suivi.ts';
import { lireDepot } from './depots.ts';
import type { AnomalieLue } from './dossier-lu.ts';

interface ARejeter {
  readonly chemin: string;
  readonly nom: string;
  readonly anomalies: readonly AnomalieLue[];
}

type Demande =
  | { readonly depotId: string; readonly fichier?: string | undefined }
  | { readonly importId: number; readonly fichier?: string | undefined };

/** Le fichier du porteur, cellules fautives colorées et commentées, et leur liste. */
export async function produireRejets(
  context: Context,
  demande: Demande,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  surProgres(0, 0, 'Relecture du fichier');
  const { chemin, nom, anomalies } =
    'depotId' in demande
      ? duDepot(context, demande.depotId, demande.fichier)
      : await deLImport(context, demande.importId, demande.fichier);
  return produire(context, `rejets-${parse(nom).name}.xlsx`, (sortie) =>
    context.lanceur.lancer(
      'rejets',
      { chemin, nom, anomalies, date: context.horloge.aujourdhui(), sortie },
      {
        surProgres: ({ fait, total, message }) => surProgres(fait, total, message),
        ...(signal ? { signal } : {}),
      },
    ),
  );
}

/** Le seul fichier, celui qui est nommé, ou à défaut le seul qui ait des anomalies. */
function choisir<T extends { readonly nom: string }>(
  fichiers: readonly T[],
  voulu: string | undefined,
  aDesAnomalies: (fichier: T) => boolean,
): T {
  if (voulu !== undefined) {
    const trouve = fichiers.find((f) => f.nom === voulu);
    if (!trouve) throw introuvable(`Le fichier « ${voulu} »`);
    return trouve;
  }
  const candidats = fichiers.length === 1 ? fichiers : fichiers.filter(aDesAnomalies);
  const [seul] = candidats;
  if (!seul) throw new Refus('sans_anomalie', 'Aucun de ces fichiers n’a d’anomalie : il n’y a rien à renvoyer.');
  if (candidats.length > 1)
    throw new Refus(
      'fichier_a_choisir',
      `Plusieurs fichiers ont des anomalies : dites lequel (${candidats.map((f) => f.nom).join(', ')}).`,
    );
  return seul;
}

function duDepot(context: Context, depotId: string, voulu: string | undefined): ARejeter {
  const { fichiers } = lireDepot(context, depotId);
  const lus = fichiers.filter((f) => f.lecture !== null);
  if (lus.length === 0) throw new Refus('non_analyse', 'Ce fichier n’a pas été lu : affichez d’abord l’aperçu.');
  const { chemin, nom, lecture } = choisir(lus, voulu, (f) => (f.lecture?.anomalies.length ?? 0) > 0);
  return { chemin, nom, anomalies: lecture?.anomalies ?? [] };
}

async function deLImport(context: Context, importId: number, voulu: string | undefined): Promise<ARejeter> {
  const fichiers = fichiersExiges(context, importId);
  const anomalies = anomaliesDeLImport(context.db, importId).map((a) => ({
    ...a,
    // Un import d’un seul fichier ne le répète pas à chaque anomalie.
    fichier: a.fichier ?? fichiers[0]?.nom ?? '',
  }));
  const { nom, sha256 } = choisir(fichiers, voulu, (f) => anomalies.some((a) => a.fichier === f.nom));
  await lireReserve(context, sha256, nom); // vérifie que c’est bien le fichier reçu
  return { chemin: cheminReserve(context, sha256), nom, anomalies: anomalies.filter((a) => a.fichier === nom) };
}

function fichiersExiges(context: Context, importId: number) {
  const fichiers = fichiersDeLImport(context.db, importId);
  if (fichiers.length === 0)
    throw new Refus(
      'fichier_non_garde',
      'Les fichiers de cet import n’ont pas été gardés : il a été fait avant que l’application ne les garde.',
    );
  return fichiers;
}

/** Le fichier tel que reçu. */
export async function rendreFichierRecu(
  context: Context,
  demande: { importId: number; fichier: string },
): Promise<DocumentProduit> {
  const fichier = fichiersExiges(context, demande.importId).find((f) => f.nom === demande.fichier);
  if (!fichier) throw introuvable(`Le fichier « ${demande.fichier} »`);
  const { nom, sha256, octets } = fichier;
  const contenu = await lireReserve(context, sha256, nom);
  return produire(context, nom, async (sortie) => {
    await ecrireAtomique(sortie, contenu);
    return { octets, sha256 };
  });
}
