import type { LigneSeance, lireSuiviDeSeance } from '../../../db/queries/seances.ts';
import type { Seance } from '../../../shared/contract/seances.ts';
import type { DecisionPassee } from '../../../shared/domaine/decisions-de-seance.ts';
import { assertNever, comparerFrancais } from '../../../shared/domaine/libelles.ts';
import type { Evaluation } from '../dossiers/evaluer.ts';

export type Suivi = ReturnType<typeof lireSuiviDeSeance>;
export const SANS_SUIVI: Suivi = { points: [], recusations: [], avis: [] };

type SeancePlacee = Pick<LigneSeance, 'id' | 'date'>;

/** Motif de retrait d’une décision qu’une autre remplace. */
export const REMPLACEE = 'remplacée par une nouvelle décision';

/** Deux séances d’un même jour se suivent dans l’ordre de leur création. */
export function estAvant(a: SeancePlacee, b: SeancePlacee): boolean {
  return a.date < b.date || (a.date === b.date && a.id < b.id);
}

/** Un ajournement, et la date de la séance qui l’a prononcé. */
export type Ajournement = DecisionPassee & { readonly date: string };

/**
 * Ce que les séances d’avant celle-ci ont ajourné, par collectif. Repris ici ou pas encore, l’ajournement reste à dire ; une
 * erreur annulée à la séance d’avant ne se dit pas.
 */
export function ajournementsAnterieurs(
  histoire: readonly DecisionPassee[],
  seances: readonly SeancePlacee[],
  seance: SeancePlacee,
): ReadonlyMap<number, Ajournement> {
  const avant = new Map(seances.filter((s) => estAvant(s, seance)).map((s) => [s.id, s.date]));
  const anterieurs = new Map<number, Ajournement>();
  for (const [collectifId, siennes] of Map.groupBy(histoire, (d) => d.collectifId)) {
    const rang = siennes.findLastIndex((d) => avant.has(d.seanceId));
    const derniere = siennes[rang];
    if (derniere?.nature !== 'ajourne') continue;
    const reprise = derniere.retireeMotif === REMPLACEE && siennes[rang + 1] !== undefined;
    const date = avant.get(derniere.seanceId);
    if (date !== undefined && (derniere.enVigueur || reprise)) anterieurs.set(collectifId, { ...derniere, date });
  }
  return anterieurs;
}

/** Les dossiers de cette séance, d’après sa portée. Un dossier reste à la séance qui l’a décidé. */
export function inscrire(
  evaluations: readonly Evaluation[],
  ligne: Pick<LigneSeance, 'id' | 'portee' | 'suiteDe'> | undefined,
  suivi: Suivi,
  histoire: readonly DecisionPassee[],
): Evaluation[] {
  if (ligne === undefined) return [...evaluations];
  switch (ligne.portee) {
    case 'campagne':
      return [...evaluations];
    case 'ajournes': {
      // Une décision de cette séance, même retirée depuis, garde le dossier à l’ordre du jour.
      const decidesIci = new Set(histoire.filter((d) => d.seanceId === ligne.id).map((d) => d.collectifId));
      return evaluations.filter((e) =>
        e.collectifs.some(
          ({ id, decision }) =>
            decidesIci.has(id) ||
            (decision?.nature === 'ajourne' && (ligne.suiteDe === null || decision.seanceId === ligne.suiteDe)),
        ),
      );
    }
    case 'choisis': {
      const inscrits = new Set(suivi.points.map((p) => p.dossierId));
      return evaluations.filter((e) => inscrits.has(e.ligne.id));
    }
    default:
      return assertNever(ligne.portee);
  }
}

/** Ordre du jour par pile : ce qui se débat d’abord, puis les défavorables, puis le vote groupé des favorables. */
const RANG_PILE = { a_debattre: 0, defavorable: 1, favorable: 2 } as const;

export function ordonner(evaluations: readonly Evaluation[], ordre: Seance['ordre'], suivi: Suivi): Evaluation[] {
  const rangs = new Map(suivi.points.map((p, i) => [p.dossierId, i]));
  const rang = (e: Evaluation) => rangs.get(e.ligne.id) ?? Number.MAX_SAFE_INTEGER;
  const note = (e: Evaluation) => e.ligne.note.dixiemes ?? -1;
  const nom = (a: Evaluation, b: Evaluation) =>
    comparerFrancais(a.ligne.structure.raisonSociale, b.ligne.structure.raisonSociale) ||
    a.ligne.numero.localeCompare(b.ligne.numero);
  const parNote = (a: Evaluation, b: Evaluation) => note(b) - note(a) || nom(a, b);
  const pile = (e: Evaluation) => (e.ligne.pile === null ? 0 : RANG_PILE[e.ligne.pile]);
  const commune = (e: Evaluation) => e.ligne.communeNom ?? '\uffff';
  return evaluations.toSorted((a, b) => {
    switch (ordre) {
      case 'note':
        return parNote(a, b);
      case 'territoire':
        return comparerFrancais(commune(a), commune(b)) || nom(a, b);
      case 'pile':
        return pile(a) - pile(b) || parNote(a, b);
      case 'main':
        // Un dossier arrivé après le rangement se présente à la suite, dans l’ordre des piles.
        return rang(a) - rang(b) || pile(a) - pile(b) || parNote(a, b);
      default:
        return assertNever(ordre);
    }
  });
}
