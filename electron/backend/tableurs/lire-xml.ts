import { SaxesParser } from 'saxes';
import type { Entry } from 'yauzl';
import { type Archive, lireOctets } from './archive.ts';
import { MORCEAU_XML_MAX, PROFONDEUR_XML_MAX } from './limites.ts';
import { refuser } from './refuser.ts';

export type Attributs = Readonly<Record<string, string>>;

/** Ce qu’on retient d’une partie XML. Les noms sont donnés sans leur préfixe : `<x:c>` et `<c>` sont le même élément. */
export interface Lecteur {
  /** `profondeur` vaut 1 pour la racine. */
  ouvrir(nom: string, attributs: Attributs, profondeur: number): void;
  fermer?(nom: string, profondeur: number): void;
  texte?(texte: string): void;
}

/** Lit une partie XML au fil de sa décompression, sans jamais la tenir entière. */
export async function lireXml(archive: Archive, entree: Entry, lecteur: Lecteur): Promise<void> {
  const { nom } = archive;
  const quoi = `partie « ${entree.fileNameRaw.toString('utf8')} » mal formée`;
  const parser = new SaxesParser({ position: false, xmlns: false });
  let profondeur = 0;
  let sansElement = 0;
  let defaut: Error | null = null;
  parser.on('error', (cause) => {
    defaut ??= cause;
  });
  parser.on('doctype', () => {
    throw refuser('doctype', nom);
  });
  parser.on('opentag', (element) => {
    sansElement = 0;
    profondeur++;
    if (profondeur > PROFONDEUR_XML_MAX) throw refuser('xml_trop_profond', nom);
    lecteur.ouvrir(sansPrefixe(element.name), element.attributes, profondeur);
  });
  parser.on('closetag', (element) => {
    sansElement = 0;
    lecteur.fermer?.(sansPrefixe(element.name), profondeur);
    profondeur--;
  });
  if (lecteur.texte) {
    const recevoir = lecteur.texte.bind(lecteur);
    parser.on('text', recevoir);
    parser.on('cdata', recevoir);
  }

  function avancer(morceau: string): void {
    sansElement += morceau.length;
    parser.write(morceau);
    if (defaut !== null) throw Object.assign(refuser('abime', nom, quoi), { cause: defaut });
    if (sansElement > MORCEAU_XML_MAX) throw refuser('xml_demesure', nom);
  }

  let decodeur: TextDecoder | null = null;
  const decoder = (octets?: Buffer): string => {
    try {
      return decodeur?.decode(octets, { stream: octets !== undefined }) ?? '';
    } catch (cause) {
      throw Object.assign(refuser('abime', nom, quoi), { cause });
    }
  };
  for await (const octets of lireOctets(archive, entree)) {
    decodeur ??= new TextDecoder(encodageXml(octets), { fatal: true });
    avancer(decoder(octets));
  }
  avancer(decoder());
  parser.close();
  if (defaut !== null) throw Object.assign(refuser('abime', nom, quoi), { cause: defaut });
}

/** Valeur d’un attribut d’après son nom sans préfixe (`r:id`), le préfixe étant obligatoire. */
export function attributPrefixe(attributs: Attributs, nom: string): string | undefined {
  for (const cle of Object.keys(attributs)) if (cle.endsWith(`:${nom}`)) return attributs[cle];
  return undefined;
}

function sansPrefixe(nom: string): string {
  const deuxPoints = nom.indexOf(':');
  return deuxPoints < 0 ? nom : nom.slice(deuxPoints + 1);
}

/** Un classeur n’admet que ces deux-là (ECMA-376, partie 2). */
function encodageXml(debut: Buffer): string {
  const [a, b] = debut;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return 'utf-16be';
  return 'utf-8';
}
