import { lireTraces, listerEmportables, type TraceDeReprise } from '../../../db/queries/grilles.ts';
import type { ConditionEvaluee } from '../../../shared/contract/dossiers.ts';
import type { Charte } from '../../../shared/domaine/charte.ts';
import { lireCampagne } from '../campagnes.ts';
import type { Context } from '../context.ts';
import { evaluerQuelques } from '../dossiers/regles.ts';
import { empreinteCharte } from './empreintes.ts';
import { type LectureEnBase, lectureDe, lireLectures } from './etat.ts';

export interface DossierEnBase {
  readonly id: number;
  readonly numero: string;
  readonly structure: string;
  readonly empreinteContenu: string;
  readonly conditions: readonly ConditionEvaluee[];
  readonly lecture: LectureEnBase | null;
  /** L’agent a déclaré un lien d’intérêt. */
  readonly lien: boolean;
}

/** Ce qu’il faut de la base pour comparer des grilles, rien de plus. */
export interface EtatDeReprise {
  readonly campagneId: number;
  readonly campagne: string;
  readonly charteId: number;
  readonly charteEmpreinte: string;
  readonly charte: Charte;
  readonly agent: { readonly id: number; readonly nom: string };
  readonly dossiers: ReadonlyMap<number, DossierEnBase>;
  /** Par grille : ce que ses reprises précédentes ont laissé. */
  readonly traces: ReadonlyMap<string, ReadonlyMap<number, TraceDeReprise>>;
}

/** L’état de la base au moment de comparer, pour les dossiers que les grilles citent. */
export function lireEtatDeReprise(
  context: Context,
  cible: {
    readonly campagneId: number;
    readonly agent: { readonly id: number; readonly nom: string };
    readonly dossierIds: readonly number[];
    readonly grilles: readonly string[];
  },
): EtatDeReprise {
  const { campagneId, agent } = cible;
  const campagne = lireCampagne(context, campagneId);
  const { charteId, charte } = campagne;
  const connus = new Map(listerEmportables(context.db, campagneId, agent.id).map((d) => [d.id, d]));
  const ids = cible.dossierIds.filter((id) => connus.has(id));
  const lignes = lireLectures(context.db, campagneId, ids);
  const contenus = new Map(lignes.dossiers.map(({ dossier }) => [dossier.id, dossier.empreinteSource]));
  return {
    campagneId,
    campagne: campagne.anneeScolaire,
    charteId,
    charteEmpreinte: empreinteCharte(charte),
    charte,
    agent,
    dossiers: new Map(
      evaluerQuelques(context, campagneId, ids).map(({ ligne, conditions }): [number, DossierEnBase] => [
        ligne.id,
        {
          id: ligne.id,
          numero: ligne.numero,
          structure: ligne.structure.raisonSociale,
          empreinteContenu: contenus.get(ligne.id) ?? '',
          conditions,
          lecture: lectureDe(lignes, ligne.id, agent.id, charteId),
          lien: connus.get(ligne.id)?.lien ?? false,
        },
      ]),
    ),
    traces: new Map(cible.grilles.map((grille) => [grille, lireTraces(context.db, grille)])),
  };
}
