import type { Cellule, Feuille, Ligne } from '../../tableurs/classeur.ts';
import { adresse } from '../../tableurs/classeur.ts';
import { normaliserEntete, plierLibelle, rendreUniques } from './entetes.ts';
import { lireGroupes } from './groupes.ts';
import { celluleA, estVide, texteDe } from './valeurs.ts';

/** Une colonne reste désignée par son indice : les en-têtes en double des exports interdisent de la désigner par son nom. */
export interface Colonne {
  readonly indice: number;
  /** En-tête montré, unique dans sa feuille. */
  readonly entete: string;
  /** Libellé d’origine, espaces repliées, avant d’être rendu unique. */
  readonly libelle: string;
  /** Forme de comparaison ; vide si la colonne n’a pas d’en-tête. */
  readonly cle: string;
  /** Forme de comparaison du titre écrit au-dessus de plusieurs colonnes ; '' sans en-tête à deux lignes. */
  readonly groupe: string;
  /** Forme de comparaison du libellé sous ce titre ; '' sans titre. */
  readonly sousTitre: string;
}

/** La ligne d’en-tête, et celle des titres de groupe quand il y en a deux. */
export interface Entete {
  readonly ligne: Ligne;
  readonly groupes: Ligne | null;
}

export interface Tableau {
  readonly feuille: string;
  /** Numéro de la ligne d’en-tête ; null si la feuille n’en a pas. */
  readonly ligneEntete: number | null;
  readonly colonnes: readonly Colonne[];
  /** Lignes de données, sous l’en-tête. */
  readonly lignes: readonly Ligne[];
}

const SANS_TITRE: ReadonlyMap<number, string> = new Map();
/** Découpe une feuille en colonnes et lignes de données à partir de sa ligne d’en-tête. */
export function faireTableau(feuille: Feuille, entete: Entete | null): Tableau {
  const lignes = feuille.lignes.filter(
    (l) => (entete === null || l.numero > entete.ligne.numero) && l.cellules.some((c) => !estVide(c)),
  );
  const libelles = new Map<number, string>();
  const presents: boolean[] = [];
  for (const ligne of lignes) for (const c of ligne.cellules) presents[c.colonne] = true;
  for (const indice of presents.keys()) if (presents[indice]) libelles.set(indice, '');
  for (const c of entete?.ligne.cellules ?? []) libelles.set(c.colonne, plierLibelle(texteDe(c.contenu)));
  const { titres, verticaux } = entete?.groupes
    ? lireGroupes(entete.groupes, entete.ligne)
    : { titres: SANS_TITRE, verticaux: SANS_TITRE };
  for (const [indice, libelle] of verticaux) libelles.set(indice, libelle);
  const indices = [...libelles.keys()].toSorted((a, b) => a - b);
  const noms = indices.map((indice) => {
    const [titre, libelle] = [titres.get(indice), libelles.get(indice)];
    if (titre && libelle) return titre === libelle ? libelle : `${titre} – ${libelle}`;
    return libelle || `Colonne ${adresse(indice, 1).slice(0, -1)}`;
  });
  const uniques = rendreUniques(noms);
  const colonnes = indices.map((indice, rang): Colonne => {
    const [titre, libelle] = [titres.get(indice) ?? '', libelles.get(indice) ?? ''];
    const isGroupee = titre !== '' && libelle !== '' && titre !== libelle;
    return {
      indice,
      entete: uniques[rang] ?? '',
      libelle: noms[rang] ?? '',
      cle: libelle === '' ? '' : normaliserEntete(noms[rang] ?? ''),
      groupe: isGroupee ? normaliserEntete(titre) : '',
      sousTitre: isGroupee ? normaliserEntete(libelle) : '',
    };
  });
  return { feuille: feuille.nom, ligneEntete: entete?.ligne.numero ?? null, colonnes, lignes };
}

/** Les valeurs non vides d’une colonne, pour juger de son contenu ; au plus `limite`. */
export function valeursDe(tableau: Tableau, indice: number, limite: number): Cellule[] {
  const valeurs: Cellule[] = [];
  for (const ligne of tableau.lignes) {
    const cellule = celluleA(ligne, indice);
    if (cellule) valeurs.push(cellule);
    if (valeurs.length >= limite) break;
  }
  return valeurs;
}
