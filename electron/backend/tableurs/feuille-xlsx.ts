import type { Entry } from 'yauzl';
import type { Archive } from './archive.ts';
import { adresse, type Cellule, type Ligne, type Valeur } from './classeur.ts';
import { valeurDeDateIso, valeurDeSerie } from './dates-serie.ts';
import type { Sorte } from './formats-de-nombre.ts';
import { COLONNES_MAX, LIGNES_MAX, NUMERO_LIGNE_MAX } from './limites.ts';
import { type Attributs, lireXml } from './lire-xml.ts';
import { estVrai } from './parties-xlsx.ts';
import { refuser } from './refuser.ts';
import { accumuler, decoderTexte } from './texte-xlsx.ts';

/** Ce que les cellules d’un classeur partagent. */
export interface Communs {
  /** Les mêmes objets servent à toutes les cellules qui citent le même texte : moins de mémoire, message plus court. */
  readonly textes: readonly (Valeur & { readonly type: 'texte' })[];
  readonly sortes: readonly Sorte[];
  readonly depuis1904: boolean;
  /** Lignes remplies dans toutes les feuilles déjà lues. */
  lignesLues: number;
}

export interface FeuilleLue {
  readonly lignes: readonly Ligne[];
  readonly formulesSansResultat: number;
}

/** La cellule en cours de lecture. */
interface EnCours {
  colonne: number;
  type: string;
  style: number;
  valeur: string;
  aValeur: boolean;
  aFormule: boolean;
  /** Texte en ligne (`<is>`), ses morceaux réunis. */
  enLigne: string;
}

const NOMBRE = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const VIDE: EnCours = { colonne: 0, type: 'n', style: 0, valeur: '', aValeur: false, aFormule: false, enLigne: '' };

/** Lit les cellules d’une feuille ; `nomFeuille` situe les refus. */
export async function lireFeuille(
  archive: Archive,
  entree: Entry,
  nomFeuille: string,
  communs: Communs,
): Promise<FeuilleLue> {
  const { nom } = archive;
  const lignes: { numero: number; cellules: Cellule[] }[] = [];
  let numero = 0;
  let estNumeroDonne = false;
  let cellules: Cellule[] = [];
  let colonne = -1;
  let enCours: EnCours = VIDE;
  let dansDonnees = false;
  let dansPhonetique = false;
  let cible: 'valeur' | 'enLigne' | null = null;
  let estOrdonnee = true;
  let formulesSansResultat = 0;
  const lieu = () => `${nomFeuille}!${adresse(enCours.colonne, Math.max(numero, 1))}`;

  function ouvrirLigne({ r }: Attributs): void {
    const donne = r === undefined ? Number.NaN : Number(r);
    estNumeroDonne = Number.isInteger(donne) && donne >= 1;
    numero = estNumeroDonne ? donne : numero + 1;
    if (numero > NUMERO_LIGNE_MAX) throw refuser('abime', nom, `${nomFeuille}, ligne ${numero}`);
    cellules = [];
    colonne = -1;
  }

  function ouvrirCellule({ r, t = 'n', s }: Attributs): void {
    const place = r === undefined ? null : lireAdresse(r);
    if (place !== null && !estNumeroDonne && place.ligne >= 1 && place.ligne <= NUMERO_LIGNE_MAX) {
      numero = place.ligne; // ligne sans numéro : sa première cellule le dit
      estNumeroDonne = true;
    }
    const suivante = place?.colonne ?? colonne + 1;
    if (suivante <= colonne) estOrdonnee = false;
    colonne = suivante;
    if (colonne >= COLONNES_MAX) throw refuser('trop_de_colonnes', nom, `${nomFeuille}, ligne ${numero}`);
    enCours = { ...VIDE, colonne, type: t, style: s === undefined ? 0 : Number(s) };
  }

  function fermerCellule(): void {
    const { textes, sortes, depuis1904 } = communs;
    const contenu = interpreter(enCours, textes, sortes[enCours.style] ?? 'nombre', depuis1904, nom, lieu);
    if (contenu === null) return;
    if (contenu.type === 'formule_sans_resultat') formulesSansResultat++;
    const brut = contenu.type === 'texte' && enCours.type !== 'n' ? contenu.valeur : enCours.valeur.trim();
    cellules.push({ colonne: enCours.colonne, contenu, brut });
  }

  function fermerLigne(): void {
    if (cellules.length === 0) return;
    if (communs.lignesLues >= LIGNES_MAX) throw refuser('trop_de_lignes', nom);
    communs.lignesLues++;
    const derniere = lignes.at(-1);
    if (derniere !== undefined && numero <= derniere.numero) estOrdonnee = false;
    lignes.push({ numero, cellules });
  }

  await lireXml(archive, entree, {
    ouvrir(element, attributs, profondeur) {
      if (profondeur === 2) dansDonnees = element === 'sheetData';
      if (!dansDonnees) return;
      if (profondeur === 3 && element === 'row') ouvrirLigne(attributs);
      else if (profondeur === 4 && element === 'c') ouvrirCellule(attributs);
      else if (profondeur === 5 && element === 'v') cible = 'valeur';
      else if (profondeur === 5 && element === 'f') enCours.aFormule = true;
      else if (element === 'rPh') dansPhonetique = true;
      else if (element === 't' && profondeur > 5) cible = dansPhonetique ? null : 'enLigne';
    },
    fermer(element, profondeur) {
      if (!dansDonnees) return;
      if (element === 'v' || element === 't') cible = null;
      else if (element === 'rPh') dansPhonetique = false;
      else if (element === 'c' && profondeur === 4) fermerCellule();
      else if (element === 'row' && profondeur === 3) fermerLigne();
    },
    texte(morceau) {
      if (cible === null) return;
      enCours[cible] = accumuler(enCours[cible], morceau, nom, lieu);
    },
  });
  return { lignes: estOrdonnee ? lignes : ordonner(lignes), formulesSansResultat };
}

