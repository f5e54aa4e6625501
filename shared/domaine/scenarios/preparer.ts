import type { Bareme } from '../bareme.ts';
import { calculerDroit } from '../droit.ts';
import { comparer, type Fraction } from '../fraction.ts';
import { ecarterPour } from './ecarter.ts';
import type { Minimum, PileAdmise, Priorite, ReglesScenario } from './regles.ts';

export interface CollectifCandidat {
  readonly id: number;
  readonly enfants: number;
  readonly coutCentimes: number;
  readonly niveau: string | null;
  readonly commune: Lieu | null;
  readonly territoire: Lieu | null;
}

export interface Lieu {
  readonly code: string;
  readonly nom: string;
}

/** Un dossier tel que l’instruction l’a laissé ; `collectifs` dans l’ordre du porteur. */
export interface DossierCandidat {
  readonly id: number;
  readonly numero: string;
  readonly structure: string;
  readonly structureId: number;
  readonly commune: string | null;
  readonly qpv: boolean;
  readonly pile: PileAdmise;
  readonly note: Fraction | null;
  readonly dixiemes: number | null;
  /** Faux : la note n’est que partielle, le dossier n’a pas de rang. */
  readonly complete: boolean;
  readonly axes: readonly {
    readonly code: string;
    readonly libelle: string;
    readonly note: Fraction | null;
    readonly dixiemes: number | null;
  }[];
  /** Porteur agréé à la campagne d’avant. */
  readonly renouvellement: boolean;
  readonly collectifs: readonly CollectifCandidat[];
}

export interface DonneesScenario {
  /** Enveloppe de la campagne, en centimes. */
  readonly enveloppeCentimes: number | null;
  readonly bareme: Pick<Bareme, 'tauxPointsBase' | 'plafondCentimes' | 'modeCalcul' | 'arrondi'>;
  readonly dossiers: readonly DossierCandidat[];
}

/** Retenir les `nombre` premiers collectifs d’un dossier : coût exact en centimes et ce qu’ils apportent. */
export interface Choix {
  readonly nombre: number;
  readonly centimes: number;
  readonly enfants: number;
  /** Ce que le but compte, priorités comprises. */
  readonly valeur: number;
  /** Somme des notes, en dixièmes : chaque collectif compte celle de son dossier. */
  readonly notes: number;
  readonly parCollectif: readonly number[];
}

export interface Admis {
  readonly dossier: DossierCandidat;
  /** Du plus petit au plus grand ; le premier ne retient rien. */
  readonly choix: readonly Choix[];
  /** Rang, dans `choix`, du moins que les règles acceptent. */
  readonly plancher: number;
  readonly inclus: string | null;
}

export interface Preparation {
  readonly regles: ReglesScenario;
  /** null : pas d’enveloppe, tout ce qui est admis est retenu. */
  readonly enveloppeCentimes: number | null;
  /** Dans l’ordre des règles, le même quel que soit celui où les dossiers sont lus. */
  readonly admis: readonly Admis[];
  readonly laisses: readonly { readonly dossier: DossierCandidat; readonly raison: string }[];
  readonly bareme: DonneesScenario['bareme'];
}

/** Trie ce que les règles admettent et calcule, pour chaque dossier, le prix exact de ses k premiers collectifs. */
export function preparer(donnees: DonneesScenario, regles: ReglesScenario): Preparation {
  const admis: Admis[] = [];
  const laisses: { dossier: DossierCandidat; raison: string }[] = [];
  for (const dossier of ranger(donnees.dossiers, regles)) {
    const raison = ecarterPour(dossier, regles);
    if (raison === null) admis.push(admettre(dossier, donnees.bareme, regles));
    else laisses.push({ dossier, raison });
  }
  return {
    regles,
    enveloppeCentimes: regles.enveloppeCentimes ?? donnees.enveloppeCentimes,
    admis,
    laisses,
    bareme: donnees.bareme,
  };
}

