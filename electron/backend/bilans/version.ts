import { createHash } from 'node:crypto';
import type { BilanGarde } from '../../../db/queries/bilans.ts';
import { estVierge } from '../../../shared/domaine/bilan-valeurs.ts';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { Refus } from '../refus.ts';

/**
 * Ce que dit le bilan, résumé : deux écrans qui partent de la même version voient les mêmes réponses. Ni l’état ni la date de
 * réception n’y entrent : les changer n’écrase rien.
 * @returns null tant que rien n’est écrit
 */
export function versionDe(bilan: BilanGarde | undefined): string | null {
  if (bilan === undefined) return null;
  const { contenu, collectifs, budget } = bilan;
  return createHash('sha256')
    .update(JSON.stringify([contenu, collectifs, budget]))
    .digest('hex');
}

/**
 * Refuse d’écrire par-dessus ce que quelqu’un d’autre a enregistré depuis.
 * @param version celle d’où part l’écran ; undefined : sans contrôle
 * @throws Refus `bilan_change`
 */
export function exigerVersion(
  bilan: BilanGarde | undefined,
  version: string | null | undefined,
  agentId: number | null,
): void {
  if (version === undefined || version === versionDe(bilan)) return;
  // Noté reçu avant d’être rempli : il n’y a rien à écraser.
  if (version === null && bilan !== undefined && estVierge(bilan)) return;
  const qui =
    bilan === undefined
      ? 'quelqu’un l’a changé'
      : `${bilan.saisiPar === agentId ? 'une autre fenêtre, à votre nom,' : bilan.saisiParNom} l’a enregistré le ${formaterInstant(bilan.saisiLe)}`;
  throw new Refus(
    'bilan_change',
    `Ce bilan a changé depuis que vous l’avez ouvert : ${qui}. Rien n’a été écrasé : voyez ce qui est enregistré, puis reprenez.`,
  );
}
