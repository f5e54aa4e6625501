import type { Alea } from './alea.ts';
import { aDefaut, variante } from './defauts.ts';
import type { CleDossier } from './questions.ts';

/** Barème que les porteurs ont sous les yeux : 32,5 % du coût, 2 563,00 € au plus par collectif. */
const TAUX_POINTS_DE_BASE = 3_250;
const PLAFOND_CENTIMES = 256_300;

export interface FaitsBudget {
  readonly rang: number;
  /** Collectifs annoncés (au moins un). */
  readonly nombreCollectifs: number;
  readonly isGlobal: boolean;
  readonly qpv: boolean;
  readonly enfants: number;
  readonly benevoles: number;
  /** Centimes, par enfant et par an. */
  readonly participation: number;
}

export interface BudgetExemple {
  /** Montants en centimes par question du formulaire ; `null` : case laissée vide. */
  readonly lignes: Readonly<Partial<Record<CleDossier, number | null>>>;
  /** Coût de chaque collectif, ou `null` quand le budget est global. */
  readonly couts: readonly (number | null)[];
}

/** Budget d’un dossier, équilibré au centime sauf défaut semé. */
export function etablirBudget(faits: FaitsBudget, alea: Alea): BudgetExemple {
  const couts = tirerCouts(faits.nombreCollectifs, alea);
  const total = sommer(couts);
  const charges = repartirCharges(total, alea);
  const isTout = aDefaut('demande_totale', faits.rang);
  const caf = isTout ? total : calculerDemande(couts, faits.isGlobal, alea);
  const produits = isTout ? { caf } : repartirProduits(total, caf, faits, alea);
  const contributions = Math.max(faits.benevoles, faits.rang % 3 === 0 ? 2 : 0) * alea.entier(20, 45) * 1_202;
  const lignes = {
    ...charges,
    ...produits,
    totalCharges: total,
    totalProduits: total,
    charge86: contributions || null,
    produit87: contributions || null,
    montantDemande: caf,
  };
  return {
    lignes: desequilibrer(lignes, variante('budget_desequilibre', faits.rang)),
    couts: faits.isGlobal ? couts.map(() => null) : couts,
  };
}

function tirerCouts(nombre: number, alea: Alea): number[] {
  const base = alea.chance(88) ? alea.entier(5_100, 8_700) : alea.choisir([4_350, 4_780, 9_600, 9_950]);
  const isAuCentime = alea.chance(45);
  return Array.from({ length: nombre }, () => {
    const euros = base + alea.entier(-4, 4) * 75;
    return euros * 100 + (isAuCentime ? alea.entier(0, 99) : 0);
  });
}

/** Le porteur calcule presque toujours juste ; un sur dix oublie le plafond par collectif, quelques-uns arrondissent. */
function calculerDemande(couts: readonly number[], isGlobal: boolean, alea: Alea): number {
  const total = sommer(couts);
  const parCollectif = isGlobal ? partager(total, couts.length) : couts;
  const juste = sommer(parCollectif.map((cout) => Math.min(appliquerTaux(cout), PLAFOND_CENTIMES)));
  if (alea.chance(10)) return Math.min(appliquerTaux(total), PLAFOND_CENTIMES * couts.length);
  return alea.chance(6) ? Math.ceil(juste / 1_000) * 1_000 : juste;
}

function appliquerTaux(cout: number): number {
  return Math.floor((cout * TAUX_POINTS_DE_BASE + 5_000) / 10_000);
}

/** Parts égales au centime, le reste aux premières. */
function partager(total: number, parts: number): number[] {
  const part = Math.floor(total / parts);
  return Array.from({ length: parts }, (_, i) => part + (i < total % parts ? 1 : 0));
}

function repartirCharges(total: number, alea: Alea): Partial<Record<CleDossier, number | null>> {
  const part = (min: number, max: number) => arrondirA(Math.floor((total * alea.entier(min, max)) / 1_000), 100);
  const parfois = (pourcent: number, min: number, max: number) => (alea.chance(pourcent) ? part(min, max) : null);
  const lignes = {
    charge60: part(55, 115),
    charge61: part(25, 90),
    charge62: part(25, 85),
    charge63: parfois(35, 4, 14),
    charge65: parfois(25, 5, 20),
    charge66: parfois(12, 1, 4),
    charge68: parfois(30, 5, 22),
  };
  return { ...lignes, charge64: total - sommer(Object.values(lignes)) };
}

function repartirProduits(
  total: number,
  caf: number,
  faits: FaitsBudget,
  alea: Alea,
): Partial<Record<CleDossier, number | null>> {
  const part = (min: number, max: number) => arrondirA(Math.floor((total * alea.entier(min, max)) / 1_000), 5_000);
  const lignes = {
    caf,
    produit70: faits.participation * faits.enfants || null,
    etat: faits.qpv ? part(90, 210) : null,
    departement: alea.chance(40) ? part(40, 90) : null,
    produit75: alea.chance(35) ? part(10, 50) : null,
  };
  const reste = total - sommer(Object.values(lignes));
  if (reste < 0) throw new Error(`Dossier ${faits.rang} : les produits dépassent les charges.`);
  return { ...lignes, communeProduit: reste };
}

function desequilibrer(
  lignes: Partial<Record<CleDossier, number | null>>,
  cas: number,
): Partial<Record<CleDossier, number | null>> {
  const total = lignes.totalProduits ?? 0;
  const commune = lignes.communeProduit ?? 0;
  if (cas === 0) return { ...lignes, communeProduit: commune - 36_000, totalProduits: total - 36_000 };
  if (cas === 1) return { ...lignes, communeProduit: commune + 2_700, totalProduits: total + 2_700 };
  if (cas === 2) return { ...lignes, totalProduits: total + (lignes.produit87 ?? 0) };
  return lignes;
}

function arrondirA(montant: number, pas: number): number {
  return Math.floor(montant / pas) * pas;
}

function sommer(montants: readonly (number | null)[]): number {
  return montants.reduce<number>((somme, montant) => somme + (montant ?? 0), 0);
}