function admettre(dossier: DossierCandidat, bareme: DonneesScenario['bareme'], regles: ReglesScenario): Admis {
  const maximum = Math.min(dossier.collectifs.length, regles.plafondParDossier ?? Number.POSITIVE_INFINITY);
  const nombres = Array.from({ length: maximum + 1 }, (_, k) => k).filter(
    (k) => !regles.entier || k === 0 || k === maximum,
  );
  const choix = nombres.map((k) => chiffrer(dossier, k, bareme, regles));
  const inclus = regles.aLaMain.find((m) => m.dossierId === dossier.id && m.sort === 'inclure')?.motif ?? null;
  const garde = regles.renouvellements === 'toujours' && dossier.renouvellement;
  return { dossier, choix, inclus, plancher: inclus === null ? (garde ? 1 : 0) : choix.length - 1 };
}

function chiffrer(
  dossier: DossierCandidat,
  nombre: number,
  bareme: DonneesScenario['bareme'],
  regles: ReglesScenario,
): Choix {
  const collectifs = dossier.collectifs.slice(0, nombre);
  const droit = calculerDroit(collectifs, bareme);
  const note = dossier.dixiemes ?? 0;
  const unite = (c: CollectifCandidat) => ({ enfants: c.enfants, collectifs: 1, notes: note })[regles.but];
  // Sans priorité chaque collectif compte 1, et non 100 : les nombres montrés restent ceux de l’agent.
  const poids = (c: CollectifCandidat) =>
    regles.priorites.length === 0 ? 1 : 100 + poidsPrioritaire(dossier, c, regles.priorites);
  return {
    nombre,
    centimes: droit.droitCentimes,
    enfants: somme(collectifs, (c) => c.enfants),
    valeur: somme(collectifs, (c) => unite(c) * poids(c)),
    notes: nombre * note,
    parCollectif: droit.collectifs.map((c) => c.droitCentimes),
  };
}

/** Les poids des priorités qu’un collectif remplit s’ajoutent. */
export function poidsPrioritaire(
  dossier: Pick<DossierCandidat, 'qpv'>,
  collectif: CollectifCandidat,
  priorites: readonly Priorite[],
): number {
  const remplies = priorites.filter(({ genre, valeur }) => {
    if (genre === 'qpv') return dossier.qpv;
    if (genre === 'niveau') return collectif.niveau === valeur;
    return collectif[genre]?.code === valeur;
  });
  return somme(remplies, ({ poids }) => poids);
}

/** L’ordre du fil : par priorité s’il le faut, puis par note ; les notes partielles après, puis le numéro. */
function ranger(dossiers: readonly DossierCandidat[], regles: ReglesScenario): DossierCandidat[] {
  const prioritaire = (d: DossierCandidat) =>
    regles.ordre === 'note' ? 0 : Math.max(0, ...d.collectifs.map((c) => poidsPrioritaire(d, c, regles.priorites)));
  return dossiers.toSorted(
    (a, b) =>
      prioritaire(b) - prioritaire(a) ||
      Number(b.complete) - Number(a.complete) ||
      comparerNotes(b.note, a.note) ||
      (a.numero < b.numero ? -1 : 1),
  );
}

function comparerNotes(a: Fraction | null, b: Fraction | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return comparer(a, b);
}

/** Ce qu’un choix apporte à la commune ou au territoire d’un minimum, dans son unité. */
export function apport({ dossier }: Admis, choix: Choix, { genre, code, unite }: Minimum): number {
  return somme(
    dossier.collectifs.slice(0, choix.nombre).map((c, i) => ({ c, centimes: choix.parCollectif[i] ?? 0 })),
    ({ c, centimes }) => (c[genre]?.code === code ? (unite === 'collectifs' ? 1 : centimes) : 0),
  );
}

export function somme<T>(elements: readonly T[], valeur: (element: T) => number): number {
  return elements.reduce((total, element) => total + valeur(element), 0);
}
