import { createHash } from 'node:crypto';
import type { NatureDecision } from '../../../shared/contract/commun.ts';

interface DecisionEnBase {
  readonly nature: NatureDecision;
  readonly motif: string | null;
  readonly texte: string;
}

/** L’état d’une ligne à l’export : sa décision, ou « aucune ». Le montant n’y est pas, il se calcule. */
export function empreinteDecision(decision: DecisionEnBase | null): string {
  if (decision === null) return 'aucune';
  const { nature, motif, texte } = decision;
  return createHash('sha256')
    .update(JSON.stringify([nature, motif, texte]))
    .digest('hex')
    .slice(0, 10);
}

/** Ce qui suit une ligne triée, déplacée ou recopiée dans un autre format. */
export interface Repere {
  readonly base: string;
  readonly seanceId: number;
  readonly collectifId: number;
  readonly etat: string;
}

/** « 9f8e7d6c.s3.c12.aucune » : un seul mot, qu’aucun tableur ne prend pour un nombre ni une date. */
export function ecrireRepere({ base, seanceId, collectifId, etat }: Repere): string {
  return `${base.slice(0, 8)}.s${seanceId}.c${collectifId}.${etat}`;
}

export function lireRepere(texte: string): Repere | null {
  const lu = /^([0-9a-f]{8})\.s(\d{1,9})\.c(\d{1,9})\.(aucune|[0-9a-f]{10})$/.exec(texte.trim());
  const [, base, seance, collectif, etat] = lu ?? [];
  if (base === undefined || etat === undefined) return null;
  return { base, seanceId: Number(seance), collectifId: Number(collectif), etat };
}
