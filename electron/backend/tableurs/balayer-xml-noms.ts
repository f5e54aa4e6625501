/** Un nom d’élément ou d’attribut, connu une fois pour toutes dans une partie. */
export interface NomXml {
  /** Tel qu’écrit : `x:c`. */
  readonly complet: string;
  /** Sans son préfixe : `c`. */
  readonly local: string;
  readonly estPrefixe: boolean;
  /** Le numéro que le récepteur donne au nom local, 0 s’il ne l’attend pas. */
  readonly code: number;
  readonly octets: Buffer;
  /** Dernière balise où ce nom fut un attribut : deux fois dans la même, c’est un défaut. */
  marque: number;
}

/** Noms différents d’une partie ; un classeur en a quelques centaines. */
const NOMS_MAX = 2_000;
const NOMS_MAX_OCTETS = 200_000;
const CASES = 8_192; // puissance de deux, bien au-delà de NOMS_MAX
const DEBUT_DE_NOM = String.raw`:A-Z_a-z\u{C0}-\u{D6}\u{D8}-\u{F6}\u{F8}-\u{2FF}\u{370}-\u{37D}\u{37F}-\u{1FFF}\u{200C}\u{200D}\u{2070}-\u{218F}\u{2C00}-\u{2FEF}\u{3001}-\u{D7FF}\u{F900}-\u{FDCF}\u{FDF0}-\u{FFFD}\u{10000}-\u{EFFFF}`;
const NOM = new RegExp(
  String.raw`^[${DEBUT_DE_NOM}][${DEBUT_DE_NOM}\-.0-9\u{B7}\u{300}-\u{36F}\u{203F}\u{2040}]*$`,
  'u',
);

/** Octets qui peuvent appartenir à un nom ; hors de l’ASCII, la vérification se fait sur le nom entier. */
export const OCTET_DE_NOM: Uint8Array = Uint8Array.from({ length: 256 }, (_, octet) =>
  octet >= 0x80 || /[-:.\w]/.test(String.fromCharCode(octet)) ? 1 : 0,
);

export interface Noms {
  /**
   * Le nom écrit de `debut` à `fin` ; null s’il n’en est pas un ou s’il y en a trop.
   * @param empreinte calculée octet par octet par `melanger`
   */
  trouver(octets: Buffer, debut: number, fin: number, empreinte: number): NomXml | null;
}

export function creerNoms(codes: ReadonlyMap<string, number>): Noms {
  const cases = new Int16Array(CASES); // rang + 1, 0 = libre
  const connus: NomXml[] = [];
  let octetsGardes = 0;

  function ajouter(octets: Buffer, debut: number, fin: number, place: number): NomXml | null {
    octetsGardes += fin - debut;
    if (connus.length >= NOMS_MAX || octetsGardes > NOMS_MAX_OCTETS) return null;
    const complet = octets.toString('utf8', debut, fin);
    if (!NOM.test(complet)) return null;
    const local = complet.slice(complet.indexOf(':') + 1);
    const estPrefixe = local !== complet;
    const nom = { complet, local, estPrefixe, code: codes.get(local) ?? 0, octets: Buffer.from(complet), marque: 0 };
    connus.push(nom);
    cases[place] = connus.length;
    return nom;
  }

  return {
    trouver(octets, debut, fin, empreinte) {
      for (let place = empreinte & (CASES - 1); ; place = (place + 1) & (CASES - 1)) {
        const nom = connus[(cases[place] ?? 0) - 1];
        if (nom === undefined) return ajouter(octets, debut, fin, place);
        if (estEcrit(nom.octets, octets, debut, fin)) return nom;
      }
    },
  };
}

function estEcrit(nom: Buffer, octets: Buffer, debut: number, fin: number): boolean {
  if (nom.length !== fin - debut) return false;
  for (let i = 0; i < nom.length; i++) if (nom[i] !== octets[debut + i]) return false;
  return true;
}
