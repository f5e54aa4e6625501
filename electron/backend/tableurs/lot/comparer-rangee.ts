import { formaterDate } from '../../../../shared/domaine/dates.ts';
import { assertNever } from '../../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { adresse, type Cellule, type Ligne } from '../classeur.ts';
import { FORMAT_MONTANT } from '../ecrire-style.ts';
import { type Case, type Contenu, FORMAT_EUROS, type Rangee } from './modele.ts';
import { texteDeCase } from './texte-xml.ts';

/** Une case qui n’est plus ce que le lot y a écrit. */
export interface EcartDeCase {
  readonly feuille: string;
  /** « U12 » ; null : la feuille entière. */
  readonly cellule: string | null;
  /** Ce qu’elle était, en mots. */
  readonly attendu: string;
  /** Ce qu’elle est. */
  readonly lu: string;
}

/** Le texte des formules lues, par adresse. */
export type FormulesLues = ReadonlyMap<string, string>;

const VIDE = '(vide)';
/** Un autre logiciel refait les sommes en flottants : au-dessous du demi-centième de centime, c’est le même résultat. */
const TOLERANCE_DE_SOMME = 5e-5;
const TOLERANCE_DE_VALEUR = 1e-9;

/** Ce qu’une rangée donne à la comparaison. */
export interface RangeeComparee {
  readonly ecarts: readonly EcartDeCase[];
  /** Formules restées les mêmes, sans leur résultat gardé : un logiciel qui ne calcule pas a réenregistré le fichier. */
  readonly aRecalculer: number;
}

/** Compare une rangée à sa ligne lue, case par case, dans les deux sens. */
export function comparerRangee(feuille: string, rangee: Rangee, ligne: Ligne, formules: FormulesLues): RangeeComparee {
  const ecarts: EcartDeCase[] = [];
  let aRecalculer = 0;
  const lues = new Map(ligne.cellules.map((c) => [c.colonne, c]));
  for (const attendue of rangee.cases) {
    const ou = adresse(attendue.colonne, rangee.numero);
    const lue = lues.get(attendue.colonne);
    lues.delete(attendue.colonne);
    const isSansResultat = attendue.formule !== undefined && lue?.contenu.type === 'formule_sans_resultat';
    const deFormule = comparerFormule(attendue, lue, formules.get(ou));
    if (isSansResultat && deFormule === null) {
      aRecalculer += 1;
      continue;
    }
    const ecart = (isSansResultat ? deFormule : comparerCase(attendue, lue)) ?? deFormule;
    if (ecart) ecarts.push({ feuille, cellule: ou, ...ecart });
  }
  for (const lue of lues.values()) {
    if (direLue(lue) !== VIDE)
      ecarts.push({ feuille, cellule: adresse(lue.colonne, rangee.numero), attendu: VIDE, lu: direLue(lue) });
  }
  return { ecarts, aRecalculer };
}

type Ecart = Pick<EcartDeCase, 'attendu' | 'lu'>;

function comparerCase(attendue: Case, lue: Cellule | undefined): Ecart | null {
  return isPareil(attendue.contenu, lue, attendue.formule !== undefined)
    ? null
    : { attendu: direCase(attendue), lu: direLue(lue, attendue) };
}

function isPareil(contenu: Contenu, lue: Cellule | undefined, calcule: boolean): boolean {
  const valeur = lue?.contenu;
  if (contenu === null) return valeur === undefined || (valeur.type === 'texte' && valeur.valeur === '');
  if (valeur === undefined) return contenu.genre === 'texte' && texteDeCase(contenu.texte) === '';
  if (contenu.genre === 'texte') return valeur.type === 'texte' && valeur.valeur === texteDeCase(contenu.texte);
  if (contenu.genre === 'date') return valeur.type === 'date' && valeur.valeur === contenu.jour;
  const tolerance = calcule ? TOLERANCE_DE_SOMME : TOLERANCE_DE_VALEUR;
  return valeur.type === 'nombre' && Math.abs(valeur.valeur - contenu.nombre) < tolerance;
}

/** Le résultat est juste ; la formule l’est-elle ? Un tableur la récrit à sa façon : apostrophes, dollars, espaces. */
function comparerFormule(attendue: Case, lue: Cellule | undefined, ecrite: string | undefined): Ecart | null {
  const { formule } = attendue;
  if (formule === undefined) {
    return ecrite === undefined ? null : { attendu: direCase(attendue), lu: `la formule =${ecrite}` };
  }
  // Partagée entre plusieurs cases, son texte n’est écrit qu’une fois : seul son résultat se compare.
  if (ecrite === '' || (ecrite !== undefined && plier(ecrite) === plier(formule))) return null;
  return {
    attendu: `la formule =${formule}`,
    lu: ecrite === undefined ? `la valeur ${direLue(lue, attendue)}, sans formule` : `la formule =${ecrite}`,
  };
}

function plier(formule: string): string {
  return formule
    .replace(/['$\s]/g, '')
    .replaceAll('_xlfn.', '')
    .replaceAll('!', '.')
    .toUpperCase();
}

/** Ce que le lot a écrit dans une case, en mots. */
export function direCase({ contenu, style }: Case): string {
  if (contenu === null) return VIDE;
  if (contenu.genre === 'texte') return citer(texteDeCase(contenu.texte));
  return contenu.genre === 'date' ? formaterDate(contenu.jour) : direNombre(contenu.nombre, style.format);
}

function direLue(lue: Cellule | undefined, attendue?: Case): string {
  const valeur = lue?.contenu;
  const attendu = attendue?.contenu;
  if (valeur === undefined) return VIDE;
  switch (valeur.type) {
    case 'texte':
      // « 12 » écrit en texte ne se lit pas autrement que le nombre 12 : il faut le dire.
      return attendu?.genre === 'nombre' || attendu?.genre === 'date'
        ? `le texte ${citer(valeur.valeur)}`
        : citer(valeur.valeur);
    case 'nombre':
      return attendu?.genre === 'texte'
        ? `le nombre ${direNombre(valeur.valeur)}`
        : direNombre(valeur.valeur, attendue?.style.format);
    case 'date':
      return valeur.valeur.length === 10 ? formaterDate(valeur.valeur) : valeur.valeur;
    case 'booleen':
      return valeur.valeur ? 'VRAI' : 'FAUX';
    case 'erreur':
      return valeur.valeur;
    case 'formule_sans_resultat':
      return 'une formule sans résultat gardé';
    default:
      return assertNever(valeur);
  }
}

function citer(texte: string): string {
  return texte === '' ? VIDE : `«\u00a0${texte.length > 120 ? `${texte.slice(0, 119)}…` : texte}\u00a0»`;
}

/** Un montant se lit comme partout ; avec moins qu’un centime, tel quel : arrondi, il cacherait l’écart. */
function direNombre(nombre: number, format?: string): string {
  const centimes = Math.round(nombre * 100);
  const estMontant = (format === FORMAT_EUROS || format === FORMAT_MONTANT) && Math.abs(nombre * 100 - centimes) < 1e-6;
  return estMontant ? formaterEuros(centimes) : String(nombre).replace('.', ',');
}
