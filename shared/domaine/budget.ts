import {
  isChargesIndirectes,
  isFinancementCaf,
  isFinancementPublic,
  isVolontaire,
  type LigneBudget,
  lignesPrestationService,
  type NatureContribution,
  natureContribution,
  separerSousTotaux,
} from './budget-lignes.ts';
import { enDixiemes, fraction } from './fraction.ts';
import { libelleCompte } from './libelles.ts';
import { formaterDixiemes, formaterMontant, formaterTaux } from './nombres.ts';

export type { LigneBudget };

export interface OptionsBudget {
  /** PS calculée par le barème, en centimes ; une fonction du coût du dossier, s’il reste à connaître ; null : elle ne se calcule pas. */
  readonly droitCentimes: number | ((coutCentimes: number) => number) | null;
  readonly demandeCentimes: number | null;
  readonly totalChargesDeclareCentimes: number | null;
  readonly totalProduitsDeclareCentimes: number | null;
  /** Part maximale de la Caf dans les produits, en points de base ; null : pas de limite. */
  readonly partCafMaximalePointsBase: number | null;
  /** Vrai : les comptes 86 entrent dans le coût. */
  readonly inclureContributionsVolontaires: boolean;
}

export interface ControleBudget {
  code: string;
  libelle: string;
  etat: 'oui' | 'non' | 'info' | 'non_renseigne';
  /** Le premier des deux chiffres comparés, écrit pour être lu. */
  gauche: string;
  droite: string | null;
  signe: '=' | '≠' | '≤' | '>' | null;
}

export interface AnalyseBudget {
  /** Sans 86 ; le total déclaré quand aucune ligne n’est donnée. */
  totalChargesCentimes: number;
  /** Sans 87 ; le total déclaré quand aucune ligne n’est donnée. */
  totalProduitsCentimes: number;
  contributions86Centimes: number;
  contributions87Centimes: number;
  /** Coût du dossier au sens du barème. */
  coutCentimes: number;
  /** Tous les financements de la Caf. */
  subventionCafCentimes: number;
  /** Dixièmes de pour cent (839 = 83,9 %), la demie vers le haut ; null sans produits détaillés. */
  partPubliqueSansContributionsDixiemes: number | null;
  partPubliqueAvecContributionsDixiemes: number | null;
  controles: ControleBudget[];
}

const ABSENT = '—';
const LIBELLES_NATURE: Readonly<Record<NatureContribution, string>> = {
  benevolat: 'bénévolat',
  mise_a_disposition: 'mise à disposition',
  prestations: 'prestations',
  dons_et_secours: 'dons et secours en nature',
};

