import type { Base } from '../base.ts';
import { preparer } from '../preparer.ts';

/** L’action du journal qui dit qu’un bilan vient d’un classeur. */
export const ACTION_CLASSEUR = 'bilan.classeur';

/** Le dernier classeur repris pour un dossier : quand il l’a été, quand il avait été préparé. */
export interface ClasseurRepris {
  readonly instant: string;
  readonly prepareLe: string;
}

/** Le dernier classeur repris de chaque dossier d’une campagne. */
export function derniersClasseursRepris(db: Base, campagneId: number): ReadonlyMap<number, ClasseurRepris> {
  const lignes = preparer(
    db,
    `SELECT d.id AS dossierId, j.instant, json_extract(j.apres, '$.prepareLe') AS prepareLe
     FROM dossiers d
     JOIN bilans b ON b.dossier_id = d.id
     JOIN journal j ON j.objet = 'dossier:' || d.id AND j.action = '${ACTION_CLASSEUR}'
     WHERE d.campagne_id = ?
     ORDER BY j.id`,
  ).all(campagneId) as (ClasseurRepris & { dossierId: number })[];
  return new Map(lignes.map(({ dossierId, instant, prepareLe }) => [dossierId, { instant, prepareLe }]));
}

/** À quelle campagne appartient un dossier, quel que soit son numéro ; undefined s’il n’existe pas. */
export function situerDossier(
  db: Base,
  dossierId: number,
): { readonly numero: string; readonly campagneId: number; readonly anneeScolaire: string } | undefined {
  return preparer(
    db,
    `SELECT d.numero, c.id AS campagneId, c.annee_scolaire AS anneeScolaire
     FROM dossiers d JOIN campagnes c ON c.id = d.campagne_id WHERE d.id = ?`,
  ).get(dossierId) as { numero: string; campagneId: number; anneeScolaire: string } | undefined;
}
