import type { DocumentProduit } from '../../../../shared/contract/documents.ts';
import { abreger } from '../../appel/nommer.ts';
import type { Context } from '../../context.ts';
import { produire } from '../../documents/produire.ts';
import type { SurProgres } from '../../suivi.ts';
import type { DonneesBilan } from '../../tableurs/ecrire-bilan-donnees.ts';
import { preparerClasseurs } from './preparer.ts';

/** Le classeur de bilan d’un dossier agréé. */
export function produireClasseurBilan(
  context: Context,
  { campagneId, dossierId }: { readonly campagneId: number; readonly dossierId: number },
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const donnees = preparerClasseurs(context, campagneId, [dossierId]);
  return lancer(context, nommer(donnees[0]), { donnees, archive: false }, surProgres, signal);
}

/** Les classeurs de plusieurs dossiers, ou de tous, dans une archive. */
export function produireClasseursBilan(
  context: Context,
  { campagneId, dossierIds }: { readonly campagneId: number; readonly dossierIds: readonly number[] | null },
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const donnees = preparerClasseurs(context, campagneId, dossierIds);
  const nom = `classeurs-bilan-clas-${donnees[0]?.anneeScolaire ?? ''}.zip`;
  return lancer(context, nom, { donnees, archive: true }, surProgres, signal);
}

function lancer(
  context: Context,
  nom: string,
  { donnees, archive }: { readonly donnees: readonly DonneesBilan[]; readonly archive: boolean },
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  surProgres(0, donnees.length, 'Préparation');
  const classeurs = donnees.map((d) => ({ nom: nommer(d), donnees: d }));
  return produire(context, nom, (sortie) =>
    context.lanceur.lancer(
      'ecrire-bilans',
      { classeurs, archive, sortie },
      {
        surProgres: ({ fait, total, message }) => surProgres(fait, total, message),
        ...(signal ? { signal } : {}),
      },
    ),
  );
}

/** Sans accent ni espace, unique par le numéro du dossier : il passe par des messageries de toutes sortes. */
function nommer(donnees: DonneesBilan | undefined): string {
  if (donnees === undefined) throw new Error('aucun classeur à nommer');
  const { anneeScolaire, dossier } = donnees;
  return `bilan-clas-${[anneeScolaire, abreger(dossier.numero), abreger(dossier.structure)].filter(Boolean).join('-')}.xlsx`;
}
