import type { NomXml } from './balayer-xml-noms.ts';
import { creerNoms, OCTET_DE_NOM } from './balayer-xml-noms.ts';
import {
  CLASSE_ATTRIBUT,
  CLASSE_TEXTE,
  caractereDe,
  DECLARATION_XML,
  decoderAttribut,
  ESPERLUETTE,
  estNonCaractere,
  FERMANT,
  INTERDIT,
  ORDINAIRE,
  OUVRANT,
  RARE,
  RETOUR,
} from './balayer-xml-texte.ts';
import { MORCEAU_XML_MAX, PROFONDEUR_XML_MAX } from './limites.ts';
import { refuser } from './refuser.ts';

/** Les attributs de la balise en cours ; l’objet est réutilisé, rien n’en vaut après l’appel qui le donne. */
export interface Balise {
  nombre: number;
  readonly noms: NomXml[];
  /** Où est la valeur de chaque attribut, en UTF-8, références et blancs déjà remplacés. */
  readonly sources: Buffer[];
  readonly debuts: number[];
  readonly fins: number[];
}

/** Ce qui lit une partie au plus bas niveau : des octets, et aucun texte construit sans besoin. */
export interface Recepteur {
  /** Numéros (à partir de 1) des noms locaux attendus : comparer un nombre coûte moins qu’un texte. */
  readonly codes: ReadonlyMap<string, number>;
  /** `profondeur` vaut 1 pour la racine. */
  ouvrir(nom: NomXml, balise: Balise, profondeur: number): void;
  fermer(nom: NomXml, profondeur: number): void;
  /** Un morceau de texte, de `debut` à `fin` : les octets ne changent plus, on peut les garder jusqu’à la balise suivante. */
  texte(octets: Buffer, debut: number, fin: number): void;
  /**
   * Lit d’un trait l’élément entier qui commence à `position`, s’il le reconnaît et sait qu’il est bien formé ; rend la
   * position qui le suit, ou `position` pour que la lecture ordinaire s’en charge.
   */
  raccourcir?(octets: Buffer, position: number): number;
}

/** Où l’on est, pour les refus. */
export interface Lieu {
  /** Nom du fichier. */
  readonly nom: string;
  readonly partie: string;
}

const TABULATION = 0x09;
const LIGNE = 0x0a;
const CHARIOT = 0x0d;
const ESPACE = 0x20;
const EXCLAMATION = 0x21;
const GUILLEMET = 0x22;
const DIESE = 0x23;
const ESPERLUETTE_OCTET = 0x26;
const APOSTROPHE = 0x27;
const BARRE = 0x2f;
const POINT_VIRGULE = 0x3b;
const INFERIEUR = 0x3c;
const EGAL = 0x3d;
const SUPERIEUR = 0x3e;
const INTERROGATION = 0x3f;
const CROCHET = 0x5d;
/** Réponse d’une lecture qui s’arrête au bord du morceau : elle reprendra du début, la suite ajoutée. */
const INCOMPLET = -1;
/** Au-delà, un reste n’est relu qu’une fois doublé : relire à chaque morceau serait quadratique. */
const RESTE_COURT_OCTETS = 64 * 1024;
const FIN_DE_LIGNE = Buffer.from('\n');

/** Le refus d’une partie qui n’est pas de l’XML bien formé. */
export function refuserMalForme({ nom, partie }: Lieu): Error {
  return refuser('abime', nom, `partie « ${partie} » mal formée`);
}

/**
 * Lit de l’XML au fil de ses morceaux (UTF-8 vérifié, sans marque d’ordre, aucun caractère coupé). Strict : tout défaut
 * est un refus, DOCTYPE compris ; aucune entité que les cinq de la norme. Ne garde jamais plus qu’un morceau et une balise.
 */
export async function balayerXml(morceaux: AsyncIterable<Buffer>, recepteur: Recepteur, lieu: Lieu): Promise<void> {
  const balayeur = creerBalayeur(recepteur, lieu);
  for await (const octets of morceaux) balayeur.ecrire(octets);
  balayeur.finir();
}

