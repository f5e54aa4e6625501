import type { Entry } from 'yauzl';
import type { Archive } from './archive.ts';
import type { Balise, Recepteur } from './balayer-xml.ts';
import { decoderReferences } from './balayer-xml-texte.ts';
import { creerCelluleCourante, lireCelluleCourante } from './cellule-courante.ts';
import { creerFabrique, type Fabrique, type Genre, type TypeCellule, typeDe } from './cellule-xlsx.ts';
import { adresse, type Cellule, type Ligne, type Valeur } from './classeur.ts';
import type { Sorte } from './formats-de-nombre.ts';
import { COLONNES_MAX, LIGNES_MAX, NUMERO_LIGNE_MAX } from './limites.ts';
import { lirePartie } from './lire-xml.ts';
import { refuser } from './refuser.ts';
import { accumuler } from './texte-xlsx.ts';

/** Ce que les cellules d’un classeur partagent. */
export interface Communs {
  /** Les mêmes objets servent à toutes les cellules qui citent le même texte : moins de mémoire, message plus court. */
  readonly textes: readonly (Valeur & { readonly type: 'texte' })[];
  readonly sortes: readonly Sorte[];
  readonly fabrique: Fabrique;
  /** Vrai : garder l’adresse des formules ; `textes` : leur texte aussi. */
  readonly noterFormules: boolean | 'textes';
  /** Lignes remplies dans toutes les feuilles déjà lues. */
  lignesLues: number;
}

export interface FeuilleLue {
  readonly lignes: readonly Ligne[];
  /** Adresses des cellules à formule. */
  readonly formules: readonly string[];
  /** Le texte de chacune, dans le même ordre, si la lecture le demande ; vide pour une formule partagée. */
  readonly textesDesFormules: readonly string[];
  readonly formulesSansResultat: number;
}

/** Le texte d’un élément : le plus souvent un seul morceau, dont les octets suffisent. */
interface Ecrit {
  octets: Buffer | null;
  debut: number;
  fin: number;
}

/** Noms d’éléments et d’attributs attendus dans une feuille. */
const [DONNEES, LIGNE, CELLULE, VALEUR, FORMULE, PHONETIQUE, T, R, S] = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const CODES: ReadonlyMap<string, number> = new Map([
  ['sheetData', DONNEES],
  ['row', LIGNE],
  ['c', CELLULE],
  ['v', VALEUR],
  ['f', FORMULE],
  ['rPh', PHONETIQUE],
  ['t', T],
  ['r', R],
  ['s', S],
]);

const GENRES = { str: 'chaine', inlineStr: 'chaine', b: 'booleen', e: 'erreur', d: 'date_iso' } as const;
const SANS_FORMULE: Valeur = { type: 'formule_sans_resultat' };

export function creerCommuns(
  textes: Communs['textes'],
  sortes: readonly Sorte[],
  depuis1904: boolean,
  nom: string,
  noterFormules: boolean | 'textes',
): Communs {
  return { textes, sortes, fabrique: creerFabrique(depuis1904, nom), noterFormules, lignesLues: 0 };
}

