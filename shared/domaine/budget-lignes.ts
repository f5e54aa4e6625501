import { libelleCompte } from './libelles.ts';
import { normaliserTexte } from './textes.ts';

export interface LigneBudget {
  readonly sens: 'charge' | 'produit';
  readonly compte: string;
  readonly libelle: string;
  readonly montantCentimes: number;
}

/** Une ligne de sous-total écartée et la somme des lignes qu’elle annonce. */
export interface SousTotal {
  readonly ligne: LigneBudget;
  readonly sommeCentimes: number;
}

export type NatureContribution = 'benevolat' | 'mise_a_disposition' | 'prestations' | 'dons_et_secours';

const COMPTE_VOLONTAIRE = /^8[67]/;
const MOT_TOTAL = /\b(?:sous[- ]?)?total\b/;
const FINANCEUR_CAF = /\bcaf\b|\bcnaf\b|allocations familiales/;
const PRESTATION_SANS_FINANCEUR = /\bp\.? ?s\.? clas\b|prestation de service clas/;
const PRESTATION_CLAS = /\bclas\b|\bp\.?s\.?\b|prestations? de services?/;
/** Mots qui ne nomment ni un financeur ni une dépense : « Ventes de produits finis, prestations de services ». */
const MOTS_GENERIQUES = (
  ' compte d de des du l la le les et en nature exploitation vente ventes produits finis marchandises prestation ' +
  'prestations service services'
).split(' ');
const AIDE_PRIVEE = /\bprivee?s?\b|\bfondations?\b|\bmecenat\b|\bentreprises?\b|\bdons?\b|\bsponsor/;

export function isVolontaire(ligne: LigneBudget): boolean {
  return COMPTE_VOLONTAIRE.test(ligne.compte);
}

/** Financement de la Caf, cherché par le libellé : selon les modèles il est en 70, 73 ou 74 (domaine §4). */
export function isFinancementCaf(ligne: LigneBudget): boolean {
  if (ligne.sens !== 'produit' || !/^7[034]/.test(ligne.compte)) return false;
  const texte = normaliserTexte(ligne.libelle);
  // La MSA verse elle aussi une « PS Clas » : sans le mot Caf, ce n’est pas celle-ci.
  return FINANCEUR_CAF.test(texte) || (PRESTATION_SANS_FINANCEUR.test(texte) && !/\bmsa\b/.test(texte));
}

/** Parmi les lignes de la Caf, celle de la prestation de service Clas ; faute de mot qui la désigne, toutes. */
export function lignesPrestationService(lignesCaf: readonly LigneBudget[]): readonly LigneBudget[] {
  const designees = lignesCaf.filter((ligne) => PRESTATION_CLAS.test(normaliserTexte(ligne.libelle)));
  return designees.length > 0 ? designees : lignesCaf;
}

/** Argent public : comptes 73 et 74 hors aides privées, plus la Caf où qu’elle soit. */
export function isFinancementPublic(ligne: LigneBudget): boolean {
  if (isFinancementCaf(ligne)) return true;
  return ligne.sens === 'produit' && /^7[34]/.test(ligne.compte) && !AIDE_PRIVEE.test(normaliserTexte(ligne.libelle));
}

/**
 * Nature d’une contribution volontaire, par les mots d’abord : 870, 871 et 875 sont échangés dans certains modèles ;
 * côté 87 le numéro seul ne dit donc rien.
 */
export function natureContribution(ligne: LigneBudget): NatureContribution | null {
  const texte = normaliserTexte(ligne.libelle);
  if (/benevol/.test(texte)) return 'benevolat';
  if (/mise (?:a|en) disposition|locaux|gratuit/.test(texte)) return 'mise_a_disposition';
  if (/prestation/.test(texte)) return 'prestations';
  if (/secours|\bdons?\b/.test(texte)) return 'dons_et_secours';
  if (ligne.compte.startsWith('864')) return 'benevolat';
  if (ligne.compte.startsWith('861')) return 'mise_a_disposition';
  if (ligne.compte.startsWith('862')) return 'prestations';
  return ligne.compte.startsWith('860') ? 'dons_et_secours' : null;
}

/** Le compte 69 sert parfois aux « charges indirectes » : il compte comme charge, mais se vérifie. */
export function isChargesIndirectes(ligne: LigneBudget): boolean {
  return ligne.sens === 'charge' && ligne.compte.startsWith('69') && /indirect/.test(normaliserTexte(ligne.libelle));
}

/** Sépare les lignes de détail des sous-totaux de compte (74 à côté de 741 et 742, ou de « 74 – État » et « 74 – Caf »). */
export function separerSousTotaux(lignes: readonly LigneBudget[]): { details: LigneBudget[]; sousTotaux: SousTotal[] } {
  const details: LigneBudget[] = [];
  const sousTotaux: SousTotal[] = [];
  for (const ligne of lignes) {
    // « Total des charges », sans compte, n’est jamais une dépense.
    if (ligne.compte === '' && MOT_TOTAL.test(normaliserTexte(ligne.libelle))) continue;
    const dessous = lignesAnnoncees(ligne, lignes);
    const sommeCentimes = dessous.reduce((somme, l) => somme + l.montantCentimes, 0);
    const isSousTotal =
      dessous.length > 0 && (isGenerique(ligne) || isSommeDeSousComptes(ligne, dessous, sommeCentimes));
    if (isSousTotal) sousTotaux.push({ ligne, sommeCentimes });
    else details.push(ligne);
  }
  return { details, sousTotaux };
}

/** Lignes que `ligne` totaliserait : sous-comptes directs, et lignes nommées du même compte. */
function lignesAnnoncees(ligne: LigneBudget, lignes: readonly LigneBudget[]): LigneBudget[] {
  if (ligne.compte === '') return [];
  const candidates = lignes.filter(
    (autre) =>
      autre !== ligne &&
      autre.sens === ligne.sens &&
      autre.compte.startsWith(ligne.compte) &&
      (autre.compte !== ligne.compte || !isGenerique(autre)),
  );
  // 741 totalise déjà 7411 et 7412 : ne garder que le premier niveau, sans quoi les petites lignes compteraient deux fois.
  return candidates.filter(
    (autre) =>
      autre.compte === ligne.compte ||
      !candidates.some(
        (parent) =>
          parent !== autre &&
          parent.compte !== ligne.compte &&
          autre.compte.startsWith(parent.compte) &&
          (parent.compte !== autre.compte || (isGenerique(parent) && !isGenerique(autre))),
      ),
  );
}

/** Libellé qui ne nomme rien de plus que le compte : vide, « Subventions », « Total 74 ». */
function isGenerique(ligne: LigneBudget): boolean {
  const mots = normaliserTexte(ligne.libelle).split(/[^a-z0-9]+/);
  if (mots.includes('total')) return true;
  const connus = new Set([
    ...MOTS_GENERIQUES,
    ligne.compte,
    ...normaliserTexte(libelleCompte(ligne.compte)).split(/[^a-z0-9]+/),
  ]);
  return mots.every((mot) => connus.has(mot));
}

/** Une ligne nommée (« 64 Salaires et charges ») est un sous-total si elle vaut exactement ses sous-comptes. */
function isSommeDeSousComptes(ligne: LigneBudget, dessous: readonly LigneBudget[], sommeCentimes: number): boolean {
  return dessous.every((l) => l.compte.length > ligne.compte.length) && sommeCentimes === ligne.montantCentimes;
}
