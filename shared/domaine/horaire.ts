import type { Pile } from './libelles.ts';

/** Ce qu’il faut d’un dossier pour lui donner son heure. */
export interface DossierPlace {
  readonly pile: Pile | null;
  /** Temps donné à la main ; null ou absent : celui du calcul. */
  readonly minutes?: number | null;
}
interface Seance {
  readonly heureDebut: string;
  readonly heureFin: string;
  readonly ordre?: 'pile' | 'territoire' | 'note' | 'main';
}

/** Un dossier que l’on examine seul. */
export type GenreExamine = 'a_debattre' | 'sans_proposition' | 'defavorable' | 'favorable' | 'a_la_main';

export type GenrePoint =
  | GenreExamine
  | 'ouverture'
  | 'synthese'
  | 'pause'
  | 'favorables'
  | 'enveloppe'
  | 'reserve'
  | 'cloture';

export interface Point<D> {
  readonly genre: GenrePoint;
  /** `HH:MM` */
  readonly debut: string;
  /** Minutes. */
  readonly duree: number;
  /** Le dossier examiné, pour un point qui n’en porte qu’un. */
  readonly dossier: D | null;
}

export interface Horaire<D> {
  readonly points: readonly Point<D>[];
  readonly fin: string;
  readonly dureeTotale: number;
  /** Pour mille de la durée souhaitable quand la séance est trop courte ; null si tout tient. */
  readonly resserre: number | null;
  /** Minutes au-delà de l’heure de fin, quand les temps donnés n’y tiennent pas ; 0 sinon. */
  readonly depassement: number;
}

/** Minutes souhaitables par point. */
const DUREES = {
  ouverture: 10,
  synthese: 15,
  a_debattre: 10,
  sans_proposition: 10,
  defavorable: 5,
  favorable: 5,
  enveloppe: 10,
  cloture: 15,
} as const;
const PAUSE = 10;
/** Une pause n’a de sens que dans une séance longue. */
const SEANCE_LONGUE = 120;

/**
 * Répartit la séance. Dans l’ordre des piles : dossiers à débattre, pause si le temps le permet, non étudiés, défavorables, vote groupé des favorables.
 * Trop courte, la séance resserre tous les points en proportion ; longue, elle donne d’abord une pause, puis plus de temps aux
 * dossiers à débattre, puis un temps de réserve avant la clôture.
 * Le temps que l’agent a donné à un dossier ne change jamais : seuls les autres points cèdent ou gagnent des minutes.
 * La somme des durées est toujours la durée de la séance (celle des points si les heures ne se suivent pas, ou si les temps
 * donnés n’y tiennent pas : la séance finit alors plus tard, et l’ordre du jour le dit).
 */
export function calculerHoraire<D extends DossierPlace>(seance: Seance, dossiers: readonly D[]): Horaire<D> {
  const souhaits = listerPoints(seance, dossiers);
  const souhaite = additionner(souhaits);
  const fixes = additionner(souhaits.filter(({ fixe }) => fixe));
  const disponible = enMinutes(seance.heureFin) - enMinutes(seance.heureDebut);
  const libres = souhaits.filter(({ fixe }) => !fixe).length;
  const deborde = disponible > 0 && fixes > 0 && disponible - fixes < libres;
  const total = disponible > 0 && !deborde ? disponible : souhaite;
  const resserre = souhaite > total;
  const prevus = resserre ? souhaits : detendre(avecPause(souhaits, total - souhaite, total), total);
  const durees = resserre ? resserrerLesLibres(prevus, total - fixes) : prevus.map(({ duree }) => duree);
  // Ce qui n’est pas réparti revient à la clôture : les durées tombent juste au total.
  const reparti = durees.reduce((somme, duree) => somme + duree, 0);
  let heure = enMinutes(seance.heureDebut);
  const points = prevus.map((point, rang): Point<D> => {
    const duree = (durees[rang] ?? 0) + (rang === prevus.length - 1 ? total - reparti : 0);
    const debut = enHeure(heure);
    heure += duree;
    return { genre: point.genre, dossier: point.dossier, debut, duree };
  });
  return {
    points,
    fin: enHeure(enMinutes(seance.heureDebut) + total),
    dureeTotale: total,
    resserre: resserre ? Math.round((1000 * (total - fixes)) / (souhaite - fixes)) : null,
    depassement: deborde ? Math.max(0, total - disponible) : 0,
  };
}

function additionner(souhaits: readonly Souhait<unknown>[]): number {
  return souhaits.reduce((somme, { duree }) => somme + duree, 0);
}

/** @param total minutes à partager entre les points dont l’agent n’a pas fixé le temps */
function resserrerLesLibres(souhaits: readonly Souhait<unknown>[], total: number): number[] {
  const reduites = resserrer(
    souhaits.filter(({ fixe }) => !fixe),
    total,
  );
  let rang = -1;
  return souhaits.map(({ fixe, duree }) => {
    if (fixe) return duree;
    rang += 1;
    return reduites[rang] ?? 0;
  });
}

/**
 * Même durée pour les points de même genre, à la minute inférieure ; les minutes gagnées vont d’abord aux dossiers à débattre.
 * Quand il n’y a pas une minute par point, les heures se suivent au plus juste.
 */
