import { CLASSE_TEXTE, ESPERLUETTE, ORDINAIRE, suit } from './balayer-xml-texte.ts';
import { type TypeCellule, typeDe } from './cellule-xlsx.ts';

/** Une cellule écrite comme les tableurs l’écrivent presque toujours : `<c r="B7" s="1" t="s"><v>12</v></c>`. */
export interface CelluleCourante {
  colonne: number;
  ligne: number;
  style: number;
  type: TypeCellule;
  /** Où est sa valeur ; `debut` vaut `fin` si elle est vide. */
  debut: number;
  fin: number;
  /** Mêlée des octets de la valeur, et leur réunion : au-delà de 0x7f, tout n’y est pas de l’ASCII. */
  empreinte: number;
  reunis: number;
  /** La valeur contient des références, à remplacer. */
  aReferences: boolean;
}

const ESPACE = 0x20;
const GUILLEMET = 0x22;
const BARRE = 0x2f;
const INFERIEUR = 0x3c;
const EGAL = 0x3d;
const SUPERIEUR = 0x3e;
const LETTRE_C = 0x63;
const LETTRE_R = 0x72;
const LETTRE_S = 0x73;
const LETTRE_T = 0x74;

/** Longueur admise d’une balise `<c …>`, et ce qu’il faut pouvoir lire au-delà de chaque attribut. */
const BALISE_MAX_OCTETS = 128;
const MARGE_OCTETS = 8;

const DEBUT_VALEUR = Buffer.from('<v>');
const FIN_VALEUR = Buffer.from('</v></c>');
const DEBUT_TEXTE = Buffer.from('<is><t>');
const DEBUT_TEXTE_PRESERVE = Buffer.from('<is><t xml:space="preserve">');
const FIN_TEXTE = Buffer.from('</t></is></c>');

export function creerCelluleCourante(): CelluleCourante {
  return { colonne: 0, ligne: 0, style: 0, type: 'n', debut: 0, fin: 0, empreinte: 0, reunis: 0, aReferences: false };
}

/**
 * Lit d’un trait une cellule écrite à la façon courante. Ce n’est qu’un raccourci : au moindre écart (formule, référence,
 * apostrophe, attribut de plus, bord du morceau), il renonce et la lecture ordinaire, seule à juger, reprend au même endroit.
 * @returns la position après la cellule, ou `position` s’il renonce
 */
export function lireCelluleCourante(octets: Buffer, position: number, vue: CelluleCourante): number {
  // Lire au-delà du morceau coûterait cher même sans dommage : V8 recompile la fonction à chaque endroit où cela arrive.
  if (position + BALISE_MAX_OCTETS > octets.length) return position;
  if (
    octets[position] !== INFERIEUR ||
    octets[position + 1] !== LETTRE_C ||
    octets[position + 2] !== ESPACE ||
    octets[position + 3] !== LETTRE_R ||
    octets[position + 4] !== EGAL ||
    octets[position + 5] !== GUILLEMET
  )
    return position;
  const bout = position + BALISE_MAX_OCTETS - MARGE_OCTETS;
  let i = position + 6;
  let colonne = 0;
  for (let lettre = octets[i] ?? 0; lettre >= 0x41 && lettre <= 0x5a && i < bout; lettre = octets[++i] ?? 0) {
    colonne = colonne * 26 + (lettre - 0x40);
  }
  let ligne = 0;
  const debutLigne = i;
  for (let chiffre = octets[i] ?? 0; chiffre >= 0x30 && chiffre <= 0x39 && i < bout; chiffre = octets[++i] ?? 0) {
    ligne = ligne * 10 + (chiffre - 0x30);
  }
  if (debutLigne === position + 6 || debutLigne > position + 9 || i === debutLigne || octets[i] !== GUILLEMET)
    return position;
  i++;
  vue.colonne = colonne - 1;
  vue.ligne = ligne;
  vue.style = 0;
  vue.type = 'n';
  vue.debut = 0;
  vue.fin = 0;
  vue.aReferences = false;
  let aStyle = false;
  let aType = false;
  while (octets[i] === ESPACE && i < bout) {
    const nom = octets[i + 1];
    if (octets[i + 2] !== EGAL || octets[i + 3] !== GUILLEMET) return position;
    i += 4;
    const debut = i;
    if (nom === LETTRE_S && !aStyle) {
      aStyle = true;
      let style = 0;
      for (let chiffre = octets[i] ?? 0; chiffre >= 0x30 && chiffre <= 0x39 && i < bout; chiffre = octets[++i] ?? 0) {
        style = style * 10 + (chiffre - 0x30);
      }
      vue.style = style;
    } else if (nom === LETTRE_T && !aType) {
      aType = true;
      while (i < bout && (octets[i] ?? 0) >= 0x41) i++;
      vue.type = typeDe(octets, debut, i);
    } else return position;
    if (octets[i] !== GUILLEMET || i === debut) return position;
    i++;
  }
  if (octets[i] === BARRE) return octets[i + 1] === SUPERIEUR ? i + 2 : position;
  if (octets[i] !== SUPERIEUR) return position;
  i = vue.type === 'inlineStr' ? lireTexteEnLigne(octets, i + 1, vue) : lireValeur(octets, i + 1, vue);
  return i < 0 ? position : i;
}

function lireValeur(octets: Buffer, debut: number, vue: CelluleCourante): number {
  if (!suit(octets, debut, DEBUT_VALEUR)) return -1;
  const fin = mesurer(octets, debut + DEBUT_VALEUR.length, vue);
  return suit(octets, fin, FIN_VALEUR) ? fin + FIN_VALEUR.length : -1;
}

function lireTexteEnLigne(octets: Buffer, debut: number, vue: CelluleCourante): number {
  const balise = suit(octets, debut, DEBUT_TEXTE) ? DEBUT_TEXTE : DEBUT_TEXTE_PRESERVE;
  if (balise === DEBUT_TEXTE_PRESERVE && !suit(octets, debut, balise)) return -1;
  const fin = mesurer(octets, debut + balise.length, vue);
  return suit(octets, fin, FIN_TEXTE) ? fin + FIN_TEXTE.length : -1;
}

/** La fin d’un texte ; note où il est. S’y arrête tout ce qui demande plus que de remplacer ses références. */
function mesurer(octets: Buffer, debut: number, vue: CelluleCourante): number {
  let empreinte = 0;
  let reunis = 0;
  let aReferences = false;
  const bout = octets.length;
  let i = debut;
  for (; i < bout; i++) {
    const octet = octets[i] ?? 0;
    const classe = CLASSE_TEXTE[octet];
    if (classe !== ORDINAIRE) {
      if (classe !== ESPERLUETTE) break;
      aReferences = true;
    }
    empreinte = (Math.imul(empreinte, 31) + octet) | 0;
    reunis |= octet;
  }
  vue.debut = debut;
  vue.fin = i;
  vue.empreinte = empreinte;
  vue.reunis = reunis;
  vue.aReferences = aReferences;
  return i;
}
