import type { Base } from '../base.ts';
import { preparer } from '../preparer.ts';
import type { ChangementDit } from './contenu-dossier.ts';

export interface ChangementDate extends ChangementDit {
  readonly instant: string;
}

/** Ce que les imports ont changé à un dossier depuis un instant, le plus récent d’abord ; un import annulé depuis compte à rebours. */
export function changementsDepuis(db: Base, dossierId: number, depuis: string): ChangementDate[] {
  const lignes = preparer(
    db,
    `SELECT j.instant, i.annule_le AS annuleLe, json_extract(j.apres, '$.differences') AS differences
     FROM journal j LEFT JOIN imports i ON i.instant = j.instant AND i.annule_le IS NOT NULL
     WHERE j.objet = ? AND j.action = 'dossier.reimporter' AND (j.instant > ? OR i.annule_le > ?)
     ORDER BY j.id DESC`,
  ).all(`dossier:${dossierId}`, depuis, depuis) as {
    instant: string;
    annuleLe: string | null;
    differences: string | null;
  }[];
  return lignes.flatMap(({ instant, annuleLe, differences }) => {
    // Fait et défait depuis : le lecteur n’a rien à revoir.
    if (annuleLe !== null && instant > depuis) return [];
    // Écrit par modifierDossier ; un import d’avant y mettait plus de détails.
    const changements = JSON.parse(differences ?? '[]') as ChangementDit[];
    return changements.map(({ champ, avant, apres }) =>
      annuleLe === null ? { instant, champ, avant, apres } : { instant: annuleLe, champ, avant: apres, apres: avant },
    );
  });
}
