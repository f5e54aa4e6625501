import type { OptionsDossierDeSeance, PartieDossier } from '../../../../shared/contract/dossier-de-seance.ts';
import type { EtatSeance, Seance } from '../../../../shared/contract/seances.ts';
import { estimerPages } from '../../../../shared/domaine/pages-du-dossier.ts';

/** Les fiches que ce choix joint. */
export function compterFiches(
  { dossiers }: Pick<EtatSeance, 'dossiers'>,
  choix: Pick<OptionsDossierDeSeance, 'dossiers' | 'territoire'>,
): number {
  return dossiers.filter(
    ({ pile, territoire }) =>
      (choix.dossiers === 'tous' || pile === 'a_debattre' || pile === null) &&
      (choix.territoire === null || territoire === choix.territoire),
  ).length;
}

/** Pages de chaque partie et du document, à peu près. */
export function resumer(etat: EtatSeance, seance: Seance, choix: OptionsDossierDeSeance) {
  const fiches = choix.parties.includes('fiches') ? compterFiches(etat, choix) : 0;
  const parPartie = estimerPages({
    dossiers: etat.dossiers.length,
    examines: etat.dossiers.filter(({ pile }) => pile !== 'favorable').length,
    fiches: compterFiches(etat, choix),
    emargement: seance.membres.length > 0 && !choix.allege,
  });
  const pages = choix.parties.reduce(
    (somme: number, partie: PartieDossier) => somme + parPartie[partie],
    parPartie.ouverture,
  );
  return { pages, fiches, parPartie };
}
