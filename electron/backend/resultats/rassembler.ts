import { listerCampagnes } from '../../../db/queries/campagnes.ts';
import type { Campagne } from '../../../shared/contract/campagnes.ts';
import type { LigneDossier } from '../../../shared/contract/dossiers.ts';
import type { Charte } from '../../../shared/domaine/charte.ts';
import { queFaudraitIl } from '../../../shared/domaine/que-faudrait-il.ts';
import { direQueFaudraitIl, type PhraseBesoin } from '../../../shared/domaine/que-faudrait-il-phrases.ts';
import type { DossierNote } from '../../../shared/domaine/sensibilite.ts';
import { lireCampagne } from '../campagnes.ts';
import type { Context } from '../context.ts';
import type { Evaluation } from '../dossiers/evaluer.ts';
import { listerDossiers } from '../dossiers/lire.ts';
import { evaluerToute } from '../dossiers/regles.ts';

/** Un dossier tel que cet agent peut le voir. */
export interface DossierRassemble {
  readonly ligne: LigneDossier;
  readonly evaluation: Evaluation;
  /** Faux : la note est cachée à cet agent (lecture à l’aveugle) ; rien d’exact ne doit alors sortir. */
  readonly montre: boolean;
}

export interface Rassemblement {
  readonly campagne: Campagne;
  readonly charte: Charte;
  readonly dossiers: readonly DossierRassemble[];
}

/**
 * Les dossiers de la campagne et leur note exacte. Ce qui se montre vient de `listerDossiers`, qui seule sait ce que cet
 * agent a le droit de voir : une note exacte qui n’y est pas montrée ne l’est nulle part.
 */
export function rassembler(context: Context, campagneId: number): Rassemblement {
  const campagne = lireCampagne(context, campagneId);
  const evaluations = new Map(evaluerToute(context, campagneId).map((e) => [e.ligne.id, e]));
  return {
    campagne,
    charte: campagne.charte,
    dossiers: listerDossiers(context, campagneId).flatMap((ligne) => {
      const evaluation = evaluations.get(ligne.id);
      return evaluation ? [{ ligne, evaluation, montre: isMontre(ligne, evaluation) }] : [];
    }),
  };
}

function isMontre(ligne: LigneDossier, { ligne: exacte }: Evaluation): boolean {
  return !ligne.aveugle && ligne.note.dixiemes === exacte.note.dixiemes && ligne.pile === exacte.pile;
}

/**
 * Tous les dossiers, dans la forme qu’attend la sensibilité : un rang se compte sur toute la campagne. Qui s’en sert ne
 * montre que ceux de `idsMontres`.
 */
export function dossiersNotes({ dossiers }: Rassemblement): DossierNote[] {
  return dossiers.map(({ ligne, evaluation }) => ({
    id: ligne.id,
    note: evaluation.note,
    conditions: conditionsRetenues(evaluation),
  }));
}

export function idsMontres({ dossiers }: Rassemblement): ReadonlySet<number> {
  return new Set(dossiers.filter(({ montre }) => montre).map(({ ligne }) => ligne.id));
}

export function besoinDe(charte: Charte, { evaluation, montre }: DossierRassemble): PhraseBesoin[] {
  if (!montre) return [];
  return direQueFaudraitIl(queFaudraitIl(charte, evaluation.note, conditionsRetenues(evaluation)));
}

function conditionsRetenues({ conditions }: Evaluation): DossierNote['conditions'] {
  return conditions.map(({ code, retenue, aRevoir }) => ({ code, reponse: retenue, aRevoir }));
}

/** Les campagnes d’avant, la plus récente d’abord. */
export function campagnesAnterieures(
  context: Context,
  anneeScolaire: string,
): readonly { readonly id: number; readonly anneeScolaire: string }[] {
  return listerCampagnes(context.db).filter((c) => c.anneeScolaire < anneeScolaire);
}

/** « 2026-2027 » → « 2025-2026 ». */
export function anneePrecedente(anneeScolaire: string): string {
  const debut = Number(anneeScolaire.slice(0, 4));
  return `${debut - 1}-${debut}`;
}
