import { lireExistant } from '../../../db/queries/imports.ts';
import { lireAnnuaire, nomCommune, nomTerritoire } from '../communes.ts';
import type { Context } from '../context.ts';
import { type PlanImport, planifierImport } from './comparer.ts';
import type { LectureReunie } from './fusionner.ts';

/** Compare ce qui a été lu à la base du moment. */
export function planifier(
  context: Pick<Context, 'db' | 'ressources'>,
  campagneId: number,
  lecture: LectureReunie,
  decisions: Readonly<Record<string, string>> = {},
): PlanImport {
  const annuaire = lireAnnuaire(context.ressources);
  return planifierImport(lecture, lireExistant(context.db, campagneId), {
    situerCommune: (insee) => ({
      commune: nomCommune(annuaire, insee) ?? '',
      territoire: nomTerritoire(annuaire, insee) ?? '',
    }),
    decisions,
  });
}