/** Totaux, coût, parts et contrôles du budget d’un dossier (domaine §4). Montants en centimes. */
export function analyserBudget(lignes: readonly LigneBudget[], options: OptionsBudget): AnalyseBudget {
  const { details, sousTotaux } = separerSousTotaux(lignes);
  const charges = details.filter((l) => l.sens === 'charge' && !isVolontaire(l));
  const produits = details.filter((l) => l.sens === 'produit' && !isVolontaire(l));
  const emplois = details.filter((l) => l.sens === 'charge' && isVolontaire(l));
  const apports = details.filter((l) => l.sens === 'produit' && isVolontaire(l));
  const totalCharges = charges.length > 0 ? sommer(charges) : options.totalChargesDeclareCentimes;
  const totalProduits = produits.length > 0 ? sommer(produits) : options.totalProduitsDeclareCentimes;
  const contributions86 = sommer(emplois);
  const contributions87 = sommer(apports);
  const lignesCaf = produits.filter(isFinancementCaf);
  const financementsPublics = sommer(produits.filter(isFinancementPublic));
  const partSans = partEnDixiemes(financementsPublics, sommer(produits));
  const partAvec = partEnDixiemes(financementsPublics, sommer(produits) === 0 ? 0 : sommer(produits) + contributions87);
  const contributionsVides = emplois.length === 0 && apports.length === 0;
  const avec = (total: number | null, contributions: number) => (total === null ? null : total + contributions);
  const coutCentimes = (totalCharges ?? 0) + (options.inclureContributionsVolontaires ? contributions86 : 0);
  const droitCentimes =
    typeof options.droitCentimes === 'function' ? options.droitCentimes(coutCentimes) : options.droitCentimes;
  return {
    totalChargesCentimes: totalCharges ?? 0,
    totalProduitsCentimes: totalProduits ?? 0,
    contributions86Centimes: contributions86,
    contributions87Centimes: contributions87,
    coutCentimes,
    subventionCafCentimes: sommer(lignesCaf),
    partPubliqueSansContributionsDixiemes: partSans,
    partPubliqueAvecContributionsDixiemes: partAvec,
    controles: [
      egalite('equilibre', 'Charges = produits', totalCharges, totalProduits),
      contributionsVides
        ? absent('contributions', 'Compte 86 = compte 87')
        : egalite('contributions', 'Compte 86 = compte 87', contributions86, contributions87),
      ...controlerNatures(emplois, apports),
      egalite(
        'equilibre_avec_contributions',
        'Charges = produits, 86 et 87 compris',
        avec(totalCharges, contributions86),
        avec(totalProduits, contributions87),
      ),
      ...sousTotaux.map(({ ligne, sommeCentimes }) =>
        egalite(
          `compte_${ligne.sens}_${ligne.compte}`,
          `Compte ${ligne.compte} ${libelleCompte(ligne.compte)} = somme de ses lignes`,
          ligne.montantCentimes,
          sommeCentimes,
        ),
      ),
      ...controlerDeclare('charges', options.totalChargesDeclareCentimes, charges, contributions86),
      ...controlerDeclare('produits', options.totalProduitsDeclareCentimes, produits, contributions87),
      ...controlerComptes69(charges),
      droitCentimes === null
        ? absent('caf_egale_droit', 'Ligne Caf = droit calculé', 'droit pas encore calculable')
        : lignesCaf.length === 0
          ? absent('caf_egale_droit', 'Ligne Caf = droit calculé', formaterMontant(droitCentimes))
          : egalite(
              'caf_egale_droit',
              'Ligne Caf = droit calculé',
              sommer(lignesPrestationService(lignesCaf)),
              droitCentimes,
            ),
      controlerPartCaf(sommer(lignesCaf), sommer(produits), lignesCaf.length > 0, options.partCafMaximalePointsBase),
      limite('recettes', 'Recettes ≤ 100 % du coût', totalProduits, totalCharges),
      limite('demande', 'Montant demandé ≤ total des charges', options.demandeCentimes, totalCharges),
      information('part_publique_sans', 'Part publique sans 86/87', partSans),
      information('part_publique_avec', 'Part publique avec 86/87', partAvec),
    ],
  };
}

function controlerNatures(emplois: readonly LigneBudget[], apports: readonly LigneBudget[]): ControleBudget[] {
  const natures = new Map<NatureContribution, { emplois: number; apports: number }>();
  for (const ligne of [...emplois, ...apports]) {
    const nature = natureContribution(ligne);
    // Une seule ligne de nature inconnue suffit à rendre la comparaison par nature trompeuse.
    if (nature === null) return [];
    const sommes = natures.get(nature) ?? { emplois: 0, apports: 0 };
    sommes[ligne.sens === 'charge' ? 'emplois' : 'apports'] += ligne.montantCentimes;
    natures.set(nature, sommes);
  }
  // Égaux, ces chiffres n’apprennent rien ; différents, l’agent peut y voir un mauvais compte.
  return [...natures].flatMap(([nature, sommes]): ControleBudget[] =>
    sommes.emplois === sommes.apports
      ? []
      : [
          {
            ...egalite(
              `contributions_${nature}`,
              `86 = 87, ${LIBELLES_NATURE[nature]}`,
              sommes.emplois,
              sommes.apports,
            ),
            etat: 'info',
          },
        ],
  );
}

