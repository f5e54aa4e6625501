import type { LigneEcheancier } from '../../../../shared/contract/paiements.ts';
import { adresse } from '../classeur.ts';
import { dateTableur, euros } from '../ecrire-classeur.ts';
import {
  type Alignement,
  FORMAT_DATE,
  FORMAT_ENTIER,
  FORMAT_MONTANT,
  FORMAT_TEXTE,
  type Presentation,
} from '../ecrire-style.ts';

export const FEUILLE = 'Échéancier';

export const LIBELLES_STATUT: Readonly<Record<LigneEcheancier['statut'], string>> = {
  payable: 'à payer',
  bloquee: 'bloqué',
  au_lot: 'au lot',
  payee: 'payé',
  sans_objet: 'sans objet',
};

/** Une ligne et sa place : `compteDroit` est vrai sur la dernière ligne de chaque dossier seulement. */
export interface LigneComptee {
  readonly ligne: LigneEcheancier;
  readonly compteDroit: boolean;
}

export type CleColonne =
  | 'exercice'
  | 'anneeScolaire'
  | 'numeroLot'
  | 'numeroTiers'
  | 'raisonSociale'
  | 'formeJuridique'
  | 'siret'
  | 'rna'
  | 'titulaireCompte'
  | 'iban'
  | 'bic'
  | 'numeroConvention'
  | 'dateConvention'
  | 'dateSeance'
  | 'collectifsAgrees'
  | 'collectifsRealises'
  | 'droitPrevisionnel'
  | 'droitReel'
  | 'nature'
  | 'part'
  | 'montant'
  | 'cumulVerse'
  | 'resteAVerser'
  | 'indu'
  | 'datePrevue'
  | 'statut'
  | 'piecesRecues'
  | 'imputation'
  | 'numeroDossier'
  | 'communeInsee'
  | 'commune'
  | 'compteDroit'
  | 'motifs';

export interface Colonne extends Presentation {
  readonly cle: CleColonne;
  readonly entete: string;
  /** En caractères d’Excel. */
  readonly largeur: number;
  readonly valeur: (comptee: LigneComptee) => string | number | Date | null;
}

/**
 * Les 28 colonnes de l’échéancier, dans l’ordre convenu avec le service comptable, puis cinq repères hors impression :
 * le récapitulatif s’appuie sur eux. Largeurs réglées pour que l’impression coupe après « BIC » et « droit réel ».
 */
export const COLONNES: readonly Colonne[] = [
  { ...entier('exercice', 'exercice', 7.3, 'center', '0'), valeur: ({ ligne }) => ligne.exercice },
  code('anneeScolaire', 'année scolaire', 8.4, 'center', (l) => l.anneeScolaire),
  code('numeroLot', 'n° de lot', 8, 'center', (l) => l.numeroLot),
  code('numeroTiers', 'n° de tiers', 7.5, 'left', (l) => l.numeroTiers),
  texte('raisonSociale', 'raison sociale', 25, (l) => l.raisonSociale),
  texte('formeJuridique', 'forme juridique', 10, (l) => l.formeJuridique),
  code('siret', 'SIRET', 13.7, 'left', (l) => l.siret),
  code('rna', 'RNA', 11, 'left', (l) => l.rna),
  texte('titulaireCompte', 'titulaire du compte', 24.5, (l) => l.titulaireCompte),
  code('iban', 'IBAN', 25, 'left', (l) => l.iban),
  code('bic', 'BIC', 12.2, 'left', (l) => l.bic),
  code('numeroConvention', 'n° de convention', 15.5, 'center', (l) => l.numeroConvention),
  date('dateConvention', 'date de convention', 13.5, (l) => l.dateConvention),
  date('dateSeance', 'séance du Copil', 14, (l) => l.dateSeance),
  { ...entier('collectifsAgrees', 'collectifs agréés', 15), valeur: ({ ligne }) => ligne.collectifsAgrees },
  { ...entier('collectifsRealises', 'collectifs réalisés', 15.3), valeur: ({ ligne }) => ligne.collectifsRealises },
  montant('droitPrevisionnel', 'droit prévisionnel', 19, (l) => l.droitPrevisionnelCentimes),
  montant('droitReel', 'droit réel', 19, (l) => l.droitReelCentimes),
  texte('nature', 'nature de l’échéance', 11, (l) => nature(l)),
  {
    cle: 'part',
    entete: 'part',
    largeur: 7.7,
    alignement: 'center',
    format: '0.00\u00a0%',
    valeur: ({ ligne }) => (ligne.partPointsBase === null ? '–' : ligne.partPointsBase / 10_000),
  },
  { ...montant('montant', 'montant', 13.5, (l) => l.montantCentimes), gras: true },
  montant('cumulVerse', 'cumul versé', 12.5, (l) => l.cumulVerseCentimes),
  montant('resteAVerser', 'reste à verser', 12.5, (l) => l.resteAVerserCentimes),
  montant('indu', 'indu', 10, (l) => l.induCentimes),
  date('datePrevue', 'date prévue', 10.8, (l) => l.datePrevue),
  texte('statut', 'statut', 9, (l) => LIBELLES_STATUT[l.statut]),
  texte('piecesRecues', 'pièces reçues', 13.5, (l) => l.piecesRecues),
  texte('imputation', 'imputation', 11, (l) => l.imputation),
  code('numeroDossier', 'n° de dossier', 12, 'left', (l) => l.numeroDossier),
  code('communeInsee', 'code Insee', 9, 'left', (l) => l.communeInsee),
  texte('commune', 'commune', 24, (l) => l.communeNom),
  {
    ...entier('compteDroit', 'dernière ligne du dossier', 12, 'center', '0'),
    valeur: ({ compteDroit }) => (compteDroit ? 1 : 0),
  },
  // En dernier et sans retour à la ligne : un long motif déborde à droite sans grandir les lignes imprimées.
  { ...texte('motifs', 'motifs du blocage', 60, (l) => l.motifs.join(' ; ')), libre: false },
];

