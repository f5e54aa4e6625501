import { formaterDate } from '../../../../shared/domaine/dates.ts';
import { assertNever } from '../../../../shared/domaine/libelles.ts';
import { lireEntier, lireMontant, lireMontantNumerique } from '../../../../shared/domaine/nombres.ts';
import { normaliserTexte } from '../../../../shared/domaine/textes.ts';
import { normaliserSaisie } from '../../grilles/empreintes.ts';
import { celluleEn } from '../../grilles/reperer.ts';
import { adresse, type Ligne } from '../../tableurs/classeur.ts';
import type { CaseLue } from './bilan-lu.ts';

/** Ce qu’on a compris d’une case, ou ce qui l’empêche ; `repare` : ce qui a été supposé pour la comprendre. */
export type Lu<T> =
  | { readonly valide: true; readonly valeur: T; readonly repare: string | null }
  | { readonly valide: false; readonly code: string; readonly raison: string };

/** La case d’une ligne et d’une colonne, vide comprise : son adresse se dit même quand rien n’y est écrit. */
export function lireCase(feuille: string, ligne: Ligne, colonne: number): CaseLue {
  const lieu = { feuille, cellule: adresse(colonne, ligne.numero) };
  const contenu = celluleEn(ligne, colonne)?.contenu;
  const rien = { ...lieu, nature: 'vide', texte: '', nombre: null } as const;
  if (contenu === undefined) return rien;
  switch (contenu.type) {
    case 'nombre':
      return { ...lieu, nature: 'nombre', texte: String(contenu.valeur), nombre: contenu.valeur };
    case 'texte': {
      const texte = normaliserSaisie(contenu.valeur);
      return texte === '' ? rien : { ...lieu, nature: 'texte', texte, nombre: null };
    }
    case 'formule_sans_resultat':
      return { ...lieu, nature: 'sans_resultat', texte: '', nombre: null };
    case 'booleen':
      return { ...lieu, nature: 'booleen', texte: contenu.valeur ? 'VRAI' : 'FAUX', nombre: null };
    case 'date':
    case 'erreur':
      return { ...lieu, nature: contenu.type, texte: contenu.valeur, nombre: null };
    default:
      return assertNever(contenu);
  }
}

/** La case telle que le porteur la voit : virgule décimale, date en clair. */
export function montrerCase({ nature, texte }: CaseLue): string {
  if (nature === 'nombre') return texte.replace('.', ',');
  if (nature === 'date' && /^\d{4}-\d{2}-\d{2}/.test(texte)) return formaterDate(texte.slice(0, 10));
  return texte.slice(0, 200);
}

function bon<T>(valeur: T, repare: string | null = null): Lu<T> {
  return { valide: true, valeur, repare };
}

function mauvais(
  code: string,
  raison: string,
): { readonly valide: false; readonly code: string; readonly raison: string } {
  return { valide: false, code, raison };
}

/** Les cases qu’un tableur n’a pas su garder comme elles ont été tapées. */
function refuserNature(lue: CaseLue, attendu: string): ReturnType<typeof mauvais> | null {
  switch (lue.nature) {
    case 'erreur':
      return mauvais('erreur_formule', `La case contient une erreur du tableur (${lue.texte}) : écrivez ${attendu}.`);
    case 'sans_resultat':
      return mauvais(
        'erreur_formule',
        `La case contient une formule que le tableur n’a pas calculée : écrivez ${attendu}.`,
      );
    case 'date':
      return mauvais(
        'nombre_illisible',
        `Le tableur a pris cette saisie pour une date (${montrerCase(lue)}) : écrivez ${attendu}.`,
      );
    case 'booleen':
      return mauvais('nombre_illisible', `« ${lue.texte} » n’est pas attendu ici : écrivez ${attendu}.`);
    case 'vide':
    case 'texte':
    case 'nombre':
      return null;
    default:
      return assertNever(lue.nature);
  }
}

/** Un dénombrement, de 0 à `maximum` ; null : la case est vide, ce qui n’est pas zéro. */
export function lireDenombrement(lue: CaseLue, maximum: number): Lu<number | null> {
  if (lue.nature === 'vide') return bon(null);
  const refus = refuserNature(lue, 'un nombre entier');
  if (refus !== null) return refus;
  const dit = montrerCase(lue);
  if (estNegatif(lue))
    return mauvais('nombre_negatif', `« ${dit} » est négatif : écrivez un nombre entier, 0 ou plus.`);
  const { nombre } = lue;
  const lu = nombre === null ? lireEntier(lue.texte) : lireEntier(String(nombre));
  if (!lu.valide) {
    return mauvais('nombre_illisible', `${majuscule(lu.raison)} : écrivez un nombre entier, ou laissez vide.`);
  }
  return lu.valeur > maximum
    ? mauvais('nombre_trop_grand', `« ${dit} » est trop grand : ${maximum} au plus.`)
    : bon(lu.valeur, nombre === null ? `« ${dit} » lu ${lu.valeur}` : null);
}

/** Un montant en centimes, positif ou nul ; null : la case est vide. */
export function lireMontantEcrit(lue: CaseLue): Lu<number | null> {
  if (lue.nature === 'vide') return bon(null);
  const refus = refuserNature(lue, 'un montant en euros');
  if (refus !== null) return refus;
  const lu = lue.nombre === null ? lireMontant(lue.texte) : lireMontantNumerique(lue.nombre);
  if (!lu.valide) return mauvais('nombre_illisible', `${majuscule(lu.raison)} : écrivez le montant seul, 1234,56.`);
  if (lu.valeur < 0) {
    return mauvais(
      'nombre_negatif',
      `« ${montrerCase(lue)} » est négatif : écrivez un montant positif, et un remboursement au compte qui le reçoit.`,
    );
  }
  return bon(lu.valeur, lu.repare);
}

/** oui, non, ou rien. */
export function lireOuiNon(lue: CaseLue): Lu<boolean | null> {
  if (lue.nature === 'vide') return bon(null);
  // Certains tableurs font de « oui » un VRAI.
  if (lue.nature === 'booleen') return bon(lue.texte === 'VRAI');
  const net = normaliserTexte(lue.texte);
  if (lue.nature === 'texte' && (net === 'oui' || net === 'o')) return bon(true);
  if (lue.nature === 'texte' && (net === 'non' || net === 'n')) return bon(false);
  return mauvais('oui_non', `« ${montrerCase(lue)} » n’est ni oui ni non : écrivez l’un des deux, ou laissez vide.`);
}

/** Un texte libre, d’au plus `maximum` signes ; rien n’y est interprété, ni formule ni lien. */
export function lireTexteEcrit(lue: CaseLue, maximum: number): Lu<string> {
  if (lue.nature === 'vide') return bon('');
  if (lue.nature === 'sans_resultat' || lue.nature === 'erreur') {
    return mauvais(
      'erreur_formule',
      'Cette case est une formule sans résultat : si le texte commence par « = », mettez une apostrophe devant.',
    );
  }
  const texte = lue.nature === 'texte' ? lue.texte : montrerCase(lue);
  return texte.length <= maximum
    ? bon(texte)
    : mauvais('texte_trop_long', `Ce texte fait ${texte.length} signes, ${maximum} au plus : raccourcissez-le.`);
}

function estNegatif({ nombre, texte }: CaseLue): boolean {
  return nombre === null ? /^[-−]\s*\d/.test(texte) : nombre < 0;
}

function majuscule(phrase: string): string {
  return phrase.charAt(0).toLocaleUpperCase('fr') + phrase.slice(1);
}