function resserrer(souhaits: readonly Souhait<unknown>[], total: number): number[] {
  const souhaite = souhaits.reduce((somme, { duree }) => somme + duree, 0);
  const durees = souhaits.map(({ duree }) => Math.floor((duree * total) / souhaite));
  if (durees.some((duree) => duree < 1)) return auPlusJuste(souhaits, total, souhaite);
  const debattus = souhaits.filter(({ genre }) => isDebattu(genre)).length;
  const libres = total - durees.reduce((somme, duree) => somme + duree, 0);
  const bonus = debattus > 0 ? Math.floor(libres / debattus) : 0;
  return durees.map((duree, rang) => (isDebattu(souhaits[rang]?.genre) ? duree + bonus : duree));
}

function isDebattu(genre: GenrePoint | undefined): boolean {
  return genre === 'a_debattre' || genre === 'a_la_main';
}

function auPlusJuste(souhaits: readonly Souhait<unknown>[], total: number, souhaite: number): number[] {
  let cumul = 0;
  let ecoule = 0;
  return souhaits.map(({ duree }) => {
    cumul += duree;
    const fin = Math.round((cumul * total) / souhaite);
    const minutes = fin - ecoule;
    ecoule = fin;
    return minutes;
  });
}

interface Souhait<D> {
  readonly genre: GenrePoint;
  readonly duree: number;
  readonly dossier: D | null;
  /** Temps donné par l’agent. */
  readonly fixe: boolean;
}

const GENRES = { favorable: 'favorable', a_debattre: 'a_debattre', defavorable: 'defavorable' } as const;

/**
 * Les favorables que l’on vote d’un bloc : dans l’ordre des piles, ceux à qui l’agent n’a pas donné de temps. Dans un autre
 * ordre, chaque dossier s’examine à son rang.
 */
export function votesEnsemble<D extends DossierPlace>({ ordre }: Pick<Seance, 'ordre'>, dossiers: readonly D[]): D[] {
  if ((ordre ?? 'pile') !== 'pile') return [];
  return dossiers.filter(({ pile, minutes }) => pile === 'favorable' && (minutes ?? null) === null);
}

function listerPoints<D extends DossierPlace>(seance: Seance, dossiers: readonly D[]): Souhait<D>[] {
  const seul = (genre: 'ouverture' | 'synthese' | 'enveloppe' | 'cloture'): Souhait<D> => ({
    genre,
    duree: DUREES[genre],
    dossier: null,
    fixe: false,
  });
  const ensemble = new Set(votesEnsemble(seance, dossiers));
  const examines = dossiers.filter((dossier) => !ensemble.has(dossier));
  return [
    seul('ouverture'),
    seul('synthese'),
    ...((seance.ordre ?? 'pile') === 'pile' ? parPile(examines) : examiner(examines, 'a_la_main')),
    ...(ensemble.size > 0
      ? [{ genre: 'favorables' as const, duree: dureeVoteGroupe(ensemble.size), dossier: null, fixe: false }]
      : []),
    seul('enveloppe'),
    seul('cloture'),
  ];
}

function parPile<D extends DossierPlace>(dossiers: readonly D[]): Souhait<D>[] {
  return (['a_debattre', null, 'defavorable', 'favorable'] as const).flatMap((pile) =>
    examiner(dossiers.filter((dossier) => dossier.pile === pile)),
  );
}

function examiner<D extends DossierPlace>(dossiers: readonly D[], impose?: GenreExamine): Souhait<D>[] {
  return dossiers.map((dossier) => {
    const genre = dossier.pile === null ? 'sans_proposition' : GENRES[dossier.pile];
    const minutes = dossier.minutes ?? null;
    return { genre: impose ?? genre, duree: minutes ?? DUREES[genre], dossier, fixe: minutes !== null };
  });
}

/** 5 minutes, plus une par dossier, arrondies aux 5 minutes supérieures, 30 au plus. */
function dureeVoteGroupe(favorables: number): number {
  return Math.min(30, 5 * Math.ceil((5 + favorables) / 5));
}

function avecPause<D>(souhaits: readonly Souhait<D>[], marge: number, total: number): Souhait<D>[] {
  const dernierDebattu = souhaits.findLastIndex(({ genre }) => isDebattu(genre));
  if (marge < PAUSE || total < SEANCE_LONGUE || dernierDebattu < 0) return [...souhaits];
  return souhaits.toSpliced(dernierDebattu + 1, 0, { genre: 'pause', duree: PAUSE, dossier: null, fixe: false });
}

/** Par pas de 5 minutes, jusqu’à 20 par dossier à débattre ; le reste, s’il est sensible, devient un temps de réserve. */
function detendre<D>(souhaits: readonly Souhait<D>[], total: number): Souhait<D>[] {
  const gagne = ({ genre, fixe }: Souhait<D>) => isDebattu(genre) && !fixe;
  const debattus = souhaits.filter(gagne).length;
  const libres = total - additionner(souhaits);
  const pas = debattus === 0 ? 0 : Math.min(2, Math.floor(libres / (5 * debattus)));
  const allonges = souhaits.map((souhait) =>
    gagne(souhait) ? { ...souhait, duree: souhait.duree + 5 * pas } : souhait,
  );
  const reserve = libres - 5 * pas * debattus;
  if (reserve < 5) return allonges;
  return allonges.toSpliced(-1, 0, { genre: 'reserve', duree: reserve, dossier: null, fixe: false });
}

function enMinutes(heure: string): number {
  const [heures = '0', minutes = '0'] = heure.split(':');
  return 60 * Number(heures) + Number(minutes);
}

function enHeure(minutes: number): string {
  const dansLeJour = minutes % (24 * 60);
  return `${String(Math.floor(dansLeJour / 60)).padStart(2, '0')}:${String(dansLeJour % 60).padStart(2, '0')}`;
}
