import type { Cellule, Feuille, Ligne } from './classeur.ts';
import type { Ancre } from './ecrire-rejets-flux.ts';
import type { Repere, Reperes } from './ecrire-rejets-reperes.ts';
import { hauteur, lignesDeTexte } from './ecrire-style.ts';

/** En caractères d’Excel. */
const LARGEUR_MIN = 9;
const LARGEUR_MAX = 44;
const LARGEUR_ENTETE = 24;
/** Lignes regardées pour choisir la largeur d’une colonne. */
const LIGNES_MESUREES = 300;
/** Un texte long passe à la ligne, mais une ligne du tableau n’en montre pas plus : le reste se lit dans la cellule. */
const LIGNES_DE_TEXTE_MAX = 3;
const LIGNES_D_EN_TETE_MAX = 5;
/** Lignes du haut où l’en-tête est cherché. */
const LIGNES_D_ENTETE = 30;

const COMMENTAIRE_LARGEUR = 340;
const COMMENTAIRE_CARACTERES = 54;
const COMMENTAIRE_HAUTEUR_MAX = 420;
const PIXELS_PAR_LIGNE = 16;
/** Ligne et colonne que la feuille ne décrit pas. */
const HAUTEUR_PAR_DEFAUT = 20;
const LARGEUR_PAR_DEFAUT = 64;

/** La ligne d’en-tête probable : que des textes, et presque autant que la ligne la plus remplie du haut de la feuille. */
export function trouverEntete({ lignes }: Feuille): number | null {
  const hautes = lignes.slice(0, LIGNES_D_ENTETE);
  const plusRemplie = Math.max(0, ...hautes.map(({ cellules }) => cellules.length));
  const entete = hautes.find(
    ({ cellules }) =>
      cellules.length >= Math.max(2, plusRemplie * 0.6) && cellules.every(({ contenu }) => contenu.type === 'texte'),
  );
  return entete?.numero ?? null;
}

/** Largeur de chaque colonne, en caractères, d’après ce qu’elle contient. */
export function mesurerColonnes({ lignes }: Feuille, entete: number | null, reperes: Reperes): number[] {
  const largeurs: number[] = [];
  for (const { numero, cellules } of lignes.slice(0, LIGNES_MESUREES)) {
    for (const cellule of cellules) {
      const longueur = numero === entete ? Math.min(longueurDe(cellule), LARGEUR_ENTETE) : longueurDe(cellule);
      largeurs[cellule.colonne] = Math.max(largeurs[cellule.colonne] ?? 0, longueur);
    }
  }
  for (const colonnes of reperes.values()) for (const colonne of colonnes.keys()) largeurs[colonne] ??= 0;
  return Array.from(largeurs, (longueur) => Math.min(LARGEUR_MAX, Math.max(LARGEUR_MIN, (longueur ?? 0) + 2)));
}

function longueurDe({ contenu, brut }: Cellule): number {
  switch (contenu.type) {
    case 'texte':
      return Math.max(...contenu.valeur.split('\n', 3).map(({ length }) => length));
    case 'date':
      return contenu.valeur.length > 10 ? 18 : 10;
    case 'nombre':
      return String(contenu.valeur).length;
    case 'booleen':
    case 'erreur':
    case 'formule_sans_resultat':
      return brut.length;
    default:
      throw new Error(`Valeur non prévue : ${String(contenu satisfies never)}`);
  }
}

/** Hauteur de la ligne en points : ce que demande son texte le plus long, dans la limite d’une ligne lisible. */
export function mesurerLigne({ cellules }: Ligne, largeurs: readonly number[], isEntete: boolean): number {
  const plafond = isEntete ? LIGNES_D_EN_TETE_MAX : LIGNES_DE_TEXTE_MAX;
  let lignes = 1;
  for (const { colonne, contenu } of cellules) {
    if (contenu.type !== 'texte' || lignes >= plafond) continue;
    const largeur = largeurs[colonne] ?? LARGEUR_MIN;
    // Presque toutes les cellules tiennent : on ne mesure finement que les autres.
    if (contenu.valeur.length < largeur * 0.7 && !contenu.valeur.includes('\n')) continue;
    const debut = contenu.valeur.slice(0, largeur * 2 * plafond);
    lignes = Math.max(lignes, lignesDeTexte(debut, largeur));
  }
  return hauteur(Math.min(lignes, plafond));
}

/** Un commentaire assez grand pour ses phrases, à droite de sa cellule. */
export function ancrerCommentaire(
  place: { readonly ligne: number; readonly colonne: number },
  repere: Repere,
  largeurs: readonly number[],
  hauteurs: ReadonlyMap<number, number>,
): Ancre {
  const lignes = repere.anomalies.reduce(
    (somme, { message }) => somme + 1 + Math.ceil((message.length + 14) / COMMENTAIRE_CARACTERES),
    0,
  );
  const haut = Math.min(COMMENTAIRE_HAUTEUR_MAX, 16 + lignes * PIXELS_PAR_LIGNE);
  const enPixels = (colonne: number) => {
    const largeur = largeurs[colonne];
    return largeur === undefined ? LARGEUR_PAR_DEFAUT : Math.round(largeur * 7 + 5);
  };
  // La ligne n (depuis 0) est la ligne n + 1 du tableur ; un point vaut 4/3 de pixel.
  const enHauteur = (ligne: number) => {
    const points = hauteurs.get(ligne + 1);
    return points === undefined ? HAUTEUR_PAR_DEFAUT : Math.round((points * 4) / 3);
  };
  const [colonne, x] = avancer(place.colonne + 1, 12 + COMMENTAIRE_LARGEUR, enPixels);
  const [ligne, y] = avancer(place.ligne - 1, 2 + haut, enHauteur);
  return [place.colonne + 1, 12, place.ligne - 1, 2, colonne, x, ligne, y];
}

/** Le rang et le décalage où l’on arrive en avançant de `pixels` depuis le début de `debut`. */
function avancer(debut: number, pixels: number, taille: (rang: number) => number): readonly [number, number] {
  let rang = debut;
  let reste = pixels;
  for (; reste >= taille(rang); rang += 1) reste -= taille(rang);
  return [rang, reste];
}
