import type { NatureDecision } from './libelles.ts';

/** Une décision telle que la base la garde : en vigueur, remplacée ou retirée. */
export interface DecisionPassee {
  readonly id: number;
  readonly seanceId: number;
  readonly collectifId: number;
  readonly nature: NatureDecision;
  readonly motif: string | null;
  readonly texte: string;
  readonly montantCentimes: number;
  readonly instant: string;
  readonly enVigueur: boolean;
  readonly retireeLe: string | null;
  readonly retireePar: string | null;
  readonly retireeMotif: string | null;
}

/** Une décision qui n’a pas tenu jusqu’à la fin de la séance, et celle qui l’a remplacée. */
export interface DecisionAbandonnee {
  readonly avant: DecisionPassee;
  /** null : retirée sans être remplacée. */
  readonly apres: DecisionPassee | null;
}

export interface DecisionsDuCollectif {
  /** Celle que la séance laisse ; null si elle n’a pas décidé, ou s’est dédite. */
  readonly retenue: DecisionPassee | null;
  readonly abandonnees: readonly DecisionAbandonnee[];
}

/** Remplacer retire l’ancienne et écrit la nouvelle dans la même transaction : elles portent le même instant. */
function remplacante(histoire: readonly DecisionPassee[], decision: DecisionPassee): DecisionPassee | null {
  return histoire.find((d) => d.id > decision.id && d.instant === decision.retireeLe) ?? null;
}

/**
 * Ce qu’une séance a décidé d’un collectif, même relu après une séance suivante : la décision qu’une autre séance a
 * remplacée reste celle de la séance qui l’a prise.
 *
 * @param histoire toutes les décisions du collectif, dans l’ordre où elles ont été prises
 */
export function decisionsDuCollectif(histoire: readonly DecisionPassee[], seanceId: number): DecisionsDuCollectif {
  const derniere = histoire.findLast((d) => d.seanceId === seanceId) ?? null;
  const tient =
    derniere !== null && (derniere.enVigueur || (remplacante(histoire, derniere)?.seanceId ?? seanceId) !== seanceId);
  const retenue = tient ? derniere : null;
  const abandonnees = histoire.flatMap((avant): DecisionAbandonnee[] => {
    if (avant.enVigueur || avant === retenue) return [];
    const apres = remplacante(histoire, avant);
    // D’une autre séance, elle ne regarde celle-ci que si c’est elle qui l’a remplacée.
    return avant.seanceId === seanceId || apres?.seanceId === seanceId ? [{ avant, apres }] : [];
  });
  return { retenue, abandonnees };
}

/** Vrai si cette décision tenait encore quand la séance a pris sa première ; aujourd’hui, si elle n’en a pris aucune. */
function tenaitALOuverture(
  histoire: readonly DecisionPassee[],
  decision: DecisionPassee,
  premiere: DecisionPassee | null,
): boolean {
  if (premiere === null) return decision.enVigueur;
  if (decision.id > premiere.id) return false;
  if (decision.enVigueur) return true;
  const apres = remplacante(histoire, decision);
  return apres === null ? (decision.retireeLe ?? '') >= premiere.instant : apres.id >= premiere.id;
}

interface Engagement {
  /** Montants accordés quand la séance s’est ouverte, en centimes. */
  readonly avantCentimes: number;
  /** Montants accordés par la séance. */
  readonly accordeCentimes: number;
  /** Montants accordés quand elle s’est close. */
  readonly apresCentimes: number;
}

/**
 * L’argent engagé avant et après une séance, d’après toutes les décisions de la campagne.
 * @param histoires une par collectif
 */
export function engagementDeSeance(histoires: readonly (readonly DecisionPassee[])[], seanceId: number): Engagement {
  // Les numéros suivent l’ordre des décisions ; deux d’entre elles peuvent porter le même instant.
  const premiere = histoires
    .flat()
    .reduce<DecisionPassee | null>(
      (min, d) => (d.seanceId === seanceId && (min === null || d.id < min.id) ? d : min),
      null,
    );
  const somme = { avantCentimes: 0, accordeCentimes: 0, apresCentimes: 0 };
  for (const histoire of histoires) {
    const avant = histoire.findLast((d) => d.seanceId !== seanceId && tenaitALOuverture(histoire, d, premiere));
    const { retenue, abandonnees } = decisionsDuCollectif(histoire, seanceId);
    somme.avantCentimes += avant?.montantCentimes ?? 0;
    somme.accordeCentimes += retenue?.montantCentimes ?? 0;
    // Celle d’avant tient encore, sauf si la séance l’a remplacée.
    const garde = avant !== undefined && !abandonnees.some((a) => a.avant === avant);
    somme.apresCentimes += retenue?.montantCentimes ?? (garde ? avant.montantCentimes : 0);
  }
  return somme;
}

/** Le quorum, d’après les présences notées. */
export type EtatQuorum =
  | { readonly etat: 'sans_membre' }
  | { readonly etat: 'non_note'; readonly inscrits: number; readonly exige: number | null }
  | {
      readonly etat: 'sans_quorum' | 'atteint' | 'manque';
      readonly presents: number;
      readonly inscrits: number;
      readonly exige: number | null;
    };

interface Convoque {
  readonly presence: 'present' | 'excuse' | 'absent' | null;
}

export function constaterQuorum(membres: readonly Convoque[], exige: number | null): EtatQuorum {
  const inscrits = membres.length;
  if (inscrits === 0) return { etat: 'sans_membre' };
  if (membres.every((m) => m.presence === null)) return { etat: 'non_note', inscrits, exige };
  const presents = membres.filter((m) => m.presence === 'present').length;
  const etat = exige === null ? 'sans_quorum' : presents >= exige ? 'atteint' : 'manque';
  return { etat, presents, inscrits, exige };
}
