import { adresse, type Cellule, type Feuille, type Ligne } from '../tableurs/classeur.ts';
import { lireRepereGrille, type RepereGrille } from '../tableurs/ecrire-grille-format.ts';
import type { CaseLue } from './grille-lue.ts';

/** Le repère est dans les premières lignes ; plus bas, ce serait un texte recopié. */
const LIGNES_DE_TETE = 60;

/** Une feuille de grille, ses codes de lignes et de colonnes trouvés où qu’on les ait déplacés. */
export interface FeuilleReperee<Repere = RepereGrille> {
  readonly nom: string;
  readonly repere: Repere;
  /** Colonne des codes de ligne. */
  readonly colonneCodes: number;
  readonly ligneCodes: number;
  /** Code de colonne → colonnes qui le portent. */
  readonly colonnes: ReadonlyMap<string, readonly number[]>;
  /** Code de ligne → lignes qui le portent. */
  readonly lignes: ReadonlyMap<string, readonly Ligne[]>;
  /** Toutes, pour les lignes sans code. */
  readonly toutes: readonly Ligne[];
  readonly formules: ReadonlySet<string>;
}

export function texteDe(cellule: Cellule | undefined): string {
  if (cellule === undefined) return '';
  return cellule.contenu.type === 'texte' ? cellule.contenu.valeur : cellule.brut;
}

export function celluleEn(ligne: Ligne, colonne: number): Cellule | undefined {
  return ligne.cellules.find((c) => c.colonne === colonne);
}

/** null : ce n’est pas une feuille de grille. */
export function reperer(feuille: Feuille): FeuilleReperee | null {
  return repererPar(feuille, lireRepereGrille);
}

/** La même chose pour tout classeur à repère et codes masqués ; null : aucun texte n’y est un repère. */
export function repererPar<Repere>(
  feuille: Feuille,
  lireRepere: (texte: string) => Repere | null,
): FeuilleReperee<Repere> | null {
  for (const ligne of feuille.lignes) {
    if (ligne.numero > LIGNES_DE_TETE) return null;
    for (const cellule of ligne.cellules) {
      const repere = lireRepere(texteDe(cellule));
      if (repere === null) continue;
      const codes = feuille.lignes.flatMap((l): [string, Ligne][] => {
        const code = texteDe(celluleEn(l, cellule.colonne)).trim();
        return l === ligne || code === '' ? [] : [[code, l]];
      });
      const enTetes = ligne.cellules.flatMap((c): [string, number][] =>
        c === cellule ? [] : [[texteDe(c).trim(), c.colonne]],
      );
      return {
        nom: feuille.nom,
        repere,
        colonneCodes: cellule.colonne,
        ligneCodes: ligne.numero,
        colonnes: regrouper(enTetes),
        lignes: regrouper(codes),
        toutes: feuille.lignes,
        formules: new Set(feuille.formules),
      };
    }
  }
  return null;
}

function regrouper<T>(paires: readonly (readonly [string, T])[]): Map<string, T[]> {
  const groupes = new Map<string, T[]>();
  for (const [cle, valeur] of paires) {
    const groupe = groupes.get(cle);
    if (groupe) groupe.push(valeur);
    else groupes.set(cle, [valeur]);
  }
  return groupes;
}

/** La case d’une ligne et d’une colonne, vide comprise : son adresse se dit même quand rien n’y est écrit. */
export function lireCase({ nom, formules }: FeuilleReperee, ligne: Ligne, colonne: number): CaseLue {
  const cellule = adresse(colonne, ligne.numero);
  const lue = celluleEn(ligne, colonne);
  const lieu = { feuille: nom, cellule };
  if (formules.has(cellule)) return { ...lieu, nature: 'formule', texte: texteDe(lue) };
  if (lue === undefined) return { ...lieu, nature: 'vide', texte: '' };
  const { contenu } = lue;
  if (contenu.type === 'formule_sans_resultat') return { ...lieu, nature: 'formule', texte: '' };
  const texte =
    contenu.type === 'texte' || contenu.type === 'date' || contenu.type === 'erreur'
      ? contenu.valeur
      : contenu.type === 'booleen'
        ? contenu.valeur
          ? 'VRAI'
          : 'FAUX'
        : String(contenu.valeur);
  if (contenu.type === 'texte' && texte.trim() === '') return { ...lieu, nature: 'vide', texte: '' };
  return { ...lieu, nature: contenu.type, texte };
}
