import { lireLignesDossiers } from '../../../db/queries/dossiers.ts';
import type { Rapprochement } from '../../../shared/contract/pieces.ts';
import type { Context } from '../context.ts';
import { lirePieces } from './lire.ts';
import { rapprocherFichiers } from './rapprocher-fichiers.ts';

/** Où iraient les fichiers déposés ; rien n’est écrit. */
export function rapprocher(context: Context, campagneId: number, noms: readonly string[]): Rapprochement[] {
  const sirets = new Map(
    lireLignesDossiers(context.db, campagneId, { champs: [] }).dossiers.map(({ dossier, structure }) => [
      dossier.id,
      structure.siret,
    ]),
  );
  const dossiers = lirePieces(context, campagneId).dossiers.map((d) => ({
    id: d.dossierId,
    numero: d.numero,
    structure: d.structure,
    siret: sirets.get(d.dossierId) ?? null,
    pieces: d.pieces.map(({ code, libelle, annonces }) => ({ code, libelle, annonces })),
  }));
  return rapprocherFichiers(noms, dossiers);
}
