import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import type { Context } from '../context.ts';
import { produireEtArchiver } from '../documents/archiver.ts';
import type { SurProgres } from '../suivi.ts';
import { preparerTableau } from './preparer.ts';

/** Le tableau du Copil, à remplir dans un tableur et à relire. */
export function produireTableau(
  context: Context,
  seanceId: number,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const donnees = preparerTableau(context, seanceId);
  surProgres(0, donnees.lignes.length, 'Écriture du tableau');
  const { campagneId, anneeScolaire, seanceDate } = donnees;
  return produireEtArchiver(
    context,
    {
      campagneId,
      nature: 'tableau-copil',
      nom: `tableau-du-copil-${anneeScolaire}-${seanceDate}.xlsx`,
      parametres: { seanceId, seance: seanceDate },
      travail: 'tableau-copil',
      entree: { donnees },
    },
    surProgres,
    signal,
  );
}
