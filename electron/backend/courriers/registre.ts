import { createHash, randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ecrire } from '../../../db/ecrire.ts';
import {
  type CourrierNomme,
  campagneDuCourrier,
  lireCourrier,
  listerCourriers,
  listerEnvois,
  noterEnvoi,
} from '../../../db/queries/courriers.ts';
import { derniereEmpreinte } from '../../../db/queries/journal.ts';
import type { MoyenEnvoi } from '../../../shared/contract/courriers.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import { dateDe, formaterDate, lireDate } from '../../../shared/domaine/dates.ts';
import { normaliserTexte } from '../../../shared/domaine/textes.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { produireEtArchiver } from '../documents/archiver.ts';
import type { DonneesNotifications } from '../documents/lettre-notification-donnees.ts';
import { ecrireAtomique } from '../fichiers/ecrire-atomique.ts';
import { cheminReserve, lireReserve } from '../fichiers/reserve.ts';
import { introuvable, Refus } from '../refus.ts';
import type { SurProgres } from '../suivi.ts';
import { lireContenu } from './contenu.ts';
import { nommerLiasse } from './produire.ts';

interface Choix {
  readonly campagneId: number;
  readonly courrierIds: readonly number[];
}

function choisir(context: Context, { campagneId, courrierIds }: Choix): CourrierNomme[] {
  const voulus = new Set(courrierIds);
  const choisis = listerCourriers(context.db, campagneId).filter((c) => voulus.has(c.id));
  if (choisis.length < voulus.size) throw introuvable('Une de ces lettres');
  return choisis;
}

/** Le PDF d’une lettre tel qu’il a été produit, empreinte vérifiée. */
export async function rouvrirCourrier(context: Context, courrierId: number): Promise<DocumentProduit> {
  const courrier = lireCourrier(context.db, courrierId);
  if (!courrier || campagneDuCourrier(context.db, courrierId) === undefined) throw introuvable('Cette lettre');
  const nom = `${courrier.numero}.pdf`;
  const contenu = await lireReserve(context, courrier.sha256, nom);
  const documentId = randomUUID();
  context.produits.set(documentId, { chemin: cheminReserve(context, courrier.sha256), nom });
  return { documentId, nom, octets: contenu.length, sha256: courrier.sha256, pages: null };
}

/** Note le jour et le moyen d’envoi ; tout ou rien. Une lettre déjà notée ainsi n’est ni écrite ni comptée. */
export function noterEnvois(
  context: Context,
  { date, moyen, ...choix }: Choix & { readonly date: string | null; readonly moyen: MoyenEnvoi },
): { readonly notees: number } {
  const choisis = choisir(context, choix);
  if (date !== null) refuserDate(context, date, choisis);
  const connus = listerEnvois(context.db, choix.campagneId);
  const changes = choisis.filter((c) => c.envoyeLe !== date || (date !== null && connus.get(c.id)?.moyen !== moyen));
  if (changes.length > 0)
    ecrire(context.db, acteur(context), (tx) => {
      for (const courrier of changes) noterEnvoi(tx, courrier, { date, moyen });
    });
  return { notees: changes.length };
}

function refuserDate(context: Context, date: string, choisis: readonly CourrierNomme[]): void {
  if (!lireDate(date).valide)
    throw new Refus('date_impossible', `« ${date} » n’est pas une date : choisissez-la dans le calendrier.`);
  if (date > context.horloge.aujourdhui())
    throw new Refus(
      'date_a_venir',
      `Le ${formaterDate(date)} n’est pas encore passé : notez l’envoi le jour où il a lieu.`,
    );
  const trop = choisis.find((c) => dateDe(c.produitLe) > date);
  if (trop)
    throw new Refus(
      'date_trop_tot',
      `La lettre ${trop.numero} a été produite le ${formaterDate(dateDe(trop.produitLe))} : elle n’a pas pu partir le ${formaterDate(date)}. Rien n’a été noté.`,
    );
}

function donneesDe(context: Context, choisis: readonly CourrierNomme[]): DonneesNotifications {
  const lettres = choisis.map((c) => lireContenu(c).lettre);
  const derniere = lettres.at(-1);
  if (!derniere) throw introuvable('Une de ces lettres');
  return { ...derniere.expediteur, empreinteJournal: derniereEmpreinte(context.db), lettres };
}

/** Des lettres du registre dans un seul PDF, archivé : les mêmes lettres redonnent le même fichier. */
export function produireLiasse(
  context: Context,
  choix: Choix,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const choisis = choisir(context, choix);
  const numeros = choisis.map((c) => c.numero);
  return produireEtArchiver(
    context,
    {
      campagneId: choix.campagneId,
      nature: 'lettres-notification',
      nom: nommerLiasse(choisis[0]?.seance ?? '', numeros),
      parametres: { lettres: numeros },
      travail: 'lettres-notification',
      entree: { donnees: donneesDe(context, choisis), separees: [] },
    },
    surProgres,
    signal,
  );
}