/** Colonnes dont les numéros sont du texte, à dessein. */
const NUMEROS: readonly CleColonne[] = ['siret', 'numeroDossier', 'communeInsee'];

/** Plages à ne pas signaler comme « nombre stocké en texte ». */
export function plagesDeNumeros(nombre: number): string {
  return NUMEROS.map((cle) => `${lettre(cle)}2:${lettre(cle)}${derniereLigne(nombre)}`).join(' ');
}

/** Dernière des colonnes imprimées. */
export const DERNIERE_IMPRIMEE: CleColonne = 'imputation';

/** « acompte 1 », « solde » : dans la phrase comme dans les critères des formules. */
export function nature(ligne: LigneEcheancier): string {
  return `${ligne.libelle.charAt(0).toLocaleLowerCase('fr')}${ligne.libelle.slice(1)}`;
}

/** Lettre de la colonne dans la feuille : `montant` → « U ». */
export function lettre(cle: CleColonne): string {
  return adresse(
    COLONNES.findIndex((colonne) => colonne.cle === cle),
    0,
  ).slice(0, -1);
}

/** La plage des lignes d’une colonne, telle qu’une formule d’une autre feuille l’écrit. Sans ligne, la ligne 2, vide. */
export function plage(cle: CleColonne, nombre: number): string {
  return `'${FEUILLE}'!$${lettre(cle)}$2:$${lettre(cle)}$${derniereLigne(nombre)}`;
}

/** Numéro de la dernière ligne de données ; le total est dessous. */
export function derniereLigne(nombre: number): number {
  return Math.max(2, nombre + 1);
}

/**
 * Le reste à verser d’un dossier entier, répété sur ses lignes comme son cumul : cumul versé + reste = ses échéances, et le
 * mot veut dire la même chose que dans le classeur d’un lot.
 */
export function resterParDossier(lignes: readonly LigneEcheancier[]): LigneEcheancier[] {
  const restes = new Map<number, number>();
  for (const l of lignes) restes.set(l.dossierId, (restes.get(l.dossierId) ?? 0) + l.resteAVerserCentimes);
  return lignes.map((l) => ({ ...l, resteAVerserCentimes: restes.get(l.dossierId) ?? 0 }));
}

/** La dernière ligne d’un dossier porte son droit et son cumul, que ses autres lignes répètent. */
export function compter(lignes: readonly LigneEcheancier[]): LigneComptee[] {
  const dernieres = new Map(lignes.map((ligne, rang) => [ligne.dossierId, rang]));
  return lignes.map((ligne, rang) => ({ ligne, compteDroit: dernieres.get(ligne.dossierId) === rang }));
}

type Lire<T> = (ligne: LigneEcheancier) => T;

function texte(cle: CleColonne, entete: string, largeur: number, lire: Lire<string | null>): Colonne {
  return { cle, entete, largeur, alignement: 'left', libre: true, valeur: ({ ligne }) => lire(ligne) || null };
}

/** Un numéro : texte, jamais un nombre, pour garder ses zéros et ses quatorze chiffres. */
function code(
  cle: CleColonne,
  entete: string,
  largeur: number,
  alignement: Alignement,
  lire: Lire<string | null>,
): Colonne {
  return {
    cle,
    entete,
    largeur,
    alignement,
    format: FORMAT_TEXTE,
    reduit: true,
    valeur: ({ ligne }) => lire(ligne) || null,
  };
}

function date(cle: CleColonne, entete: string, largeur: number, lire: Lire<string | null>): Colonne {
  return {
    cle,
    entete,
    largeur,
    alignement: 'center',
    format: FORMAT_DATE,
    valeur: ({ ligne }) => {
      const jour = lire(ligne);
      return jour === null ? null : dateTableur(jour);
    },
  };
}

function montant(cle: CleColonne, entete: string, largeur: number, lire: Lire<number | null>): Colonne {
  return {
    cle,
    entete,
    largeur,
    alignement: 'right',
    format: FORMAT_MONTANT,
    valeur: ({ ligne }) => {
      const centimes = lire(ligne);
      return centimes === null ? null : euros(centimes);
    },
  };
}

function entier(
  cle: CleColonne,
  entete: string,
  largeur: number,
  alignement: Alignement = 'right',
  format = FORMAT_ENTIER,
): Omit<Colonne, 'valeur'> {
  return { cle, entete, largeur, alignement, format };
}
