import { comparerFrancais } from '../../../../shared/domaine/libelles.ts';
import type { LigneDeLot } from '../../../../shared/domaine/lot.ts';
import { type LignePlacee, nommerNature } from './colonnes.ts';

/** Un groupe du récapitulatif. */
export interface Groupe {
  readonly libelle: string;
  /** SIRET ou code Insee. */
  readonly code: string | null;
  readonly placees: readonly LignePlacee[];
}

export interface LotPlace {
  readonly lignes: readonly LignePlacee[];
  readonly natures: readonly Groupe[];
  readonly porteurs: readonly Groupe[];
  readonly communes: readonly Groupe[];
}

interface Reperage {
  readonly cle: string;
  readonly libelle: string;
  readonly code: string | null;
  /** Avant le libellé. */
  readonly ordre: number;
}

/** Range les lignes par nature, porteur et commune : chacune sait sa place, chaque groupe ses lignes. */
export function placer(lignes: readonly LigneDeLot[]): LotPlace {
  const dernieres = new Map(lignes.map((ligne, rang) => [ligne.numeroDossier, rang]));
  const natures = ranger(lignes, (l) => {
    const libelle = nommerNature(l.libelle);
    return { cle: libelle, libelle, code: null, ordre: l.nature === 'solde' ? 1 : 0 };
  });
  const porteurs = ranger(lignes, (l) => ({
    // Le SIRET désigne le porteur ; absent ou abîmé, il faut aussi la raison sociale.
    cle: l.siret !== null && /^\d{14}$/.test(l.siret) ? l.siret : JSON.stringify([l.siret, l.raisonSociale]),
    libelle: l.raisonSociale,
    code: l.siret,
    ordre: 0,
  }));
  const communes = ranger(lignes, (l) => ({
    cle: l.communeInsee ?? '',
    libelle: l.communeNom ?? l.communeInsee ?? 'non renseignée',
    code: l.communeInsee,
    ordre: 0,
  }));
  const placees = lignes.map(
    (ligne, rang): LignePlacee => ({
      ligne,
      compte: dernieres.get(ligne.numeroDossier) === rang,
      nature: natures.rangs[rang] ?? 0,
      porteur: porteurs.rangs[rang] ?? 0,
      commune: communes.rangs[rang] ?? 0,
    }),
  );
  return {
    lignes: placees,
    natures: reunir(natures.reperages, placees, (p) => p.nature),
    porteurs: reunir(porteurs.reperages, placees, (p) => p.porteur),
    communes: reunir(communes.reperages, placees, (p) => p.commune),
  };
}

/** Les groupes, dans l’ordre du récapitulatif, et la place, depuis 1, de chaque ligne. */
function ranger(lignes: readonly LigneDeLot[], reperer: (ligne: LigneDeLot) => Reperage) {
  const deLaLigne = lignes.map(reperer);
  const uniques = new Map<string, Reperage>();
  for (const reperage of deLaLigne) if (!uniques.has(reperage.cle)) uniques.set(reperage.cle, reperage);
  const reperages = [...uniques.values()].toSorted(
    (a, b) => a.ordre - b.ordre || comparerFrancais(a.libelle, b.libelle) || (a.cle < b.cle ? -1 : 1),
  );
  const places = new Map(reperages.map(({ cle }, rang) => [cle, rang + 1]));
  return { reperages, rangs: deLaLigne.map(({ cle }) => places.get(cle) ?? 0) };
}

function reunir(
  reperages: readonly Reperage[],
  placees: readonly LignePlacee[],
  rang: (placee: LignePlacee) => number,
): Groupe[] {
  const parRang = Map.groupBy(placees, rang);
  return reperages.map(({ libelle, code }, index) => ({ libelle, code, placees: parRang.get(index + 1) ?? [] }));
}

/** Totaux d’un groupe de lignes, en centimes ; ce que les formules doivent retrouver. */
export interface Totaux {
  readonly lignes: number;
  readonly collectifsAgrees: number;
  /** null tant qu’aucun bilan n’est connu : ce n’est pas zéro. */
  readonly collectifsRealises: number | null;
  readonly droitPrevisionnel: number;
  readonly droitReel: number | null;
  readonly montant: number;
  readonly cumulVerse: number;
  readonly resteAVerser: number;
  readonly indu: number;
}

/** Seuls les montants comptent à chaque ligne ; droits, collectifs, cumul, reste et indu une fois par dossier. */
export function totaliser(placees: readonly LignePlacee[]): Totaux {
  let collectifsAgrees = 0;
  let collectifsRealises: number | null = null;
  let droitPrevisionnel = 0;
  let droitReel: number | null = null;
  let montant = 0;
  let cumulVerse = 0;
  let resteAVerser = 0;
  let indu = 0;
  for (const { ligne, compte } of placees) {
    montant += ligne.montantCentimes;
    if (!compte) continue;
    collectifsAgrees += ligne.collectifsAgrees;
    if (ligne.collectifsRealises !== null) collectifsRealises = (collectifsRealises ?? 0) + ligne.collectifsRealises;
    droitPrevisionnel += ligne.droitPrevisionnelCentimes;
    if (ligne.droitReelCentimes !== null) droitReel = (droitReel ?? 0) + ligne.droitReelCentimes;
    cumulVerse += ligne.cumulVerseCentimes;
    resteAVerser += ligne.resteAVerserCentimes;
    indu += ligne.induCentimes;
  }
  return {
    lignes: placees.length,
    collectifsAgrees,
    collectifsRealises,
    droitPrevisionnel,
    droitReel,
    montant,
    cumulVerse,
    resteAVerser,
    indu,
  };
}
