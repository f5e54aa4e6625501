import type { LigneDeLot } from '../../../../shared/domaine/lot.ts';
import { adresse } from '../classeur.ts';
import { FORMAT_DATE, FORMAT_ENTIER, FORMAT_MONTANT, FORMAT_TEXTE } from '../ecrire-style.ts';
import { type Contenu, date, montant, nombre, type Style, texte } from './modele.ts';

export const ECHEANCIER = 'Échéancier';

/** Une ligne du lot, et ses places dans le récapitulatif. */
export interface LignePlacee {
  readonly ligne: LigneDeLot;
  /** Vrai sur la dernière ligne de chaque dossier : son droit, son cumul et son reste n’y comptent qu’une fois. */
  readonly compte: boolean;
  /** Rangs, depuis 1, de sa nature, de son porteur et de sa commune dans le récapitulatif. */
  readonly nature: number;
  readonly porteur: number;
  readonly commune: number;
}

type Cle =
  | Exclude<keyof LigneDeLot, 'nature' | 'echeanceId'>
  | 'numeroLot'
  | 'statut'
  | 'echeance'
  | 'libelleExact'
  | 'compte'
  | 'repereNature'
  | 'reperePorteur'
  | 'repereCommune';

export interface ColonneDeLot {
  readonly cle: Cle;
  readonly entete: string;
  /** En caractères d’Excel. */
  readonly largeur: number;
  readonly style: Style;
  readonly lire: (placee: LignePlacee, numeroLot: string) => Contenu;
}

type Lire<T> = (ligne: LigneDeLot) => T;

/**
 * Les 28 colonnes de l’échéancier (domaine §3.4), dans l’ordre convenu avec le service comptable, puis les repères hors
 * impression : ce qu’il faut pour refaire l’empreinte du lot et pour que le récapitulatif additionne sans comparer de textes.
 * L’ordre et les en-têtes font partie du format : les changer demande un nouveau numéro de format (composer.ts).
 */
export const COLONNES: readonly ColonneDeLot[] = [
  entier('exercice', 'exercice', 7.3, (l) => l.exercice, { alignement: 'center', format: '0' }),
  code('anneeScolaire', 'année scolaire', 8.4, (l) => l.anneeScolaire, 'center'),
  {
    ...code('numeroLot', 'n° de lot', 8.6, () => null, 'center'),
    lire: (_, numero) => texte(numero),
  },
  code('numeroTiers', 'n° de tiers', 7.5, (l) => l.numeroTiers),
  libre('raisonSociale', 'raison sociale', 25, (l) => l.raisonSociale),
  libre('formeJuridique', 'forme juridique', 10, (l) => l.formeJuridique),
  code('siret', 'SIRET', 13.7, (l) => l.siret),
  code('rna', 'RNA', 11, (l) => l.rna),
  libre('titulaireCompte', 'titulaire du compte', 24.5, (l) => l.titulaireCompte),
  code('iban', 'IBAN', 25, (l) => l.iban),
  code('bic', 'BIC', 12.2, (l) => l.bic),
  code('numeroConvention', 'n° de convention', 15.5, (l) => l.numeroConvention, 'center'),
  jour('dateConvention', 'date de convention', 13.5, (l) => l.dateConvention),
  jour('dateSeance', 'séance du Copil', 14, (l) => l.dateSeance),
  entier('collectifsAgrees', 'collectifs agréés', 15, (l) => l.collectifsAgrees),
  entier('collectifsRealises', 'collectifs réalisés', 15.3, (l) => l.collectifsRealises),
  euros('droitPrevisionnelCentimes', 'droit prévisionnel', 19, (l) => l.droitPrevisionnelCentimes),
  euros('droitReelCentimes', 'droit réel', 19, (l) => l.droitReelCentimes),
  libre('libelle', 'nature de l’échéance', 11, (l) => nommerNature(l.libelle)),
  {
    cle: 'partPointsBase',
    entete: 'part',
    largeur: 7.7,
    style: { bords: 'corps', alignement: 'center', format: '0.00\u00a0%' },
    lire: ({ ligne }) => (ligne.partPointsBase === null ? texte('–') : nombre(ligne.partPointsBase / 10_000)),
  },
  euros('montantCentimes', 'montant', 13.5, (l) => l.montantCentimes, true),
  euros('cumulVerseCentimes', 'cumul versé', 12.5, (l) => l.cumulVerseCentimes),
  euros('resteAVerserCentimes', 'reste à verser', 12.5, (l) => l.resteAVerserCentimes),
  euros('induCentimes', 'indu', 10, (l) => l.induCentimes),
  jour('datePrevue', 'date prévue', 10.8, (l) => l.datePrevue),
  libre('statut', 'statut', 9, () => 'à payer'),
  libre('piecesRecues', 'pièces reçues', 13.5, (l) => l.piecesRecues),
  libre('imputation', 'imputation', 11, (l) => l.imputation),
  entier('rang', 'rang dans le lot', 8, (l) => l.rang, { alignement: 'center', format: '0' }),
  entier('echeance', 'n° d’échéance', 9, (l) => l.echeanceId, { alignement: 'center', format: '0' }),
  code('numeroDossier', 'n° de dossier', 12, (l) => l.numeroDossier),
  code('libelleExact', 'libellé de l’échéance', 14, (l) => l.libelle),
  code('communeInsee', 'code Insee', 9, (l) => l.communeInsee),
  code('communeNom', 'commune', 24, (l) => l.communeNom),
  repere('compte', 'dernière ligne du dossier', ({ compte }) => (compte ? 1 : 0)),
  repere('repereNature', 'rang au récapitulatif : nature', ({ nature }) => nature),
  repere('reperePorteur', 'rang au récapitulatif : porteur', ({ porteur }) => porteur),
  repere('repereCommune', 'rang au récapitulatif : commune', ({ commune }) => commune),
];