interface PdfDePorteur {
  readonly nom: string;
  readonly structure: string;
  readonly courriers: readonly CourrierNomme[];
  readonly contenu: Buffer;
}

/** Un PDF par porteur : sa lettre telle qu’archivée ; s’il en a plusieurs, réunies dans l’ordre des numéros. */
export async function pdfsParPorteur(
  context: Context,
  choix: Choix,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<PdfDePorteur[]> {
  const choisis = choisir(context, choix);
  const porteurs = [...Map.groupBy(choisis, (c) => c.structureId).values()];
  const reunis = porteurs.filter((siens) => siens.length > 1);
  const contenus = await reunir(context, reunis, surProgres, signal);
  const pdfs: PdfDePorteur[] = [];
  for (const siens of porteurs) {
    const [premier] = siens;
    if (!premier) continue;
    const nom = `${siens
      .map((c) => c.numero)
      .join('_')
      .slice(0, 80)}-${abreger(premier.structure)}.pdf`;
    const contenu = contenus.get(premier.structureId) ?? (await lireReserve(context, premier.sha256, premier.numero));
    pdfs.push({ nom, structure: premier.structure, courriers: siens, contenu });
  }
  return pdfs;
}

async function reunir(
  context: Context,
  porteurs: readonly (readonly CourrierNomme[])[],
  surProgres: SurProgres,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<number, Buffer>> {
  if (porteurs.length === 0) return new Map();
  const toutes = porteurs.flat();
  const rangs = new Map(toutes.map((c, rang) => [c.id, rang]));
  const separees = porteurs.map((siens) => ({
    chemin: join(context.dossierTravail, `porteur-${randomUUID()}`),
    rangs: siens.map((c) => rangs.get(c.id) ?? 0),
  }));
  const sortie = join(context.dossierTravail, `document-${randomUUID()}`);
  try {
    await context.lanceur.lancer(
      'lettres-notification',
      { donnees: donneesDe(context, toutes), ressources: context.ressources, sortie, separees },
      {
        surProgres: ({ fait, total, message }) => surProgres(fait, total, message),
        ...(signal ? { signal } : {}),
      },
    );
    const lus = await Promise.all(separees.map(({ chemin }) => readFile(chemin)));
    return new Map(porteurs.map((siens, rang) => [siens[0]?.structureId ?? 0, lus[rang] ?? Buffer.alloc(0)]));
  } finally {
    await Promise.all([sortie, ...separees.map((s) => s.chemin)].map((chemin) => rm(chemin, { force: true })));
  }
}

/** Date DOS la plus ancienne, sans fuseau : les mêmes lettres donnent la même archive. */
const DATE_FIGEE = new Date(1980, 0, 1);

/** Une archive ZIP, un PDF par porteur ; un seul porteur : son PDF. */
export async function produireParPorteur(
  context: Context,
  choix: Choix,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const pdfs = await pdfsParPorteur(context, choix, surProgres, signal);
  const [seul] = pdfs;
  if (!seul) throw introuvable('Une de ces lettres');
  const enArchive = pdfs.length > 1;
  const contenu = enArchive ? await archiver(pdfs) : seul.contenu;
  const nom = enArchive ? `lettres-notification-${seul.courriers[0]?.seance ?? ''}.zip` : seul.nom;
  const documentId = randomUUID();
  const chemin = join(context.dossierTravail, `document-${documentId}`);
  await ecrireAtomique(chemin, contenu);
  context.produits.set(documentId, { chemin, nom });
  const sha256 = createHash('sha256').update(contenu).digest('hex');
  return { documentId, nom, octets: contenu.length, sha256, pages: null };
}

async function archiver(pdfs: readonly PdfDePorteur[]): Promise<Buffer> {
  const { ZipFile } = await import('yazl');
  const zip = new ZipFile();
  // Un PDF est déjà compressé.
  for (const { nom, contenu } of pdfs)
    zip.addBuffer(contenu, nom, { mtime: DATE_FIGEE, compress: false, forceDosTimestamp: true });
  zip.end();
  const morceaux: Buffer[] = [];
  for await (const morceau of zip.outputStream) morceaux.push(Buffer.from(morceau));
  return Buffer.concat(morceaux);
}

/** Sans accent ni espace : le nom passe par des messageries de toutes sortes. */
function abreger(raisonSociale: string): string {
  const net = normaliserTexte(raisonSociale)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '');
  return net === '' ? 'porteur' : net;
}
