import type { PartieDossier } from '../../../../shared/contract/dossier-de-seance.ts';
import type { DonneesDossierDeSeance } from '../donnees.ts';
import { intervalle } from '../renvois.ts';
import type { Cellule } from '../tableaux.ts';
import { ANCRES, ancreFiche, type DossierImprime, type Impression } from './impression.ts';

/** Les dossiers dont la fiche est jointe, dans l’ordre du document. */
export function fichesJointes({ dossiers, options }: DonneesDossierDeSeance): readonly DossierImprime[] {
  if (!options.parties.includes('fiches')) return [];
  return dossiers.filter(
    ({ pile, territoire }) =>
      // Un dossier sans proposition se débat aussi.
      (options.dossiers === 'tous' || pile === 'a_debattre' || pile === null) &&
      (options.territoire === null || territoire === options.territoire),
  );
}

export type Annexe = 'bareme' | 'charte' | 'enveloppe' | 'nonRecevables' | 'emargement';

/** Les annexes imprimées et leur lettre. La feuille d’émargement nomme les membres : la version allégée ne l’a pas. */
export function annexesDe({ options, seance }: DonneesDossierDeSeance): ReadonlyMap<Annexe, string> {
  if (!options.parties.includes('annexes')) return new Map();
  const annexes: Annexe[] = ['bareme', 'charte', 'enveloppe', 'nonRecevables'];
  if (seance.membres.length > 0 && !options.allege) annexes.push('emargement');
  return new Map(annexes.map((annexe, rang) => [annexe, String.fromCodePoint(65 + rang)]));
}

/** Tous les endroits du document, dans son ordre. */
export function dresserPlan(donnees: DonneesDossierDeSeance): string[] {
  const parties: [PartieDossier, readonly string[]][] = [
    ['synthese', [ANCRES.synthese]],
    ['carte', [ANCRES.repartition]],
    ['tableau', [ANCRES.tableau]],
    ['propositions', [ANCRES.propositions]],
    ['fiches', fichesJointes(donnees).map(ancreFiche)],
    ['annexes', [...annexesDe(donnees).keys()].map((annexe) => ANCRES[annexe])],
  ];
  return [
    ANCRES.ordreDuJour,
    ...parties.flatMap(([partie, ancres]) => (donnees.options.parties.includes(partie) ? ancres : [])),
  ];
}

/** Pages d’un endroit à un autre, bornes comprises, cliquables ; vide si le document n’a pas le premier. */
export function citerPages(impression: Impression, premier: string, dernier = premier): Cellule {
  const { plan, renvois, total } = impression;
  if (!plan.includes(premier)) return '';
  const suivant = plan[plan.indexOf(dernier) + 1];
  const fin = () => (suivant === undefined ? total() : renvois.pageDe(suivant) - 1);
  return {
    ...renvois.citer(premier, () => intervalle(renvois.pageDe(premier), fin())),
    style: 'tableauFort',
  };
}

/** La première page d’un endroit ; vide si le document ne l’a pas. */
export function citerPage({ plan, renvois }: Impression, ancre: string): Cellule {
  if (!plan.includes(ancre)) return '';
  return { ...renvois.citer(ancre, () => String(renvois.pageDe(ancre))), style: 'tableauFort' };
}

/** Pages des fiches de ces dossiers quand elles se suivent ; vide si l’ordre les disperse ou si l’une n’est pas jointe. */
export function citerFiches(impression: Impression, dossiers: readonly DossierImprime[]): Cellule {
  const ancres = dossiers.map(ancreFiche);
  const [premiere] = ancres;
  const derniere = ancres.at(-1);
  if (premiere === undefined || derniere === undefined) return '';
  const debut = impression.plan.indexOf(premiere);
  if (debut < 0 || ancres.some((ancre, rang) => impression.plan[debut + rang] !== ancre)) return '';
  return citerPages(impression, premiere, derniere);
}

/** Un clic mène à la fiche, si elle est jointe. */
export function versFiche({ plan }: Impression, dossier: DossierImprime): { linkToDestination?: string } {
  const ancre = ancreFiche(dossier);
  return plan.includes(ancre) ? { linkToDestination: ancre } : {};
}