const RANGS: ReadonlyMap<Cle, number> = new Map(COLONNES.map(({ cle }, rang) => [cle, rang]));

/** Dernière des colonnes imprimées. */
export const DERNIERE_IMPRIMEE: Cle = 'imputation';

/** Colonnes dont les numéros sont du texte, à dessein. */
export const NUMEROS: readonly Cle[] = ['siret', 'numeroDossier', 'communeInsee', 'numeroTiers'];

export type CleDeColonne = Cle;

export function rangDe(cle: Cle): number {
  return RANGS.get(cle) ?? -1;
}

/** Lettre de la colonne dans la feuille : `montantCentimes` → « U ». */
export function lettre(cle: Cle): string {
  return adresse(rangDe(cle), 0).slice(0, -1);
}

/** La plage des lignes d’une colonne, telle qu’une formule d’une autre feuille l’écrit. */
export function plage(cle: Cle, lignes: number): string {
  return `'${ECHEANCIER}'!$${lettre(cle)}$2:$${lettre(cle)}$${lignes + 1}`;
}

/** « acompte 1 », « solde » : le libellé, dans la phrase. */
export function nommerNature(libelle: string): string {
  return `${libelle.charAt(0).toLocaleLowerCase('fr')}${libelle.slice(1)}`;
}

function libre(cle: Cle, entete: string, largeur: number, lire: Lire<string | null>): ColonneDeLot {
  return {
    cle,
    entete,
    largeur,
    style: { bords: 'corps', alignement: 'left', libre: true, format: FORMAT_TEXTE },
    lire: ({ ligne }) => texte(lire(ligne)),
  };
}

/** Un numéro : texte, jamais un nombre, pour garder ses zéros et ses quatorze chiffres. */
function code(
  cle: Cle,
  entete: string,
  largeur: number,
  lire: Lire<string | null>,
  alignement: 'left' | 'center' = 'left',
): ColonneDeLot {
  return {
    cle,
    entete,
    largeur,
    style: { bords: 'corps', alignement, reduit: true, format: FORMAT_TEXTE },
    lire: ({ ligne }) => texte(lire(ligne)),
  };
}

function jour(cle: Cle, entete: string, largeur: number, lire: Lire<string | null>): ColonneDeLot {
  return {
    cle,
    entete,
    largeur,
    style: { bords: 'corps', alignement: 'center', format: FORMAT_DATE },
    lire: ({ ligne }) => date(lire(ligne)),
  };
}

function euros(cle: Cle, entete: string, largeur: number, lire: Lire<number | null>, gras = false): ColonneDeLot {
  return {
    cle,
    entete,
    largeur,
    style: { bords: 'corps', alignement: 'right', format: FORMAT_MONTANT, ...(gras ? { police: 'gras' } : {}) },
    lire: ({ ligne }) => montant(lire(ligne)),
  };
}

function entier(
  cle: Cle,
  entete: string,
  largeur: number,
  lire: Lire<number | null>,
  style: Style = { alignement: 'right', format: FORMAT_ENTIER },
): ColonneDeLot {
  return { cle, entete, largeur, style: { bords: 'corps', ...style }, lire: ({ ligne }) => nombre(lire(ligne)) };
}

function repere(cle: Cle, entete: string, lire: (placee: LignePlacee) => number): ColonneDeLot {
  return {
    cle,
    entete,
    largeur: 12,
    style: { bords: 'corps', alignement: 'center', format: '0' },
    lire: (placee) => nombre(lire(placee)),
  };
}
