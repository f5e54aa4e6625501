import { enDixiemes, type Fraction, fraction, moyenne, multiplier, soustraire } from './fraction.ts';

/** La note qu’un lecteur a donnée à un dossier, exacte. */
export interface NoteDeLecteur {
  readonly agentId: number;
  readonly dossierId: number;
  readonly note: Fraction;
}

export interface DeriveLecteur {
  readonly agentId: number;
  /** Lectures qui ont une note. */
  readonly lectures: number;
  readonly moyenne: Fraction;
  /** Moyenne des carrés des écarts à sa moyenne (la population entière, pas un échantillon). */
  readonly variance: Fraction;
  /** Dossiers lus aussi par au moins un autre. */
  readonly communs: number;
  /**
   * Sur les dossiers communs : moyenne de (sa note − moyenne des autres). Positive : il note plus haut que les autres.
   * Null sans dossier commun.
   */
  readonly ecartAuxAutres: Fraction | null;
}

/** Ce qui distingue chaque lecteur des autres. Rien n’y dépend de l’ordre des notes ; rendu par numéro d’agent. */
export function calculerDerive(notes: readonly NoteDeLecteur[]): DeriveLecteur[] {
  const parDossier = Map.groupBy(notes, (n) => n.dossierId);
  return [...Map.groupBy(notes, (n) => n.agentId)]
    .map(([agentId, siennes]): DeriveLecteur => {
      const centre = moyenne(siennes.map((n) => n.note)) ?? fraction(0);
      const carres = siennes.map((n) => carre(soustraire(n.note, centre)));
      const ecarts = siennes.flatMap(({ dossierId, note }) => {
        const autres = (parDossier.get(dossierId) ?? []).filter((n) => n.agentId !== agentId);
        const leur = moyenne(autres.map((n) => n.note));
        return leur ? [soustraire(note, leur)] : [];
      });
      return {
        agentId,
        lectures: siennes.length,
        moyenne: centre,
        variance: moyenne(carres) ?? fraction(0),
        communs: ecarts.length,
        ecartAuxAutres: moyenne(ecarts),
      };
    })
    .toSorted((a, b) => a.agentId - b.agentId);
}

function carre(f: Fraction): Fraction {
  return multiplier(f, f);
}

/** Racine de la variance en dixièmes, arrondie au plus proche sans passer par un flottant. */
export function ecartTypeEnDixiemes(variance: Fraction): number {
  // √(100 v) arrondi = ⌊(√(400 v) + 1) / 2⌋, et la partie entière d’une racine se calcule en entiers.
  return Number((racineEntiere((400n * variance.n) / variance.d) + 1n) / 2n);
}

/** Dixièmes d’un écart signé : la demie s’éloigne de zéro, pour que deux lecteurs opposés s’affichent opposés. */
export function ecartEnDixiemes(ecart: Fraction): number {
  const grandeur = enDixiemes({ n: ecart.n < 0n ? -ecart.n : ecart.n, d: ecart.d });
  return ecart.n < 0n && grandeur > 0 ? -grandeur : grandeur;
}

/** Plus grand entier dont le carré ne dépasse pas `n`. */
function racineEntiere(n: bigint): bigint {
  if (n < 2n) return n;
  let x = n;
  let suivant = (x + 1n) / 2n;
  while (suivant < x) {
    x = suivant;
    suivant = (x + n / x) / 2n;
  }
  return x;
}
