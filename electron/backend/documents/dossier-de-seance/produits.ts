import { lireDocumentArchive, listerDossiersDeSeance } from '../../../../db/queries/documents-archives.ts';
import type { DocumentProduit } from '../../../../shared/contract/documents.ts';
import { type DossierProduit, OptionsDossierDeSeance } from '../../../../shared/contract/dossier-de-seance.ts';
import type { Context } from '../../context.ts';
import { introuvable } from '../../refus.ts';
import { campagneDeSeance } from '../../seances/lire.ts';
import { reprendre } from '../archiver.ts';

export const NATURE_DOSSIER = 'dossier-de-seance';

/** Ceux de cette séance, le plus récent d’abord, avec les choix qui les ont faits. */
export function listerDossiersProduits(context: Context, seanceId: number): DossierProduit[] {
  campagneDeSeance(context, seanceId);
  return listerDossiersDeSeance(context.db, seanceId).map(({ parametres, agent, ...archive }) => ({
    ...archive,
    agent: agent ?? 'Ligne de commande',
    // Un document produit avant que ces choix existent les a tous par défaut.
    options: OptionsDossierDeSeance.parse(parametres),
  }));
}

export async function reprendreDossierProduit(context: Context, archiveId: number): Promise<DocumentProduit> {
  const archive = lireDocumentArchive(context.db, archiveId);
  if (archive?.nature !== NATURE_DOSSIER) throw introuvable('Ce dossier de séance');
  return reprendre(context, archive);
}
