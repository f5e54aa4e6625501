import type { TypeChamp } from '../../../../shared/domaine/champs.ts';
import { formaterEntier } from '../../../../shared/domaine/nombres.ts';
import { normaliserTexte } from '../../../../shared/domaine/textes.ts';
import type { Lieu } from './illisibles.ts';
import type { Releve } from './releve.ts';

/** Un 0 y est une réponse ordinaire (gratuité, pas de bénévole) : il est gardé, et dit. */
const ZERO_PLAUSIBLE = new Set(['participationFamilles', 'nombreSalaries', 'nombreBenevoles']);
/** Façons d’écrire « rien » dans une colonne de nombres, de dates ou d’identifiants. */
const RIENS = new Set([
  '-',
  '--',
  '–',
  '—',
  '/',
  '//',
  '.',
  '...',
  '…',
  'nc',
  'n.c.',
  'n.c',
  'n/c',
  'na',
  'n/a',
  'so',
  's.o.',
  's/o',
  'nr',
  'n.r.',
  'vide',
  'sans objet',
  'non concerne',
  'non concernee',
  'non communique',
  'non renseigne',
  'non renseignee',
  'non precise',
  'inconnu',
  'inconnue',
  'a completer',
  'a venir',
  'en attente',
  'anonymous',
  'anonyme',
]);
const PLUS_LONG = 16;
const TYPES_LIBRES: ReadonlySet<TypeChamp> = new Set(['texte', 'texte_long', 'liste', 'piece', 'oui_non']);

/** Vrai si la cellule dit qu’il n’y a rien : un tiret dans une colonne de montants n’est pas un montant illisible. */
export function isTenuPourVide(type: TypeChamp, texte: string): boolean {
  if (texte.length > PLUS_LONG || TYPES_LIBRES.has(type)) return false;
  return !/^\d/.test(texte) && RIENS.has(normaliserTexte(texte));
}

export function signalerTenuPourVide(lieu: Lieu, releve: Releve): void {
  releve.compter({
    ...lieu,
    code: 'tenu_pour_vide',
    phrase: (n) =>
      `Colonne « ${lieu.entete} » : ${formaterEntier(n)} cellule${n > 1 ? 's' : ''} « ${lieu.valeur} » ou semblable${n > 1 ? 's' : ''}, tenue${n > 1 ? 's' : ''} pour non renseignée${n > 1 ? 's' : ''}`,
  });
}

/** Piège de l’export standard : 0 et « off » y tiennent aussi lieu de blanc. Dit une fois par colonne, avec son compte. */
export function ecarterVides(champ: string, type: TypeChamp, valeur: string, lieu: Lieu, releve: Releve): string {
  if (type === 'oui_non') {
    if (lieu.valeur.toLowerCase() === 'off') signalerOff(lieu, releve);
    return valeur;
  }
  if (valeur !== '0' || (type !== 'entier' && type !== 'montant') || champ.includes(':')) return valeur;
  const isPlausible = ZERO_PLAUSIBLE.has(champ);
  releve.compter({
    ...lieu,
    code: isPlausible ? 'zero_ambigu' : 'zero_pour_vide',
    phrase: (n) =>
      `Colonne « ${lieu.entete} » : ${formaterEntier(n)} cellule${n > 1 ? 's' : ''} à 0, non renseigné ? L’export écrit 0 quand la question est restée vide : ${
        isPlausible ? 'le 0, plausible ici, est gardé' : 'prise comme non renseignée'
      }, à vérifier auprès du porteur`,
  });
  return isPlausible ? valeur : '';
}

function signalerOff(lieu: Lieu, releve: Releve): void {
  releve.compter({
    ...lieu,
    code: 'case_non_cochee',
    phrase: (n) =>
      `Colonne « ${lieu.entete} » : ${formaterEntier(n)} case${n > 1 ? 's' : ''} « off », non renseigné ? L’export ne distingue pas la case décochée de la question jamais vue : comptée${n > 1 ? 's' : ''} « non », à vérifier`,
  });
}
