import { comparer, fraction } from '../fraction.ts';
import { formaterDixiemes } from '../nombres.ts';
import type { DossierCandidat } from './preparer.ts';
import type { PileAdmise, ReglesScenario } from './regles.ts';

export const LIBELLES_PILE_ADMISE: Readonly<Record<PileAdmise, string>> = {
  favorable: 'Favorable',
  a_debattre: 'À débattre',
  defavorable: 'Défavorable',
  sans_note: 'Sans note',
};

/** Pourquoi les règles n’admettent pas ce dossier ; null s’il est admis. Inclus à la main, ni pile ni seuil ne l’arrête. */
export function ecarterPour(dossier: DossierCandidat, regles: ReglesScenario): string | null {
  const main = regles.aLaMain.find(({ dossierId }) => dossierId === dossier.id);
  if (main?.sort === 'exclure') return `Laissé à la main : ${main.motif}`;
  if (dossier.collectifs.length === 0) return 'Aucun collectif à retenir';
  if (main) return null;
  if (!regles.piles.includes(dossier.pile))
    return dossier.pile === 'sans_note'
      ? 'Sans note : les dossiers sans note ne sont pas admis'
      : `Pile « ${LIBELLES_PILE_ADMISE[dossier.pile]} », non admise par ce scénario`;
  const { seuilNote } = regles;
  if (seuilNote !== null && (dossier.note === null || comparer(dossier.note, fraction(seuilNote)) < 0))
    return dossier.dixiemes === null
      ? `Sans note, pour un seuil de ${seuilNote}`
      : `Note de ${formaterDixiemes(dossier.dixiemes)}, sous le seuil de ${seuilNote}`;
  for (const { code, libelle, note, dixiemes } of dossier.axes) {
    const seuil = regles.seuilsAxes[code];
    if (seuil === undefined || (note !== null && comparer(note, fraction(seuil)) >= 0)) continue;
    return dixiemes === null
      ? `Axe ${libelle} sans note, pour un seuil de ${seuil}`
      : `Axe ${libelle} à ${formaterDixiemes(dixiemes)}, sous le seuil de ${seuil}`;
  }
  return null;
}
