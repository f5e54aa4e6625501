import { adresse, type Cellule, type Classeur, type Ligne } from './classeur.ts';
import { decoder } from './encodage.ts';
import { COLONNES_MAX, LIGNES_MAX, NUMERO_LIGNE_MAX, TEXTE_MAX } from './limites.ts';
import { refuser } from './refuser.ts';

/** À égalité, le premier l’emporte : un CSV à virgules n’a pas partout le même nombre de points-virgules, l’inverse arrive. */
const SEPARATEURS = ['\t', ';', '|', ','] as const;
/** Ce qu’on regarde du début pour choisir le séparateur. */
const DEBUT_LIGNES = 50;
const DEBUT_CARACTERES = 64 * 1024;

/** Nom donné à l’unique feuille d’un fichier texte. */
export const FEUILLE_CSV = 'CSV';

/** Lit un CSV ou un texte tabulé. Tout y reste texte : c’est la colonne visée qui dira ce qu’est une valeur. */
export function lireCsv(octets: Buffer, nom: string): Classeur {
  let texte = decoder(octets);
  // « sep=; » en première ligne est une consigne à Excel, pas une ligne de données.
  const consigne = /^sep=(.)(?:\r\n|\r|\n)/i.exec(texte);
  if (consigne) texte = texte.slice(consigne[0].length);
  const lignes = decouper(texte, consigne?.[1] ?? choisirSeparateur(texte), nom);
  if (lignes.length === 0) throw refuser('vide', nom);
  const avertissements = /\.(?:xls[xmb]?|ods)$/i.test(nom)
    ? [`« ${nom} » porte un nom de classeur, mais c’est du texte CSV : il a été lu comme tel.`]
    : [];
  return { format: 'csv', feuilles: [{ nom: FEUILLE_CSV, masquee: false, lignes }], avertissements };
}

/**
 * Le séparateur que le plus de premières lignes portent le même nombre de fois, hors guillemets : compter ses
 * apparitions ne suffit pas, « 1,50;2,50 » a plus de virgules que de points-virgules.
 */
export function choisirSeparateur(texte: string): string {
  const debut = premieresLignes(texte.slice(0, DEBUT_CARACTERES));
  let meilleur: string = ';';
  let meilleureNote = 0;
  for (const separateur of SEPARATEURS) {
    const parNombre = new Map<number, number>();
    for (const ligne of debut) {
      const nombre = ligne.split(separateur).length - 1;
      if (nombre > 0) parNombre.set(nombre, (parNombre.get(nombre) ?? 0) + 1);
    }
    const note = Math.max(0, ...parNombre.values());
    if (note > meilleureNote) {
      meilleur = separateur;
      meilleureNote = note;
    }
  }
  return meilleur;
}

/** Premières lignes non vides, vidées de ce qui est entre guillemets. */
function premieresLignes(texte: string): string[] {
  const sansGuillemets = texte.replace(/(^|[\t;|,\r\n])"(?:[^"]|"")*(?:"|$)/g, '$1');
  return sansGuillemets
    .split(/\r\n|\r|\n/)
    .filter((ligne) => ligne !== '')
    .slice(0, DEBUT_LIGNES);
}

function decouper(texte: string, separateur: string, nom: string): Ligne[] {
  const lignes: Ligne[] = [];
  const finDeChamp = new RegExp(`[${separateur === '|' ? '\\|' : separateur}\r\n]`, 'g');
  let cellules: Cellule[] = [];
  let numero = 1;
  let colonne = 0;
  let i = 0;

  function finirChamp(valeur: string): void {
    if (colonne >= COLONNES_MAX) throw refuser('trop_de_colonnes', nom, `ligne ${numero}`);
    if (valeur.length > TEXTE_MAX) throw refuser('texte_trop_long', nom, adresse(colonne, numero));
    if (valeur !== '') cellules.push({ colonne, contenu: { type: 'texte', valeur }, brut: valeur });
    colonne++;
  }

  function finirLigne(): void {
    if (cellules.length > 0) {
      if (lignes.length >= LIGNES_MAX || numero > NUMERO_LIGNE_MAX) throw refuser('trop_de_lignes', nom);
      lignes.push({ numero, cellules });
    }
    cellules = [];
    colonne = 0;
    numero++;
  }

  /** Lit à partir du guillemet ouvrant ; rend le texte, `i` sur la suite. */
  function lireGuillemets(): string {
    let valeur = '';
    for (;;) {
      const fin = texte.indexOf('"', i + 1);
      if (fin < 0) throw refuser('guillemet', nom, String(numero));
      valeur += texte.slice(i + 1, fin);
      i = fin + 1;
      if (texte[i] !== '"') return valeur;
      valeur += '"';
    }
  }

  function lireBrut(): string {
    finDeChamp.lastIndex = i;
    const fin = finDeChamp.exec(texte)?.index ?? texte.length;
    const valeur = texte.slice(i, fin);
    i = fin;
    return valeur;
  }

  while (i < texte.length) {
    // Après le guillemet fermant, ce qui reste avant le séparateur est gardé tel quel : aucun caractère ne se perd.
    const debut = texte[i] === '"' ? lireGuillemets() : '';
    finirChamp(debut + lireBrut());
    const fin = texte[i];
    i++;
    if (fin === separateur) {
      if (i >= texte.length) finirChamp('');
      continue;
    }
    if (fin === '\r' && texte[i] === '\n') i++;
    finirLigne();
  }
  if (colonne > 0) finirLigne();
  return lignes;
}
