import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ecrire } from '../../../db/ecrire.ts';
import { type LigneConvention, lireConvention } from '../../../db/queries/conventions.ts';
import { archiveDuPapier, insererDocumentArchive } from '../../../db/queries/documents-archives.ts';
import { derniereEmpreinte } from '../../../db/queries/journal.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { acteurDuPoste } from '../acteur.ts';
import type { Context } from '../context.ts';
import {
  type ArchiveDeDocument,
  archiverEcrit,
  preparerArchive,
  produireEtArchiver,
  reprendre,
} from '../documents/archiver.ts';
import type { DonneesConventions } from '../documents/convention-donnees.ts';
import { introuvable } from '../refus.ts';
import type { SurProgres } from '../suivi.ts';
import { lireContenu } from './contenu.ts';

function lirePapiers(context: Context, campagneId: number | null, ids: readonly number[]): LigneConvention[] {
  return ids.map((id) => {
    const papier = lireConvention(context.db, id);
    if (!papier || (campagneId !== null && papier.campagneId !== campagneId))
      throw introuvable('Une de ces conventions');
    return papier;
  });
}

/** Le PDF d’un papier tel qu’il a été écrit la première fois ; ce qu’une version suivante du logiciel en ferait ne compte pas. */
export async function ouvrirPapier(
  context: Context,
  conventionId: number,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const archive = archiveDuPapier(context.db, conventionId);
  if (archive) return reprendre(context, archive);
  const [papier] = lirePapiers(context, null, [conventionId]);
  if (!papier) throw introuvable('Cette convention');
  return produireEtArchiver(context, demandeSeule(papier), surProgres, signal);
}

/** Seul, un papier ne dépend que de lui. */
function demandeSeule(papier: LigneConvention) {
  const { papier: imprime } = lireContenu(papier);
  return {
    campagneId: papier.campagneId,
    nature: 'convention',
    nom: nommer(papier),
    parametres: { numero: papier.numero, conventionId: papier.id },
    travail: 'conventions' as const,
    entree: { donnees: { ...imprime.expediteur, empreinteJournal: '', lettres: [imprime] }, separees: [] },
  };
}

/** « / » d’un avenant n’est pas d’un nom de fichier. */
function nommer({ nature, numero }: Pick<LigneConvention, 'nature' | 'numero'>): string {
  return `${nature}-${numero.replace('/', '-')}.pdf`;
}

/** Écrit plusieurs papiers : chacun archivé seul, et tous dans le PDF rendu. Un seul : le sien. */
export async function ecrirePapiers(
  context: Context,
  campagneId: number,
  ids: readonly number[],
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const papiers = lirePapiers(context, campagneId, ids);
  const [premier] = papiers;
  if (!premier) throw introuvable('Une de ces conventions');
  if (papiers.length === 1) return ouvrirPapier(context, premier.id, surProgres, signal);
  const donnees = reunir(context, papiers);
  const sortie = join(context.dossierTravail, `document-${randomUUID()}`);
  const separees = papiers.map(() => join(context.dossierTravail, `convention-${randomUUID()}`));
  surProgres(0, papiers.length, `Impression de ${pluriel(papiers.length, 'convention')}`);
  try {
    const ecrit = await context.lanceur.lancer(
      'conventions',
      { donnees, ressources: context.ressources, sortie, separees },
      {
        surProgres: ({ fait, total, message }) => surProgres(fait, total, message),
        ...(signal ? { signal } : {}),
      },
    );
    const archives: ArchiveDeDocument[] = [];
    for (const [rang, papier] of papiers.entries()) {
      // Déjà archivé par une ouverture : la première impression reste la seule.
      if (archiveDuPapier(context.db, papier.id)) continue;
      archives.push(
        await preparerArchive(context, {
          ...demandeSeule(papier),
          fichier: separees[rang] ?? '',
          pages: ecrit.papiers[rang]?.pages ?? null,
        }),
      );
    }
    if (archives.length > 0)
      ecrire(context.db, acteurDuPoste(context), (tx) => {
        for (const archive of archives) insererDocumentArchive(tx, archive);
      });
    return await archiverEcrit(context, demandeDeLiasse(campagneId, papiers, donnees), {
      chemin: sortie,
      pages: ecrit.pages,
    });
  } finally {
    await Promise.all(separees.map((chemin) => rm(chemin, { force: true })));
  }
}

function reunir(context: Context, papiers: readonly LigneConvention[]): DonneesConventions {
  const imprimes = papiers.map((p) => lireContenu(p).papier);
  const dernier = imprimes.at(-1);
  if (!dernier) throw introuvable('Une de ces conventions');
  return { ...dernier.expediteur, empreinteJournal: derniereEmpreinte(context.db), lettres: imprimes };
}

function demandeDeLiasse(campagneId: number, papiers: readonly LigneConvention[], donnees: DonneesConventions) {
  const numeros = papiers.map((p) => p.numero);
  return {
    campagneId,
    nature: 'conventions',
    nom: `conventions-${donnees.anneeScolaire}-${pluriel(numeros.length, 'papier').replace(/\s/g, '-')}.pdf`,
    parametres: { numeros },
    travail: 'conventions' as const,
    entree: { donnees, separees: [] },
  };
}

/** Des papiers déjà générés dans un seul PDF, archivé : les mêmes redonnent le même fichier. */
export function produireLiasse(
  context: Context,
  { campagneId, conventionIds }: { readonly campagneId: number; readonly conventionIds: readonly number[] },
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const papiers = lirePapiers(context, campagneId, [...new Set(conventionIds)]);
  const [premier] = papiers;
  if (papiers.length === 1 && premier) return ouvrirPapier(context, premier.id, surProgres, signal);
  const demande = demandeDeLiasse(campagneId, papiers, reunir(context, papiers));
  return produireEtArchiver(context, demande, surProgres, signal);
}
