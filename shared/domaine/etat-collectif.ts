import type { ActiviteDuCollectif } from './activite-partielle.ts';
/** Ce qui peut arriver à un collectif pendant l’année. */
export const NATURES_EVENEMENT = ['demarrage', 'non_demarre', 'changement', 'arret', 'reprise'] as const;
export type NatureEvenement = (typeof NATURES_EVENEMENT)[number];

export interface EvenementCollectif {
  /** Départage deux événements du même jour : le dernier noté l’emporte. */
  readonly id: number;
  readonly nature: NatureEvenement;
  /** `AAAA-MM-JJ`. Pour un arrêt : le premier jour sans accueil. */
  readonly dateEffet: string;
  readonly lieu: string | null;
  readonly jours: string | null;
  readonly horaires: string | null;
  readonly effectif: number | null;
  readonly coordinateur: string | null;
  readonly texte: string;
  /** Instant ; null : il compte. */
  readonly annuleLe: string | null;
}

export const SITUATIONS = ['a_confirmer', 'ouvert', 'arrete', 'non_demarre'] as const;
export type Situation = (typeof SITUATIONS)[number];

export interface EtatCollectif {
  readonly situation: Situation;
  /** Début de cette situation, `AAAA-MM-JJ` ; null tant que rien n’est confirmé. */
  readonly depuis: string | null;
  readonly demarreLe: string | null;
  /** Le dernier arrêt, repris ou non. */
  readonly arreteLe: string | null;
  /** Ce que l’événement qui a ouvert cette situation en dit. */
  readonly motif: string;
  /** Derniers renseignements confirmés ; null : jamais dits. */
  readonly lieu: string | null;
  readonly jours: string | null;
  readonly horaires: string | null;
  readonly effectif: number | null;
  readonly coordinateur: string | null;
}

const INCONNU: EtatCollectif = {
  situation: 'a_confirmer',
  depuis: null,
  demarreLe: null,
  arreteLe: null,
  motif: '',
  lieu: null,
  jours: null,
  horaires: null,
  effectif: null,
  coordinateur: null,
};

/** Ce que chaque situation permet de noter ensuite. */
export const SUITES: Readonly<Record<Situation, readonly NatureEvenement[]>> = {
  a_confirmer: ['demarrage', 'non_demarre'],
  ouvert: ['changement', 'arret'],
  arrete: ['reprise'],
  non_demarre: ['demarrage'],
};

const SITUATION_APRES: Readonly<Record<Exclude<NatureEvenement, 'changement'>, Situation>> = {
  demarrage: 'ouvert',
  non_demarre: 'non_demarre',
  arret: 'arrete',
  reprise: 'ouvert',
};

/** Les événements qui comptent, dans l’ordre où ils ont eu effet. */
export function evenementsValables<E extends EvenementCollectif>(evenements: readonly E[]): E[] {
  return evenements
    .filter((e) => e.annuleLe === null)
    .toSorted((a, b) => (a.dateEffet === b.dateEffet ? a.id - b.id : a.dateEffet < b.dateEffet ? -1 : 1));
}

/** Où en est un collectif à une date, ce jour compris ; les événements annulés ou postérieurs n’y comptent pas. */
export function etatCollectif(evenements: readonly EvenementCollectif[], date: string): EtatCollectif {
  return evenementsValables(evenements)
    .filter((e) => e.dateEffet <= date)
    .reduce(appliquer, INCONNU);
}

function appliquer(etat: EtatCollectif, e: EvenementCollectif): EtatCollectif {
  const renseigne = {
    ...etat,
    lieu: e.lieu ?? etat.lieu,
    jours: e.jours ?? etat.jours,
    horaires: e.horaires ?? etat.horaires,
    effectif: e.effectif ?? etat.effectif,
    coordinateur: e.coordinateur ?? etat.coordinateur,
  };
  if (e.nature === 'changement') return renseigne;
  return {
    ...renseigne,
    situation: SITUATION_APRES[e.nature],
    depuis: e.dateEffet,
    motif: e.texte,
    demarreLe: e.nature === 'demarrage' ? e.dateEffet : etat.demarreLe,
    arreteLe: e.nature === 'arret' ? e.dateEffet : etat.arreteLe,
  };
}

/** Le premier événement que la situation d’alors ne permettait pas ; null si la suite se tient. */
export function premiereIncoherence<E extends EvenementCollectif>(
  evenements: readonly E[],
): { readonly evenement: E; readonly situation: Situation } | null {
  let etat = INCONNU;
  for (const evenement of evenementsValables(evenements)) {
    if (!SUITES[etat.situation].includes(evenement.nature)) return { evenement, situation: etat.situation };
    etat = appliquer(etat, evenement);
  }
  return null;
}

/** Un temps d’accueil : du premier jour compris au premier jour sans accueil ; `fin` null tant qu’il dure. */
interface Periode {
  readonly debut: string;
  readonly fin: string | null;
}

/** Les temps d’accueil d’un collectif, dans l’ordre, disjoints et jamais vides. */
export function periodesOuvertes(evenements: readonly EvenementCollectif[]): Periode[] {
  const periodes: Periode[] = [];
  let debut: string | null = null;
  for (const { nature, dateEffet } of evenementsValables(evenements)) {
    if (nature === 'changement') continue;
    const isOuvert = SITUATION_APRES[nature] === 'ouvert';
    if (isOuvert) debut ??= dateEffet;
    else if (debut !== null) {
      if (debut < dateEffet) periodes.push({ debut, fin: dateEffet });
      debut = null;
    }
  }
  return debut === null ? periodes : [...periodes, { debut, fin: null }];
}

/** Les dix mois de l’année scolaire, de septembre à juin : « 2026-2027 » → `2026-09`… `2027-06`. */
export function moisDeLAnnee(anneeScolaire: string): string[] {
  const rentree = Number(anneeScolaire.slice(0, 4));
  return Array.from({ length: 10 }, (_, i) => {
    const mois = ((i + 8) % 12) + 1;
    return `${mois >= 9 ? rentree : rentree + 1}-${String(mois).padStart(2, '0')}`;
  });
}

/**
 * Les mois de l’année scolaire où le collectif a accueilli au moins un jour : tout mois commencé compte. Sans arrêt, il
 * est tenu pour ouvert jusqu’en juin.
 */
export function moisActifs(evenements: readonly EvenementCollectif[], anneeScolaire: string): string[] {
  const periodes = periodesOuvertes(evenements);
  // « 2026-09 » se compare à « 2026-09-15 » : le préfixe est plus petit que chacun de ses jours.
  return moisDeLAnnee(anneeScolaire).filter((mois) =>
    periodes.some(({ debut, fin }) => debut.slice(0, 7) <= mois && (fin === null || `${mois}-01` < fin)),
  );
}

/** Un arrêt daté de demain compte déjà : un droit ne dépend pas du jour où on le calcule. */
const TOUJOURS = '9999-12-31';

/** Ce que le suivi dit d’un collectif sur toute l’année : ce dont partent le droit prévu et le plafond du droit réel. */
export function activiteDeLAnnee(
  evenements: readonly EvenementCollectif[],
  anneeScolaire: string,
): ActiviteDuCollectif {
  return {
    situation: etatCollectif(evenements, TOUJOURS).situation,
    mois: moisActifs(evenements, anneeScolaire).length,
  };
}
