import type { Niveau, ReponseCondition } from '../../../shared/domaine/charte.ts';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import { normaliserTexte } from '../../../shared/domaine/textes.ts';
import { normaliserSaisie } from './empreintes.ts';
import type { CaseLue } from './grille-lue.ts';

export type Lu<T> = { readonly valide: true; readonly valeur: T } | { readonly valide: false; readonly raison: string };

const COMMENTAIRE_MAXIMAL = 4000;
const GENERAL_MAXIMAL = 20_000;
const FORMULE = 'Une formule n’est pas une réponse : écrivez la valeur elle-même.';

function valide<T>(valeur: T): Lu<T> {
  return { valide: true, valeur };
}

function refuse(raison: string): { readonly valide: false; readonly raison: string } {
  return { valide: false, raison };
}

/** La case telle que l’agent la voit : virgule décimale, date en toutes lettres. */
export function montrerCase({ nature, texte }: CaseLue): string {
  if (nature === 'nombre') return texte.replace('.', ',');
  if (nature === 'date' && /^\d{4}-\d{2}-\d{2}/.test(texte)) return formaterDate(texte.slice(0, 10));
  return texte.slice(0, 200);
}

/** 0, 1, 2, 3 ou SO ; vide : non coté. Rien n’est arrondi ni deviné. */
export function lireNiveauEcrit(lue: CaseLue): Lu<Niveau | null> {
  const dit = montrerCase(lue);
  switch (lue.nature) {
    case 'vide':
      return valide(null);
    case 'formule':
      return refuse(FORMULE);
    case 'date':
      return refuse(`Le tableur a pris cette saisie pour une date (${dit}) : écrivez 0, 1, 2, 3 ou SO.`);
    case 'booleen':
    case 'erreur':
      return refuse(`« ${dit} » n’est pas un niveau : écrivez 0, 1, 2, 3 ou SO.`);
    case 'nombre':
    case 'texte':
      break;
  }
  const net = normaliserTexte(lue.texte);
  if (net === 'so' || net === 's.o.' || net === 'sans objet') return valide('sans_objet');
  const nombre = /^[+-]?\d+(?:[.,]\d+)?$/.test(net) ? Number(net.replace(',', '.')) : Number.NaN;
  // Écrit d’un seul chiffre, comme la formule de la note le lit.
  if (net.length === 1 && (nombre === 0 || nombre === 1 || nombre === 2 || nombre === 3)) return valide(nombre);
  if (Number.isNaN(nombre)) return refuse(`« ${dit} » n’est pas un niveau : écrivez 0, 1, 2, 3 ou SO.`);
  return refuse(
    Number.isInteger(nombre)
      ? `« ${dit} » est hors de l’échelle : de 0 à 3, ou SO.`
      : `« ${dit} » n’est pas un niveau entier : choisissez 0, 1, 2, 3 ou SO.`,
  );
}

/** Vide : l’agent garde la proposition. */
export function lireConstatEcrit(lue: CaseLue): Lu<ReponseCondition | null> {
  if (lue.nature === 'vide') return valide(null);
  if (lue.nature === 'formule') return refuse(FORMULE);
  const net = normaliserTexte(lue.texte);
  if (lue.nature === 'texte' && (net === 'oui' || net === 'non')) return valide(net);
  if (lue.nature === 'texte' && (net === 'non renseigne' || net === 'nr')) return valide('non_renseigne');
  return refuse(`« ${montrerCase(lue)} » n’est pas un constat : écrivez oui, non ou non renseigné, ou laissez vide.`);
}

export function lireCommentaireEcrit(lue: CaseLue, general = false): Lu<string> {
  if (lue.nature === 'vide') return valide('');
  if (lue.nature === 'formule')
    return refuse('Ce commentaire est une formule : s’il commence par « = », mettez une apostrophe devant.');
  if (lue.nature === 'erreur') return refuse(`La case contient une erreur du tableur (${lue.texte}) : réécrivez-la.`);
  const texte = normaliserSaisie(lue.nature === 'texte' ? lue.texte : montrerCase(lue));
  const maximum = general ? GENERAL_MAXIMAL : COMMENTAIRE_MAXIMAL;
  return texte.length <= maximum
    ? valide(texte)
    : refuse(`Ce commentaire fait ${texte.length} signes, ${maximum} au plus : raccourcissez-le.`);
}