/** La valeur d’une cellule, ou null si elle est vide. */
function interpreter(
  cellule: EnCours,
  textes: Communs['textes'],
  sorte: Sorte,
  depuis1904: boolean,
  nom: string,
  lieu: () => string,
): Valeur | null {
  const texte = (brut: string): Valeur | null =>
    brut === '' ? null : { type: 'texte', valeur: decoderTexte(brut, nom, lieu) };
  const { type, aFormule } = cellule;
  if (type === 'inlineStr') return texte(cellule.enLigne === '' ? cellule.valeur : cellule.enLigne);
  // Une formule qui rend un texte vide a bien un résultat : ce texte vide.
  if (type === 'str' && (cellule.valeur !== '' || !aFormule)) return texte(cellule.valeur);
  const valeur = cellule.valeur.trim();
  if (valeur === '') return aFormule && type !== 'str' ? { type: 'formule_sans_resultat' } : null;
  switch (type) {
    case 's': {
      const partage = textes[Number(valeur)];
      if (partage === undefined) throw refuser('abime', nom, `${lieu()}, texte partagé n° ${valeur} absent`);
      return partage.valeur === '' ? null : partage;
    }
    case 'b':
      return { type: 'booleen', valeur: estVrai(valeur) };
    case 'e':
      return { type: 'erreur', valeur };
    case 'd':
      return valeurDeDateIso(valeur);
    default: {
      const nombre = NOMBRE.test(valeur) ? Number(valeur) : Number.NaN;
      if (!Number.isFinite(nombre)) return texte(cellule.valeur);
      return valeurDeSerie(nombre, sorte, depuis1904);
    }
  }
}

/** `BC12` ; null si ce n’est pas une adresse. */
function lireAdresse(texte: string): { readonly colonne: number; readonly ligne: number } | null {
  let colonne = 0;
  let i = 0;
  for (; i < texte.length; i++) {
    const lettre = texte.charCodeAt(i) & 0xdf; // majuscule
    if (lettre < 65 || lettre > 90) break;
    colonne = colonne * 26 + (lettre - 64);
  }
  const ligne = Number(texte.slice(i));
  return i === 0 || i > 4 || !Number.isInteger(ligne) ? null : { colonne: colonne - 1, ligne };
}

/** Remet lignes et cellules dans l’ordre ; écrite deux fois, une cellule garde sa dernière valeur, comme dans Excel. */
function ordonner(lignes: readonly Ligne[]): Ligne[] {
  const parNumero = new Map<number, Map<number, Cellule>>();
  for (const { numero, cellules } of lignes) {
    const ligne = parNumero.get(numero) ?? new Map<number, Cellule>();
    for (const cellule of cellules) ligne.set(cellule.colonne, cellule);
    parNumero.set(numero, ligne);
  }
  return [...parNumero]
    .toSorted(([a], [b]) => a - b)
    .map(([numero, ligne]) => ({ numero, cellules: [...ligne.values()].toSorted((a, b) => a.colonne - b.colonne) }));
}
