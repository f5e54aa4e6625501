import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import type { Context } from '../context.ts';
import { produireEtArchiver } from '../documents/archiver.ts';
import type { SurProgres } from '../suivi.ts';
import { rassemblerFiches } from './fiches.ts';

interface DemandeFiches {
  readonly campagneId: number;
  readonly dossierIds: readonly number[];
  readonly format: 'pdf' | 'xlsx';
}

/** Les fiches des dossiers choisis, ou leur classeur, écrits dans un processus à part qu’on peut arrêter. */
export async function produireFiches(
  context: Context,
  { campagneId, dossierIds, format }: DemandeFiches,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  surProgres(0, dossierIds.length, `Rassemblement de ${pluriel(dossierIds.length, 'dossier')}`);
  const donnees = rassemblerFiches(context, campagneId, dossierIds);
  const [seule, ...autres] = donnees.fiches;
  const annee = donnees.campagne.anneeScolaire;
  const sujet = seule && autres.length === 0 ? `fiche-instruction-${seule.dossier.numero}` : nomDuLot[format];
  return produireEtArchiver(
    context,
    {
      campagneId,
      nature: NATURES[format],
      nom: `${sujet}-${annee}.${format}`.replace(/[^\p{L}\d.-]+/gu, '-'),
      parametres: { dossiers: donnees.fiches.map((f) => f.dossier.numero) },
      travail: 'fiches-instruction',
      entree: { donnees, format },
    },
    surProgres,
    signal,
  );
}

const NATURES = { pdf: 'fiches-instruction', xlsx: 'resultats' } as const;
const nomDuLot = { pdf: 'fiches-instruction', xlsx: 'resultats-instruction' } as const;
