import type { Entry } from 'yauzl';
import { type Archive, lireOctets } from './archive.ts';
import { type Balise, balayerXml, type Lieu, type Recepteur, refuserMalForme } from './balayer-xml.ts';
import { enUtf8 } from './balayer-xml-octets.ts';

export type Attributs = Readonly<Record<string, string>>;

/** Ce qu’on retient d’une partie XML. Les noms sont donnés sans leur préfixe : `<x:c>` et `<c>` sont le même élément. */
export interface Lecteur {
  /** `profondeur` vaut 1 pour la racine. Les attributs gardent leur préfixe. */
  ouvrir(nom: string, attributs: Attributs, profondeur: number): void;
  fermer?(nom: string, profondeur: number): void;
  /** Le texte entier entre deux balises, références et sections littérales comprises. */
  texte?(texte: string): void;
}

const SANS_CODE: ReadonlyMap<string, number> = new Map();

/** Lit une partie XML au fil de sa décompression, sans jamais la tenir entière. */
export async function lireXml(archive: Archive, entree: Entry, lecteur: Lecteur): Promise<void> {
  await lirePartie(archive, entree, enRecepteur(lecteur));
}

/** Comme `lireXml`, au plus bas niveau : pour les parties dont chaque octet compte. */
export async function lirePartie(archive: Archive, entree: Entry, recepteur: Recepteur): Promise<void> {
  const lieu: Lieu = { nom: archive.nom, partie: entree.fileNameRaw.toString('utf8') };
  const octets = enUtf8(lireOctets(archive, entree), () => refuserMalForme(lieu));
  await balayerXml(octets, recepteur, lieu);
}

/** Valeur d’un attribut d’après son nom sans préfixe (`r:id`), le préfixe étant obligatoire. */
export function attributPrefixe(attributs: Attributs, nom: string): string | undefined {
  for (const cle of Object.keys(attributs)) if (cle.endsWith(`:${nom}`)) return attributs[cle];
  return undefined;
}

/** Sert un lecteur en noms, textes et attributs tout faits. */
export function enRecepteur(lecteur: Lecteur): Recepteur {
  let texte = '';
  function rendreTexte(): void {
    if (texte === '') return;
    const entier = texte;
    texte = '';
    lecteur.texte?.(entier);
  }
  return {
    codes: SANS_CODE,
    ouvrir(nom, balise, profondeur) {
      rendreTexte();
      lecteur.ouvrir(nom.local, attributsDe(balise), profondeur);
    },
    fermer(nom, profondeur) {
      rendreTexte();
      lecteur.fermer?.(nom.local, profondeur);
    },
    texte(octets, debut, fin) {
      if (lecteur.texte !== undefined) texte += octets.toString('utf8', debut, fin);
    },
  };
}

function attributsDe({ nombre, noms, sources, debuts, fins }: Balise): Attributs {
  // Sans prototype : un attribut nommé `__proto__` est un nom comme un autre.
  const attributs: Record<string, string> = Object.create(null) as Record<string, string>;
  for (let i = 0; i < nombre; i++) {
    const nom = noms[i]?.complet;
    if (nom !== undefined) attributs[nom] = sources[i]?.toString('utf8', debuts[i], fins[i]) ?? '';
  }
  return attributs;
}
