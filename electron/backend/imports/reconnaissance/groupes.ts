import type { Ligne } from '../../tableurs/classeur.ts';
import { plierLibelle } from './entetes.ts';
import { estVide, texteDe } from './valeurs.ts';

export interface Groupes {
  /** Colonne → titre du groupe qui la couvre. */
  readonly titres: ReadonlyMap<number, string>;
  /** Colonne → libellé écrit dans la ligne du haut seulement (cellule fusionnée en hauteur). */
  readonly verticaux: ReadonlyMap<number, string>;
}

/** Titres de groupe d’un en-tête à deux lignes : un titre couvre ses voisines de droite jusqu’au titre suivant. */
export function lireGroupes(haut: Ligne, bas: Ligne): Groupes {
  const [dessus, dessous] = [textesDe(haut), textesDe(bas)];
  const titres = new Map<number, string>();
  const verticaux = new Map<number, string>();
  let courant: string | null = null;
  for (const colonne of [...new Set([...dessus.keys(), ...dessous.keys()])].toSorted((a, b) => a - b)) {
    const titre = dessus.get(colonne);
    const isSousTitre = dessous.has(colonne);
    if (titre !== undefined) courant = isSousTitre ? titre : null;
    if (titre !== undefined && !isSousTitre) verticaux.set(colonne, titre);
    else if (courant !== null) titres.set(colonne, courant);
  }
  return { titres, verticaux };
}

/** Libellés d’une ligne d’en-tête, par colonne. */
export function textesDe(ligne: Ligne): Map<number, string> {
  return new Map(ligne.cellules.filter((c) => !estVide(c)).map((c) => [c.colonne, plierLibelle(texteDe(c.contenu))]));
}
