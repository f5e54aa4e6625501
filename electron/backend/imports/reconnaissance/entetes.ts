import { normaliserTexte } from '../../../../shared/domaine/textes.ts';

/** Caractères sans largeur et trait d’union conditionnel : invisibles à l’écran, ils font échouer toute comparaison. */
const INVISIBLES = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g;
/** Hors de là, un texte est déjà plié : le cas de presque toutes les cellules d’un grand fichier. */
const A_PLIER = /[^ -~«°»À-ÿŒœ\u2010-\u2027€]|^ | $| {2}/;
/** « 12. », « 3.1 », « 2) », « a) », « Question 4 : » en tête d’un libellé de formulaire. */
const NUMEROTATION =
  /^(?:(?:q|question)\s?\d{1,3}\s*[.):-]?\s*|\d{1,2}(?:\.\d{1,2})+\s*[.)]?\s+|\d{1,3}\s*[.)](?!\d)\s*|[a-z]\)\s*)/;
/** « 12 - » est une numérotation, « 64 - » un compte du plan comptable : celui-ci reste. */
const NUMERO_A_TIRET = /^(?!6\d|7\d|8[67])\d{1,2}\s*-\s+/;
const BLOC_REPETABLE = /^\s*\(\s*bloc r[ée]p[ée]table [^)]*\)\s*[–—-]\s*/iu;

/** Le libellé tel qu’on le montre : NFC, espaces de toutes sortes et retours à la ligne repliés. */
export function plierLibelle(texte: string): string {
  if (!A_PLIER.test(texte)) return texte;
  return texte.normalize('NFC').replace(INVISIBLES, '').replace(/\s+/g, ' ').trim();
}

/** Abréviations des extractions et des tableaux de suivi, écrites en entier avant de comparer. */
const ABREVIATIONS: ReadonlyMap<string, string> = new Map([
  ['grpe', 'groupe'],
  ['gpe', 'groupe'],
  ['grp', 'groupe'],
  ['prev', 'previsionnel'],
  ['dt', 'date'],
  ['lib', 'libelle'],
  ['assoc', 'association'],
  ['etab', 'etablissement'],
  ['dem', 'demande'],
  ['mt', 'montant'],
  ['mnt', 'montant'],
  ['nbr', 'nombre'],
  ['nbre', 'nombre'],
]);
const ABREVIATION = new RegExp(`\\b(${[...ABREVIATIONS.keys()].join('|')})\\b\\.?`, 'g');

/**
 * Le libellé tel qu’on le compare. Les libellés de formulaires portent numéros, astérisques, accords « (s) »,
 * apostrophes typographiques et espaces insécables : rien de cela ne distingue deux questions.
 */
export function normaliserEntete(texte: string): string {
  const nu = normaliserTexte(plierLibelle(texte).replace(BLOC_REPETABLE, ''))
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\bn\s?[°º]\s*/g, 'numero ')
    .replace(/\((?:s|e|es|x)\)/g, '')
    .replace(ABREVIATION, (_, mot: string) => ABREVIATIONS.get(mot) ?? mot)
    .replace(/\((?:obligatoire|facultatif|optionnel|si concerne)\)/g, '');
  const sansNumero = nu.replace(NUMEROTATION, '').replace(NUMERO_A_TIRET, '');
  return (sansNumero === '' ? nu : sansNumero)
    .replace(/[\s*:?.…]+$/, '')
    .replace(/^[\s*]+/, '')
    .replace(/\s+/g, ' ');
}

/** Rend chaque en-tête unique dans sa feuille : « Précisez », « Précisez (2) »… */
export function rendreUniques(entetes: readonly string[]): string[] {
  const pris = new Set<string>();
  const rangs = new Map<string, number>();
  return entetes.map((entete) => {
    let unique = entete;
    let rang = rangs.get(entete) ?? 1;
    while (pris.has(unique)) {
      rang += 1;
      unique = `${entete} (${rang})`;
    }
    rangs.set(entete, rang);
    pris.add(unique);
    return unique;
  });
}

/** Chemin de la démarche dans `dossiers_<chemin>_AAAA-MM-JJ_HH-MM.ext` (« (1) » d’un second téléchargement toléré). */
export function lireDemarche(fichier: string): string | null {
  const nom = fichier.split(/[\\/]/).at(-1) ?? '';
  const trouve = /^dossiers_(.+)_\d{4}-\d{2}-\d{2}_\d{2}-\d{2}(?:\s*\(\d+\))?\.[a-z]{3,4}$/i.exec(nom);
  return trouve?.[1] ?? null;
}