function creerBalayeur(recepteur: Recepteur, lieu: Lieu) {
  const noms = creerNoms(recepteur.codes);
  const raccourcir = recepteur.raccourcir?.bind(recepteur);
  const pile: NomXml[] = [];
  const balise: Balise = { nombre: 0, noms: [], sources: [], debuts: [], fins: [] };
  let marque = 0;
  let aRacine = false;
  /** Rien n’a encore été lu : seule place d’une déclaration XML. */
  let estDebut = true;
  let reste: Buffer | null = null;
  /** Longueur à réunir avant de relire le reste. */
  let attendue = 0;
  /** Octets lus depuis la dernière balise. */
  let sansBalise = 0;

  function defaut(): never {
    throw refuserMalForme(lieu);
  }

  function ecrire(octets: Buffer): void {
    const tout = reste === null ? octets : Buffer.concat([reste, octets]);
    reste = tout;
    if (tout.length < attendue) return;
    const lus = avancer(tout);
    reste = lus === tout.length ? null : tout.subarray(lus);
    const longueur = tout.length - lus;
    if (sansBalise + longueur > MORCEAU_XML_MAX) throw refuser('xml_demesure', lieu.nom);
    attendue = longueur > RESTE_COURT_OCTETS ? Math.min(longueur * 2, MORCEAU_XML_MAX) : 0;
  }

  function finir(): void {
    if (reste !== null && avancer(reste) !== reste.length) defaut();
    if (!aRacine || pile.length > 0) defaut();
  }

  /** Lit tout ce qui est entier ; rend la position de ce qui ne l’est pas. */
  function avancer(octets: Buffer): number {
    const fin = octets.length;
    let position = 0;
    let apresBalise = -sansBalise;
    while (position < fin) {
      let suite: number;
      if (octets[position] !== INFERIEUR) {
        suite = lireTexte(octets, position, fin);
      } else {
        const suivante = raccourcir === undefined ? position : raccourcir(octets, position);
        if (suivante > position) {
          position = apresBalise = suivante;
          continue;
        }
        if (position + 1 === fin) break;
        const genre = octets[position + 1];
        if (genre === BARRE) suite = lireFermante(octets, position + 2, fin);
        else if (genre === EXCLAMATION) suite = lireDeclaration(octets, position, fin);
        else if (genre === INTERROGATION) suite = lireInstruction(octets, position);
        else suite = lireOuvrante(octets, position + 1, fin);
        if (suite !== INCOMPLET && genre !== EXCLAMATION && genre !== INTERROGATION) apresBalise = suite;
      }
      if (suite === INCOMPLET) break;
      position = suite;
      estDebut = false;
    }
    sansBalise = position - apresBalise;
    return position;
  }

  /** Un texte jusqu’à la balise ou la référence qui suit, ou cette référence. */
  function lireTexte(octets: Buffer, debut: number, fin: number): number {
    if (octets[debut] === ESPERLUETTE_OCTET) return lireReference(octets, debut + 1, fin);
    let aRetour = false;
    let i = debut;
    for (; i < fin; i++) {
      const classe = CLASSE_TEXTE[octets[i] ?? 0] ?? 0;
      if (classe === ORDINAIRE) continue;
      if (classe === OUVRANT || classe === ESPERLUETTE) break;
      if (classe === RETOUR) aRetour = true;
      else if (classe === INTERDIT || (classe === RARE && estNonCaractere(octets, i))) defaut();
      else if (classe === FERMANT && i - 2 >= debut && octets[i - 1] === CROCHET && octets[i - 2] === CROCHET) defaut();
    }
    if (pile.length === 0) {
      for (let j = debut; j < i; j++) if (!estBlanc(octets[j])) defaut();
      return i;
    }
    if (i === fin) return INCOMPLET;
    emettre(octets, debut, i, aRetour);
    return i;
  }

  /** Donne un texte, ses fins de ligne ramenées à une seule forme. */
  function emettre(octets: Buffer, debut: number, fin: number, aRetour: boolean): void {
    let depuis = debut;
    const finRetours = aRetour ? fin : debut;
    for (let i = debut; i < finRetours; i++) {
      if (octets[i] !== CHARIOT) continue;
      if (i > depuis) recepteur.texte(octets, depuis, i);
      if (octets[i + 1] !== LIGNE || i + 1 === fin) recepteur.texte(FIN_DE_LIGNE, 0, 1);
      depuis = i + 1;
    }
    if (fin > depuis) recepteur.texte(octets, depuis, fin);
  }

  function lireReference(octets: Buffer, debut: number, fin: number): number {
    let i = debut;
    while (i < fin && (octets[i] === DIESE || OCTET_DE_NOM[octets[i] ?? 0] === 1)) i++;
    if (i === fin) return INCOMPLET;
    const caractere = octets[i] === POINT_VIRGULE ? caractereDe(octets.toString('latin1', debut, i)) : null;
    if (caractere === null || pile.length === 0) return defaut();
    const decode = Buffer.from(caractere);
    recepteur.texte(decode, 0, decode.length);
    return i + 1;
  }

  function lireOuvrante(octets: Buffer, debut: number, fin: number): number {
    let empreinte = 0;
    let i = debut;
    for (; i < fin && OCTET_DE_NOM[octets[i] ?? 0] === 1; i++) empreinte = melanger(empreinte, octets[i] ?? 0);
    if (i === fin) return INCOMPLET;
    const nom = noms.trouver(octets, debut, i, empreinte) ?? defaut();
    marque++;
    balise.nombre = 0;
    for (;;) {
      const apresNom = i;
      while (i < fin && estBlanc(octets[i])) i++;
      if (i === fin) return INCOMPLET;
      const octet = octets[i];
      if (octet === SUPERIEUR) {
        ouvrir(nom);
        return i + 1;
      }
      if (octet === BARRE) {
        if (i + 1 === fin) return INCOMPLET;
        if (octets[i + 1] !== SUPERIEUR) defaut();
        ouvrir(nom);
        fermer(nom);
        return i + 2;
      }
      if (i === apresNom) defaut();
      i = lireAttribut(octets, i, fin);
      if (i === INCOMPLET) return INCOMPLET;
    }
  }

  function lireAttribut(octets: Buffer, debut: number, fin: number): number {
    let empreinte = 0;
    let i = debut;
    for (; i < fin && OCTET_DE_NOM[octets[i] ?? 0] === 1; i++) empreinte = melanger(empreinte, octets[i] ?? 0);
    if (i === fin) return INCOMPLET;
    const nom = noms.trouver(octets, debut, i, empreinte) ?? defaut();
    if (nom.marque === marque) defaut();
    while (i < fin && estBlanc(octets[i])) i++;
    if (i === fin) return INCOMPLET;
    if (octets[i++] !== EGAL) defaut();
    while (i < fin && estBlanc(octets[i])) i++;
    if (i === fin) return INCOMPLET;
    const borne = octets[i++];
    if (borne !== GUILLEMET && borne !== APOSTROPHE) defaut();
    const debutValeur = i;
    let estADecoder = false;
    for (; i < fin && octets[i] !== borne; i++) {
      const classe = CLASSE_ATTRIBUT[octets[i] ?? 0] ?? 0;
      if (classe === ORDINAIRE) continue;
      if (classe === OUVRANT || classe === INTERDIT || (classe === RARE && estNonCaractere(octets, i))) defaut();
      if (classe !== RARE) estADecoder = true;
    }
    if (i === fin) return INCOMPLET;
    nom.marque = marque;
    const rang = balise.nombre++;
    balise.noms[rang] = nom;
    if (estADecoder) {
      const decode = Buffer.from(decoderAttribut(octets.toString('utf8', debutValeur, i)) ?? defaut());
      balise.sources[rang] = decode;
      balise.debuts[rang] = 0;
      balise.fins[rang] = decode.length;
    } else {
      balise.sources[rang] = octets;
      balise.debuts[rang] = debutValeur;
      balise.fins[rang] = i;
    }
    return i + 1;
  }

  function ouvrir(nom: NomXml): void {
    if (pile.length === 0) {
      if (aRacine) defaut();
      aRacine = true;
    }
    const profondeur = pile.push(nom);
    if (profondeur > PROFONDEUR_XML_MAX) throw refuser('xml_trop_profond', lieu.nom);
    recepteur.ouvrir(nom, balise, profondeur);
  }

  function fermer(nom: NomXml): void {
    recepteur.fermer(nom, pile.length);
    pile.pop();
  }

  function lireFermante(octets: Buffer, debut: number, fin: number): number {
    const nom = pile[pile.length - 1] ?? defaut();
    const attendu = nom.octets;
    let i = debut;
    for (let j = 0; j < attendu.length; j++, i++) {
      if (i === fin) return INCOMPLET;
      if (octets[i] !== attendu[j]) defaut();
    }
    while (i < fin && estBlanc(octets[i])) i++;
    if (i === fin) return INCOMPLET;
    if (octets[i] !== SUPERIEUR) defaut();
    fermer(nom);
    return i + 1;
  }

  /** `<!` : un commentaire, des données littérales, ou un DOCTYPE, que rien ne justifie dans un classeur. */
  function lireDeclaration(octets: Buffer, debut: number, fin: number): number {
    const entete = octets.toString('latin1', debut, Math.min(debut + 9, fin));
    if (entete.startsWith('<!--')) return lireCommentaire(octets, debut + 4, fin);
    if (entete === '<![CDATA[') return lireLitteral(octets, debut + 9, fin);
    if (entete === '<!DOCTYPE') throw refuser('doctype', lieu.nom);
    const estPossible = ['<!--', '<![CDATA[', '<!DOCTYPE'].some((debutPermis) => debutPermis.startsWith(entete));
    return estPossible ? INCOMPLET : defaut();
  }

  function lireCommentaire(octets: Buffer, debut: number, fin: number): number {
    const i = octets.indexOf('--', debut, 'latin1');
    if (i < 0 || i + 2 >= fin) return INCOMPLET;
    if (octets[i + 2] !== SUPERIEUR) defaut();
    verifierCaracteres(octets, debut, i);
    return i + 3;
  }

  function lireLitteral(octets: Buffer, debut: number, fin: number): number {
    if (pile.length === 0) defaut();
    const i = octets.indexOf(']]>', debut, 'latin1');
    if (i < 0 || i + 3 > fin) return INCOMPLET;
    verifierCaracteres(octets, debut, i);
    emettre(octets, debut, i, octets.subarray(debut, i).includes(CHARIOT));
    return i + 3;
  }

  /** `<?` : une instruction, dont rien n’est retenu, ou la déclaration XML. */
  function lireInstruction(octets: Buffer, debut: number): number {
    const i = octets.indexOf('?>', debut + 2, 'latin1');
    if (i < 0) return INCOMPLET;
    verifierCaracteres(octets, debut, i);
    let finNom = debut + 2;
    let empreinte = 0;
    for (; OCTET_DE_NOM[octets[finNom] ?? 0] === 1; finNom++) empreinte = melanger(empreinte, octets[finNom] ?? 0);
    const nom = noms.trouver(octets, debut + 2, finNom, empreinte) ?? defaut();
    if (finNom !== i && !estBlanc(octets[finNom])) defaut();
    const estDeclaration = nom.complet.toLowerCase() === 'xml';
    if (estDeclaration && !(estDebut && DECLARATION_XML.test(octets.toString('latin1', debut, i + 2)))) defaut();
    return i + 2;
  }

  function verifierCaracteres(octets: Buffer, debut: number, fin: number): void {
    for (let i = debut; i < fin; i++) {
      const classe = CLASSE_TEXTE[octets[i] ?? 0];
      if (classe === INTERDIT || (classe === RARE && estNonCaractere(octets, i))) defaut();
    }
  }

  return { ecrire, finir };
}

function melanger(empreinte: number, octet: number): number {
  return (Math.imul(empreinte, 31) + octet) | 0;
}

function estBlanc(octet: number | undefined): boolean {
  return octet === ESPACE || octet === LIGNE || octet === TABULATION || octet === CHARIOT;
}