/** Lit les cellules d’une feuille ; `nomFeuille` situe les refus. */
export async function lireFeuille(
  archive: Archive,
  entree: Entry,
  nomFeuille: string,
  communs: Communs,
): Promise<FeuilleLue> {
  const { nom } = archive;
  const { textes, sortes, fabrique } = communs;
  const lignes: { numero: number; cellules: Cellule[] }[] = [];
  let numero = 0;
  let estNumeroDonne = false;
  /** Les cellules de la ligne en cours, au début d’un tableau gardé d’une ligne à l’autre. */
  const enLigne: Cellule[] = [];
  let remplies = 0;
  let colonne = -1;
  let type: TypeCellule = 'n';
  let style = 0;
  let aFormule = false;
  let aValeur = false;
  const valeur: Ecrit = { octets: null, debut: 0, fin: 0 };
  const texte: Ecrit = { octets: null, debut: 0, fin: 0 };
  const formule: Ecrit = { octets: null, debut: 0, fin: 0 };
  let cible: Ecrit | null = null;
  let dansDonnees = false;
  let estLigneOuverte = false;
  /** Une ligne est ouverte, aucune de ses cellules ne l’est. */
  let dansLigne = false;
  const courante = creerCelluleCourante();
  let dansPhonetique = false;
  let estOrdonnee = true;
  let formulesSansResultat = 0;
  const formules: string[] = [];
  const textesDesFormules: string[] = [];
  const lieu = () => `${nomFeuille}!${adresse(Math.max(colonne, 0), Math.max(numero, 1))}`;

  function ouvrirLigne(balise: Balise): void {
    const donne = entierDe(balise, R);
    estNumeroDonne = donne >= 1;
    numero = estNumeroDonne ? donne : numero + 1;
    if (numero > NUMERO_LIGNE_MAX) throw refuser('abime', nom, `${nomFeuille}, ligne ${numero}`);
    remplies = 0;
    colonne = -1;
    estLigneOuverte = true;
    dansLigne = true;
  }

  function ouvrirCellule(balise: Balise): void {
    let suivante = colonne + 1;
    type = 'n';
    style = 0;
    for (let i = 0; i < balise.nombre; i++) {
      const nomAttribut = balise.noms[i];
      const octets = balise.sources[i];
      if (nomAttribut === undefined || octets === undefined || nomAttribut.estPrefixe) continue;
      const debut = balise.debuts[i] ?? 0;
      const fin = balise.fins[i] ?? 0;
      if (nomAttribut.code === R) suivante = placer(octets, debut, fin) ?? suivante;
      else if (nomAttribut.code === T) type = typeDe(octets, debut, fin);
      else if (nomAttribut.code === S) style = lireEntier(octets, debut, fin);
    }
    allerEn(suivante);
    aFormule = false;
    aValeur = false;
    valeur.octets = null;
    texte.octets = null;
    formule.octets = null;
  }

  function allerEn(suivante: number): void {
    if (suivante <= colonne) estOrdonnee = false;
    colonne = suivante;
    if (colonne >= COLONNES_MAX) throw refuser('trop_de_colonnes', nom, `${nomFeuille}, ligne ${numero}`);
  }

  /** Colonne d’une adresse comme `BC12`, null si ce n’en est pas une ; elle donne aussi son numéro à une ligne sans numéro. */
  function placer(octets: Buffer, debut: number, fin: number): number | null {
    let trouvee = 0;
    let i = debut;
    for (; i < fin; i++) {
      const lettre = (octets[i] ?? 0) & 0xdf; // majuscule
      if (lettre < 0x41 || lettre > 0x5a) break;
      trouvee = trouvee * 26 + (lettre - 0x40);
    }
    if (i === debut || i - debut > 4) return null;
    if (estNumeroDonne) return estEntier(octets, i, fin) ? trouvee - 1 : null;
    const ligne = lireEntier(octets, i, fin);
    if (ligne >= 1 && ligne <= NUMERO_LIGNE_MAX) {
      numero = ligne;
      estNumeroDonne = true;
    }
    return ligne < 0 ? null : trouvee - 1;
  }

  /** Lit d’un trait les cellules courantes de la ligne ouverte ; rend la position de ce qui n’en est pas une. */
  function raccourcir(octets: Buffer, position: number): number {
    let i = position;
    if (!dansLigne || !estNumeroDonne) return i;
    for (;;) {
      const suite = lireCelluleCourante(octets, i, courante);
      if (suite === i) return i;
      const { type, style, debut, fin, empreinte, reunis } = courante;
      let texte: string | null = null;
      if (courante.aReferences) {
        texte = type === 'str' || type === 'inlineStr' ? decoderReferences(octets.toString('utf8', debut, fin)) : null;
        if (texte === null) return i;
      }
      i = suite;
      allerEn(courante.colonne);
      if (texte !== null) garder(fabrique.ecrire(colonne, texte, lieu));
      else if (debut < fin) garder(interpreter(type, style, octets, debut, fin, empreinte, reunis));
    }
  }

  function fermerCellule(): void {
    const { octets, debut, fin } = type === 'inlineStr' && texte.octets !== null ? texte : valeur;
    let cellule: Cellule | null = null;
    if (octets !== null) {
      let empreinte = 0;
      let reunis = 0;
      for (let i = debut; i < fin; i++) {
        const octet = octets[i] ?? 0;
        empreinte = (Math.imul(empreinte, 31) + octet) | 0;
        reunis |= octet;
      }
      cellule = interpreter(type, style, octets, debut, fin, empreinte, reunis);
    }
    if (aFormule && communs.noterFormules !== false) {
      formules.push(adresse(colonne, numero));
      if (communs.noterFormules === 'textes')
        textesDesFormules.push(formule.octets?.toString('utf8', formule.debut, formule.fin) ?? '');
    }
    garder(cellule === null && aFormule && !aResultat(octets, debut, fin) ? sansResultat() : cellule);
  }

  /** Une formule qui rend un texte vide l’écrit ; toute autre a un résultat qui n’est pas blanc. */
  function aResultat(octets: Buffer | null, debut: number, fin: number): boolean {
    if (type === 'str' || type === 'inlineStr') return aValeur;
    return octets !== null && octets.toString('latin1', debut, fin).trim() !== '';
  }

  function garder(cellule: Cellule | null): void {
    if (cellule !== null) enLigne[remplies++] = cellule;
  }

  /** La cellule lue, ou null si elle est vide. */
  function interpreter(
    type: TypeCellule,
    style: number,
    octets: Buffer,
    debutEcrit: number,
    finEcrit: number,
    empreinte: number,
    reunis: number,
  ): Cellule | null {
    let debut = debutEcrit;
    let fin = finEcrit;
    if (type === 'inlineStr' || type === 'str')
      return fabrique.lire(colonne, 'chaine', octets, debut, fin, empreinte, reunis, lieu);
    while (debut < fin && (octets[debut] ?? 0) <= 0x20) debut++;
    while (debut < fin && (octets[fin - 1] ?? 0) <= 0x20) fin--;
    if (debut === fin) return null;
    if (type === 's') return citer(octets, debut, fin);
    const genre: Genre = type === 'n' ? (sortes[style] ?? 'nombre') : GENRES[type];
    return fabrique.lire(colonne, genre, octets, debut, fin, empreinte, reunis, lieu);
  }

  function sansResultat(): Cellule {
    formulesSansResultat++;
    return fabrique.creer(colonne, SANS_FORMULE, '', 0);
  }

  /** La cellule qui cite un texte partagé par son rang. */
  function citer(octets: Buffer, debut: number, fin: number): Cellule | null {
    const rang = lireEntier(octets, debut, fin);
    const cite = textes[rang];
    if (cite === undefined) {
      const ecrit = octets.toString('utf8', debut, fin);
      throw refuser('abime', nom, `${lieu()}, texte partagé n° ${ecrit} absent`);
    }
    return cite.valeur === '' ? null : fabrique.creer(colonne, cite, cite.valeur, rang);
  }

  function fermerLigne(): void {
    estLigneOuverte = false;
    if (remplies === 0) return;
    if (communs.lignesLues >= LIGNES_MAX) throw refuser('trop_de_lignes', nom);
    communs.lignesLues++;
    const derniere = lignes.at(-1);
    if (derniere !== undefined && numero <= derniere.numero) estOrdonnee = false;
    lignes.push({ numero, cellules: enLigne.slice(0, remplies) });
  }

  const recepteur: Recepteur = {
    codes: CODES,
    raccourcir,
    ouvrir({ code }, balise, profondeur) {
      dansLigne = false;
      if (!dansDonnees) dansDonnees = code === DONNEES && profondeur === 2;
      else if (code === CELLULE && profondeur === 4 && estLigneOuverte) ouvrirCellule(balise);
      else if (code === VALEUR && profondeur === 5) {
        cible = valeur;
        aValeur = true;
      } else if (code === LIGNE && profondeur === 3) ouvrirLigne(balise);
      else if (code === FORMULE && profondeur === 5) {
        aFormule = true;
        if (communs.noterFormules === 'textes') cible = formule;
      } else if (code === PHONETIQUE) dansPhonetique = true;
      else if (code === T && profondeur > 5 && !dansPhonetique) {
        cible = texte;
        aValeur = true;
      }
    },
    fermer({ code }, profondeur) {
      if (!dansDonnees) return;
      dansLigne = estLigneOuverte && profondeur === 4;
      if (code === VALEUR || code === T || code === FORMULE) cible = null;
      else if (code === CELLULE && dansLigne) fermerCellule();
      else if (code === LIGNE && profondeur === 3) fermerLigne();
      else if (code === PHONETIQUE) dansPhonetique = false;
      else if (code === DONNEES && profondeur === 2) dansDonnees = false;
    },
    texte(octets, debut, fin) {
      if (cible === null) return;
      if (cible.octets === null) {
        cible.octets = octets;
        cible.debut = debut;
        cible.fin = fin;
        return;
      }
      const lu = cible.octets.toString('utf8', cible.debut, cible.fin);
      const reuni = Buffer.from(accumuler(lu, octets.toString('utf8', debut, fin), nom, lieu));
      cible.octets = reuni;
      cible.debut = 0;
      cible.fin = reuni.length;
    },
  };
  await lirePartie(archive, entree, recepteur);
  return { lignes: estOrdonnee ? lignes : ordonner(lignes), formules, textesDesFormules, formulesSansResultat };
}

/** Valeur entière d’un attribut ; -1 s’il manque ou n’en est pas une. */
function entierDe(balise: Balise, code: number): number {
  for (let i = 0; i < balise.nombre; i++) {
    const nom = balise.noms[i];
    const octets = balise.sources[i];
    if (nom === undefined || octets === undefined || nom.code !== code || nom.estPrefixe) continue;
    return lireEntier(octets, balise.debuts[i] ?? 0, balise.fins[i] ?? 0);
  }
  return -1;
}

/** Un entier positif écrit en chiffres, 0 si rien n’est écrit, -1 s’il y a autre chose. */
function lireEntier(octets: Buffer, debut: number, fin: number): number {
  let entier = 0;
  for (let i = debut; i < fin; i++) {
    const chiffre = (octets[i] ?? 0) - 0x30;
    if (chiffre < 0 || chiffre > 9) return -1;
    entier = entier * 10 + chiffre;
  }
  return entier;
}

function estEntier(octets: Buffer, debut: number, fin: number): boolean {
  return lireEntier(octets, debut, fin) >= 0;
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