function controlerDeclare(
  nom: 'charges' | 'produits',
  declareCentimes: number | null,
  lignes: readonly LigneBudget[],
  contributionsCentimes: number,
): ControleBudget[] {
  if (declareCentimes === null || lignes.length === 0) return [];
  const total = sommer(lignes);
  // Les modèles de budget mettent leur total avant ou après les contributions volontaires.
  const inclus = declareCentimes === total + contributionsCentimes && declareCentimes !== total;
  return [
    egalite(
      `total_${nom}_declare`,
      `Total des ${nom} déclaré = somme des lignes${inclus ? ', contributions volontaires comprises' : ''}`,
      declareCentimes,
      inclus ? total + contributionsCentimes : total,
    ),
  ];
}

function controlerComptes69(charges: readonly LigneBudget[]): ControleBudget[] {
  const lignes = charges.filter((ligne) => ligne.compte.startsWith('69') && ligne.montantCentimes !== 0);
  if (lignes.length === 0) return [];
  const libelle = lignes.every(isChargesIndirectes)
    ? 'Compte 69 : charges indirectes, comptées dans les charges'
    : 'Compte 69 : impôt ou charges indirectes, à vérifier';
  return [
    { code: 'compte_69', libelle, etat: 'info', gauche: formaterMontant(sommer(lignes)), droite: null, signe: null },
  ];
}

function controlerPartCaf(
  cafCentimes: number,
  produitsCentimes: number,
  hasLigneCaf: boolean,
  maximumPointsBase: number | null,
): ControleBudget {
  const libelle = maximumPointsBase === null ? 'Part de la Caf' : 'Part de la Caf ≤ maximum';
  const part = hasLigneCaf ? partEnDixiemes(cafCentimes, produitsCentimes) : null;
  if (part === null || maximumPointsBase === null) return information('part_caf', libelle, part);
  // Comparée en produit croisé exact : la part affichée est arrondie.
  const isSous = BigInt(cafCentimes) * 10_000n <= BigInt(produitsCentimes) * BigInt(maximumPointsBase);
  return {
    code: 'part_caf',
    libelle,
    etat: isSous ? 'oui' : 'non',
    gauche: formaterPart(part),
    droite: formaterTaux(maximumPointsBase),
    signe: isSous ? '≤' : '>',
  };
}

function egalite(code: string, libelle: string, gauche: number | null, droite: number | null): ControleBudget {
  if (gauche === null || droite === null) return comparaisonImpossible(code, libelle, gauche, droite);
  const isEgal = gauche === droite;
  return {
    code,
    libelle,
    etat: isEgal ? 'oui' : 'non',
    gauche: formaterMontant(gauche),
    droite: formaterMontant(droite),
    signe: isEgal ? '=' : '≠',
  };
}

function limite(code: string, libelle: string, valeur: number | null, maximum: number | null): ControleBudget {
  if (valeur === null || maximum === null) return comparaisonImpossible(code, libelle, valeur, maximum);
  const isSous = valeur <= maximum;
  return {
    code,
    libelle,
    etat: isSous ? 'oui' : 'non',
    gauche: formaterMontant(valeur),
    droite: formaterMontant(maximum),
    signe: isSous ? '≤' : '>',
  };
}

function comparaisonImpossible(code: string, libelle: string, a: number | null, b: number | null): ControleBudget {
  const ecrire = (montant: number | null) => (montant === null ? ABSENT : formaterMontant(montant));
  return { code, libelle, etat: 'non_renseigne', gauche: ecrire(a), droite: ecrire(b), signe: null };
}

function absent(code: string, libelle: string, droite: string = ABSENT): ControleBudget {
  return { code, libelle, etat: 'non_renseigne', gauche: ABSENT, droite, signe: null };
}

function information(code: string, libelle: string, partDixiemes: number | null): ControleBudget {
  if (partDixiemes === null) return { ...absent(code, libelle), droite: null };
  return { code, libelle, etat: 'info', gauche: formaterPart(partDixiemes), droite: null, signe: null };
}

function formaterPart(dixiemes: number): string {
  return `${formaterDixiemes(dixiemes)}\u00a0%`;
}

function partEnDixiemes(partCentimes: number, totalCentimes: number): number | null {
  return totalCentimes === 0 ? null : enDixiemes(fraction(BigInt(partCentimes) * 100n, totalCentimes));
}

function sommer(lignes: readonly LigneBudget[]): number {
  return lignes.reduce((somme, ligne) => somme + ligne.montantCentimes, 0);
}
