import type { Base } from '../../../db/base.ts';
import { lireRetenu } from '../../../db/queries/scenarios.ts';
import { ResultatScenario } from '../../../shared/domaine/scenarios/resultat.ts';

/** Ce que la proposition au Copil dit d’un dossier. */
export interface PropositionDeDossier {
  /** Nom du scénario retenu. */
  readonly scenario: string;
  /** Les collectifs proposés à l’agrément ; vide : le dossier n’est pas proposé. */
  readonly collectifIds: number[];
  /** La raison, en clair. */
  readonly texte: string;
}

/** La proposition au Copil, par dossier ; vide tant qu’aucun scénario n’est retenu. Figée : elle ne suit pas les notes. */
export function lirePropositionRetenue(
  { db }: { readonly db: Base },
  campagneId: number,
): Map<number, PropositionDeDossier> {
  const retenu = lireRetenu(db, campagneId);
  if (!retenu) return new Map();
  const { liste } = ResultatScenario.parse(retenu.resultat);
  return new Map(
    liste.map((d) => [d.dossierId, { scenario: retenu.nom, collectifIds: d.collectifIds, texte: d.raison }]),
  );
}
