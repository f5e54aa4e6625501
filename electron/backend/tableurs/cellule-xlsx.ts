import { suit } from './balayer-xml-texte.ts';
import type { Cellule, Valeur } from './classeur.ts';
import { valeurDeDateIso, valeurDeSerie } from './dates-serie.ts';
import type { Sorte } from './formats-de-nombre.ts';
import { decoderTexte, estVrai } from './texte-xlsx.ts';

/** Comment se lit ce qu’une cellule écrit : un nombre à travers son format, ou l’un des types de la norme. */
export type Genre = Sorte | 'booleen' | 'erreur' | 'date_iso' | 'chaine';

/** Types de cellule de la norme (`t`) ; un type inconnu se lit comme un nombre. */
export type TypeCellule = 'n' | 's' | 'str' | 'inlineStr' | 'b' | 'e' | 'd';

/** Une écriture déjà lue. Les mêmes objets servent à toutes les cellules qui l’écrivent : moins de mémoire, message plus court. */
interface Ecriture {
  readonly genre: Genre;
  readonly brut: string;
  /** Null si elle est vide. */
  readonly contenu: Valeur | null;
}

/** Ce qui fabrique les cellules d’un classeur. */
export interface Fabrique {
  /**
   * Une cellule d’après ses octets ; null si elle est vide.
   * @param empreinte mêlée de ces octets
   * @param reunis réunion de ces octets
   */
  lire(
    colonne: number,
    genre: Genre,
    octets: Buffer,
    debut: number,
    fin: number,
    empreinte: number,
    reunis: number,
    lieu: () => string,
  ): Cellule | null;
  /** Une cellule d’un texte déjà décodé ; null s’il est vide. */
  ecrire(colonne: number, texte: string, lieu: () => string): Cellule | null;
  /** @param empreinte un nombre quelconque, le même pour le même contenu */
  creer(colonne: number, contenu: Valeur, brut: string, empreinte: number): Cellule;
}

const TYPE_EN_LIGNE = Buffer.from('inlineStr');
const TYPE_CHAINE = Buffer.from('str');
const NOMBRE = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
/** Au-delà, un texte se répète trop peu pour être cherché. */
const ECRITURE_MAX_OCTETS = 64;
const BITS = 14;
const [MELANGE_CONTENU, MELANGE_COLONNE] = [0x9e3779b1, 0x85ebca6b];

/** Une classe et non un littéral : V8 suit chaque littéral pour deviner où le ranger, et recompile dès qu’il se ravise. */
class CelluleLue implements Cellule {
  readonly colonne: number;
  readonly contenu: Valeur;
  readonly brut: string;
  constructor(colonne: number, contenu: Valeur, brut: string) {
    this.colonne = colonne;
    this.contenu = contenu;
    this.brut = brut;
  }
}

/**
 * @param depuis1904 calendrier des anciens classeurs Mac
 * @param nom celui du fichier, pour les refus
 */
export function creerFabrique(depuis1904: boolean, nom: string): Fabrique {
  // Deux mémoires à une place par empreinte : la dernière venue chasse l’autre, leur taille ne dépend pas du fichier.
  const ecritures: (Ecriture | undefined)[] = Array.from({ length: 1 << BITS }, () => undefined);
  const cellules: (Cellule | undefined)[] = Array.from({ length: 1 << BITS }, () => undefined);

  function interpreter(genre: Genre, brut: string, lieu: () => string): Valeur | null {
    switch (genre) {
      case 'booleen':
        return { type: 'booleen', valeur: estVrai(brut) };
      case 'erreur':
        return { type: 'erreur', valeur: brut };
      case 'date_iso':
        return valeurDeDateIso(brut);
      case 'chaine': {
        const valeur = decoderTexte(brut, nom, lieu);
        return valeur === '' ? null : { type: 'texte', valeur };
      }
      case 'nombre':
      case 'date':
      case 'heure':
      case 'duree':
        break;
    }
    const nombre = NOMBRE.test(brut) ? Number(brut) : Number.NaN;
    return Number.isFinite(nombre) ? valeurDeSerie(nombre, genre, depuis1904) : interpreter('chaine', brut, lieu);
  }

  function creer(colonne: number, contenu: Valeur, brut: string, empreinte: number): Cellule {
    const place = (Math.imul(empreinte, MELANGE_CONTENU) + Math.imul(colonne, MELANGE_COLONNE)) >>> (32 - BITS);
    const connue = cellules[place];
    if (connue !== undefined && connue.colonne === colonne && connue.contenu === contenu && connue.brut === brut) {
      return connue;
    }
    const cellule = new CelluleLue(colonne, contenu, brut);
    cellules[place] = cellule;
    return cellule;
  }

  return {
    creer,
    ecrire(colonne, texte, lieu) {
      const valeur = decoderTexte(texte, nom, lieu);
      return valeur === '' ? null : new CelluleLue(colonne, { type: 'texte', valeur }, valeur);
    },
    lire(colonne, genre, octets, debut, fin, empreinte, reunis, lieu) {
      const isCourt = fin - debut <= ECRITURE_MAX_OCTETS;
      const isAscii = reunis < 0x80;
      const place = Math.imul(empreinte, MELANGE_CONTENU) >>> (32 - BITS);
      let ecriture = isCourt ? ecritures[place] : undefined;
      if (
        ecriture === undefined ||
        ecriture.genre !== genre ||
        !isAscii ||
        !estEcrit(ecriture.brut, octets, debut, fin)
      ) {
        const brut = octets.toString(isAscii ? 'latin1' : 'utf8', debut, fin);
        if (ecriture === undefined || ecriture.genre !== genre || ecriture.brut !== brut) {
          ecriture = { genre, brut, contenu: interpreter(genre, brut, lieu) };
          if (isCourt) ecritures[place] = ecriture;
        }
      }
      const { contenu } = ecriture;
      if (contenu === null) return null;
      // Une heure ou une durée est un texte, mais son nombre d’origine reste sa valeur brute.
      const brut = contenu.type === 'texte' && genre === 'chaine' ? contenu.valeur : ecriture.brut;
      return creer(colonne, contenu, brut, empreinte);
    },
  };
}

export function typeDe(octets: Buffer, debut: number, fin: number): TypeCellule {
  if (fin - debut === 1) {
    const lettre = octets[debut];
    if (lettre === 0x73) return 's';
    if (lettre === 0x62) return 'b';
    if (lettre === 0x65) return 'e';
    return lettre === 0x64 ? 'd' : 'n';
  }
  if (fin - debut === TYPE_EN_LIGNE.length && suit(octets, debut, TYPE_EN_LIGNE)) return 'inlineStr';
  return fin - debut === TYPE_CHAINE.length && suit(octets, debut, TYPE_CHAINE) ? 'str' : 'n';
}

/** `texte` n’a que des caractères d’un octet. */
function estEcrit(texte: string, octets: Buffer, debut: number, fin: number): boolean {
  if (texte.length !== fin - debut) return false;
  for (let i = 0; i < texte.length; i++) if (texte.charCodeAt(i) !== octets[debut + i]) return false;
  return true;
}
