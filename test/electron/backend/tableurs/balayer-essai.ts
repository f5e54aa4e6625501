import { SaxesParser } from 'saxes';
import { balayerXml, type Lieu, refuserMalForme } from '../../../../electron/backend/tableurs/balayer-xml.ts';
import { enUtf8 } from '../../../../electron/backend/tableurs/balayer-xml-octets.ts';
import { RefusDeLecture } from '../../../../electron/backend/tableurs/classeur.ts';
import { enRecepteur, type Lecteur } from '../../../../electron/backend/tableurs/lire-xml.ts';

/** Ce qu’un lecteur d’XML a vu : `<nom`, ses attributs, le texte entre deux balises, `>nom` ; ou le code de son refus. */
export type Vu = readonly unknown[] | string;

const LIEU: Lieu = { nom: 'essai.xlsx', partie: 'xl/essai.xml' };

/** Ce que voit notre lecteur de morceaux quelconques. */
export async function voirMorceaux(morceaux: readonly Buffer[]): Promise<Vu> {
  const vus: unknown[] = [];
  const lecteur: Lecteur = {
    ouvrir: (nom, attributs, profondeur) => vus.push(`<${nom}`, profondeur, Object.entries(attributs)),
    fermer: (nom, profondeur) => vus.push(`>${nom}`, profondeur),
    texte: (texte) => vus.push(texte),
  };
  async function* flux(): AsyncGenerator<Buffer> {
    for (const morceau of morceaux) yield await Promise.resolve(morceau);
  }
  try {
    await balayerXml(
      enUtf8(flux(), () => refuserMalForme(LIEU)),
      enRecepteur(lecteur),
      LIEU,
    );
    return vus;
  } catch (cause) {
    if (cause instanceof RefusDeLecture) return cause.code;
    throw cause;
  }
}

/** Ce que voit saxes, lecteur d’XML indépendant et strict, du même texte. */
export function voirAvecSaxes(xml: string): Vu {
  const vus: unknown[] = [];
  const parser = new SaxesParser({ position: false, xmlns: false });
  let defaut: Error | null = null;
  let aDoctype = false;
  let profondeur = 0;
  let texte = '';
  const rendreTexte = () => {
    if (texte !== '' && profondeur > 0) vus.push(texte);
    texte = '';
  };
  const recevoir = (morceau: string) => {
    texte += morceau;
  };
  parser.on('error', (cause) => {
    defaut ??= cause;
  });
  parser.on('doctype', () => {
    aDoctype = true;
  });
  parser.on('opentag', ({ name, attributes }) => {
    rendreTexte();
    profondeur++;
    vus.push(`<${sansPrefixe(name)}`, profondeur, Object.entries(attributes));
  });
  parser.on('closetag', ({ name }) => {
    rendreTexte();
    vus.push(`>${sansPrefixe(name)}`, profondeur);
    profondeur--;
  });
  parser.on('text', recevoir);
  parser.on('cdata', recevoir);
  parser.write(xml).close();
  if (aDoctype) return 'doctype';
  return defaut === null ? vus : 'abime';
}

function sansPrefixe(nom: string): string {
  return nom.slice(nom.indexOf(':') + 1);
}

/** Coupe des octets à ces endroits, ramenés à leur longueur. */
export function couper(octets: Buffer, coupes: readonly number[]): Buffer[] {
  const bornes = coupes.map((coupe) => coupe % (octets.length + 1)).toSorted((a, b) => a - b);
  return [0, ...bornes].map((debut, i) => octets.subarray(debut, bornes[i] ?? octets.length));
}
