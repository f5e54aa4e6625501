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
 * Trop courte, la séance resserre tous les points en proportion ; trop longue, la clôture garde la marge.
 * La somme des durées est toujours la durée de la séance (celle des points si les heures ne se suivent pas).
 */
export function calculerHoraire(seance: Seance, dossiers: readonly DossierImprime[]): Horaire {
  const souhaits = listerPoints(dossiers);
  const souhaite = souhaits.reduce((somme, { duree }) => somme + duree, 0);
  const disponible = enMinutes(seance.heureFin) - enMinutes(seance.heureDebut);
  const total = disponible > 0 ? disponible : souhaite;
  const resserre = souhaite > total;
  const prevus = resserre ? souhaits : avecPause(souhaits, total - souhaite, total);
  const prevu = prevus.reduce((somme, { duree }) => somme + duree, 0);
  const debut = enMinutes(seance.heureDebut);
  const points: Point[] = [];
  let cumul = 0;
  let ecoule = 0;
  for (const [rang, point] of prevus.entries()) {
    cumul += point.duree;
    // L’arrondi porte sur l’heure de fin de chaque point : les durées tombent juste au total.
    const fin = resserre ? Math.round((cumul * total) / prevu) : cumul;
    const echeance = rang === prevus.length - 1 ? total : fin;
    points.push({ ...point, debut: enHeure(debut + ecoule), duree: echeance - ecoule });
    ecoule = echeance;
  }
  return {
    points,
    fin: enHeure(debut + total),
    dureeTotale: total,
    resserre: resserre ? Math.round((1000 * total) / souhaite) : null,
  };
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

function enMinutes(heure: string): number {
  const [heures = '0', minutes = '0'] = heure.split(':');
  return 60 * Number(heures) + Number(minutes);
}

function enHeure(minutes: number): string {
  const dansLeJour = minutes % (24 * 60);
  return `${String(Math.floor(dansLeJour / 60)).padStart(2, '0')}:${String(dansLeJour % 60).padStart(2, '0')}`;
}
