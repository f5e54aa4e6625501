import type { DonneesDossierDeSeance } from '../donnees.ts';

type DossierImprime = DonneesDossierDeSeance['dossiers'][number];
type Seance = DonneesDossierDeSeance['seance'];

export type GenrePoint =
  | 'ouverture'
  | 'synthese'
  | 'a_debattre'
  | 'pause'
  | 'defavorable'
  | 'sans_proposition'
  | 'favorables'
  | 'enveloppe'
  | 'reserve'
  | 'cloture';

export interface Point {
  readonly genre: GenrePoint;
  /** `HH:MM` */
  readonly debut: string;
  /** Minutes. */
  readonly duree: number;
  /** Le dossier examiné, pour un point qui n’en porte qu’un. */
  readonly dossier: DossierImprime | null;
}

export interface Horaire {
  readonly points: readonly Point[];
  readonly fin: string;
  readonly dureeTotale: number;
  /** Pour mille de la durée souhaitable quand la séance est trop courte ; null si tout tient. */
  readonly resserre: number | null;
}

/** Minutes souhaitables par point. */
const DUREES = {
  ouverture: 10,
  synthese: 15,
  a_debattre: 10,
  sans_proposition: 10,
  defavorable: 5,
  enveloppe: 10,
  cloture: 15,
} as const;
const PAUSE = 10;
/** Une pause n’a de sens que dans une séance longue. */
const SEANCE_LONGUE = 120;

/**
 * Répartit la séance : dossiers à débattre, pause si le temps le permet, non étudiés, défavorables, vote groupé des favorables.
 * Trop courte, la séance resserre tous les points en proportion ; longue, elle donne d’abord une pause, puis plus de temps aux
 * dossiers à débattre, puis un temps de réserve avant la clôture.
 * La somme des durées est toujours la durée de la séance (celle des points si les heures ne se suivent pas).
 */
export function calculerHoraire(seance: Seance, dossiers: readonly DossierImprime[]): Horaire {
  const souhaits = listerPoints(dossiers);
  const souhaite = souhaits.reduce((somme, { duree }) => somme + duree, 0);
  const disponible = enMinutes(seance.heureFin) - enMinutes(seance.heureDebut);
  const total = disponible > 0 ? disponible : souhaite;
  const resserre = souhaite > total;
  const prevus = resserre ? souhaits : detendre(avecPause(souhaits, total - souhaite, total), total);
  const durees = resserre ? resserrer(prevus, total) : prevus.map(({ duree }) => duree);
  // Ce qui n’est pas réparti revient à la clôture : les durées tombent juste au total.
  const reparti = durees.reduce((somme, duree) => somme + duree, 0);
  let heure = enMinutes(seance.heureDebut);
  const points = prevus.map((point, rang): Point => {
    const duree = (durees[rang] ?? 0) + (rang === prevus.length - 1 ? total - reparti : 0);
    const debut = enHeure(heure);
    heure += duree;
    return { ...point, debut, duree };
  });
  return {
    points,
    fin: enHeure(enMinutes(seance.heureDebut) + total),
    dureeTotale: total,
    resserre: resserre ? Math.round((1000 * total) / souhaite) : null,
  };
}

/**
 * Même durée pour les points de même genre, à la minute inférieure ; les minutes gagnées vont d’abord aux dossiers à débattre.
 * Quand il n’y a pas une minute par point, les heures se suivent au plus juste.
 */
function resserrer(souhaits: readonly Souhait[], total: number): number[] {
  const souhaite = souhaits.reduce((somme, { duree }) => somme + duree, 0);
  const durees = souhaits.map(({ duree }) => Math.floor((duree * total) / souhaite));
  if (durees.some((duree) => duree < 1)) return auPlusJuste(souhaits, total, souhaite);
  const debattus = souhaits.filter(({ genre }) => genre === 'a_debattre').length;
  const libres = total - durees.reduce((somme, duree) => somme + duree, 0);
  const bonus = debattus > 0 ? Math.floor(libres / debattus) : 0;
  return durees.map((duree, rang) => (souhaits[rang]?.genre === 'a_debattre' ? duree + bonus : duree));
}

function auPlusJuste(souhaits: readonly Souhait[], total: number, souhaite: number): number[] {
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

interface Souhait {
  readonly genre: GenrePoint;
  readonly duree: number;
  readonly dossier: DossierImprime | null;
}

function listerPoints(dossiers: readonly DossierImprime[]): Souhait[] {
  const seul = (genre: 'ouverture' | 'synthese' | 'enveloppe' | 'cloture'): Souhait => ({
    genre,
    duree: DUREES[genre],
    dossier: null,
  });
  const unParUn = (pile: DossierImprime['pile'], genre: 'a_debattre' | 'sans_proposition' | 'defavorable') =>
    dossiers
      .filter((dossier) => dossier.pile === pile)
      .map((dossier): Souhait => ({ genre, duree: DUREES[genre], dossier }));
  const favorables = dossiers.filter((dossier) => dossier.pile === 'favorable').length;
  return [
    seul('ouverture'),
    seul('synthese'),
    ...unParUn('a_debattre', 'a_debattre'),
    ...unParUn(null, 'sans_proposition'),
    ...unParUn('defavorable', 'defavorable'),
    ...(favorables > 0 ? [{ genre: 'favorables' as const, duree: dureeVoteGroupe(favorables), dossier: null }] : []),
    seul('enveloppe'),
    seul('cloture'),
  ];
}

/** 5 minutes, plus une par dossier, arrondies aux 5 minutes supérieures, 30 au plus. */
function dureeVoteGroupe(favorables: number): number {
  return Math.min(30, 5 * Math.ceil((5 + favorables) / 5));
}

function avecPause(souhaits: readonly Souhait[], marge: number, total: number): Souhait[] {
  const dernierDebattu = souhaits.findLastIndex(({ genre }) => genre === 'a_debattre');
  if (marge < PAUSE || total < SEANCE_LONGUE || dernierDebattu < 0) return [...souhaits];
  return souhaits.toSpliced(dernierDebattu + 1, 0, { genre: 'pause', duree: PAUSE, dossier: null });
}

/** Par pas de 5 minutes, jusqu’à 20 par dossier à débattre ; le reste, s’il est sensible, devient un temps de réserve. */
function detendre(souhaits: readonly Souhait[], total: number): Souhait[] {
  const debattus = souhaits.filter(({ genre }) => genre === 'a_debattre').length;
  const libres = total - souhaits.reduce((somme, { duree }) => somme + duree, 0);
  const pas = debattus === 0 ? 0 : Math.min(2, Math.floor(libres / (5 * debattus)));
  const allonges = souhaits.map((souhait) =>
    souhait.genre === 'a_debattre' ? { ...souhait, duree: souhait.duree + 5 * pas } : souhait,
  );
  const reserve = libres - 5 * pas * debattus;
  if (reserve < 5) return allonges;
  return allonges.toSpliced(-1, 0, { genre: 'reserve', duree: reserve, dossier: null });
}

function enMinutes(heure: string): number {
  const [heures = '0', minutes = '0'] = heure.split(':');
  return 60 * Number(heures) + Number(minutes);
}

function enHeure(minutes: number): string {
  const dansLeJour = minutes % (24 * 60);
  return `${String(Math.floor(dansLeJour / 60)).padStart(2, '0')}:${String(dansLeJour % 60).padStart(2, '0')}`;
}
