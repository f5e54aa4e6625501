import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lirePolice, type Police } from './police-ttf.ts';
import { CARACTERES, type NomCaractere, POLICES } from './style.ts';
import { rendreImprimable } from './typographie.ts';

/** Mesure les textes avant la mise en page : pdfmake ne sait ni réduire une colonne ni compter des lignes d’avance. */
export interface Metrique {
  /** Largeur en points d’un texte sur une ligne. */
  largeur(texte: string, caractere: NomCaractere, gras?: boolean): number;
  /** Largeur du plus long, arrondie au demi-point supérieur : une colonne de montants ne se coupe jamais. */
  largeurMaximale(textes: readonly string[], caractere: NomCaractere, gras?: boolean): number;
  /** Nombre de lignes d’un texte dans une colonne de `largeur` points. */
  lignes(texte: string, caractere: NomCaractere, largeur: number, gras?: boolean): number;
  /** Coupe au mot avec « … » pour tenir sur une ligne. */
  tronquer(texte: string, caractere: NomCaractere, largeur: number): string;
  imprimable(texte: string): string;
}

export type Polices = ReadonlyMap<string, Buffer>;

/** Tous les fichiers de police, lus une fois. */
export async function lirePolices(ressources: string): Promise<Polices> {
  const noms = new Set(Object.values(POLICES).flatMap((famille) => Object.values(famille)));
  const lues = await Promise.all(
    [...noms].map(async (nom): Promise<[string, Buffer]> => [nom, await readFile(join(ressources, 'fonts', nom))]),
  );
  return new Map(lues);
}

export function creerMetrique(fichiers: Polices): Metrique {
  const polices = new Map([...fichiers].map(([nom, ttf]) => [nom, lirePolice(ttf)]));

  const toutes = [...polices.values()];

  function largeur(texte: string, caractere: NomCaractere, gras = false): number {
    const { corps } = CARACTERES[caractere];
    return choisirPolice(polices, caractere, gras).largeur(texte, corps);
  }

  function compterLignes(texte: string, caractere: NomCaractere, disponible: number, gras?: boolean): number {
    let lignes = 0;
    for (const paragraphe of texte.split('\n')) {
      lignes += 1;
      let occupe = 0;
      for (const mot of paragraphe.split(/(?<=[ -])/)) {
        const taille = largeur(mot.trimEnd(), caractere, gras);
        if (occupe > 0 && occupe + taille > disponible) {
          lignes += 1;
          occupe = 0;
        }
        // Un mot plus large que la colonne y est coupé.
        lignes += Math.max(0, Math.ceil(taille / disponible) - 1);
        occupe += largeur(mot, caractere, gras);
      }
    }
    return lignes;
  }

  function tronquer(texte: string, caractere: NomCaractere, disponible: number): string {
    if (largeur(texte, caractere) <= disponible) return texte;
    const mots = texte.split(' ');
    while (mots.length > 1) {
      mots.pop();
      const coupe = `${mots.join(' ').replace(/[\s\p{P}]+$/u, '')}…`;
      if (largeur(coupe, caractere) <= disponible) return coupe;
    }
    let debut = mots[0] ?? '';
    while (debut.length > 1 && largeur(`${debut}…`, caractere) > disponible) debut = debut.slice(0, -1);
    return `${debut}…`;
  }

  return {
    largeur,
    largeurMaximale: (textes, caractere, gras) =>
      Math.ceil(2 * Math.max(0, ...textes.map((texte) => largeur(texte, caractere, gras)))) / 2,
    lignes: compterLignes,
    tronquer,
    imprimable: (texte) => rendreImprimable(texte, (code) => toutes.every((police) => police.possede(code))),
  };
}

function choisirPolice(polices: ReadonlyMap<string, Police>, caractere: NomCaractere, gras: boolean): Police {
  const style = CARACTERES[caractere];
  const famille = POLICES[style.police];
  const enGras = gras || ('gras' in style && style.gras);
  const fichier = enGras && 'bold' in famille ? famille.bold : famille.normal;
  const police = polices.get(fichier);
  if (!police) throw new Error(`Police absente : ${fichier}`);
  return police;
}
