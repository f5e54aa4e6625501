import type { TypeChamp } from '../../../../shared/domaine/champs.ts';
import { formaterDate } from '../../../../shared/domaine/dates.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterEntier, formaterEuros } from '../../../../shared/domaine/nombres.ts';
import type { Cellule } from '../../tableurs/classeur.ts';
import type { Lieu } from './illisibles.ts';
import type { Releve } from './releve.ts';

const CODES: Readonly<Record<TypeChamp, string>> = {
  texte: 'repare_texte',
  texte_long: 'repare_texte',
  liste: 'repare_texte',
  piece: 'repare_texte',
  entier: 'repare_nombre',
  montant: 'repare_montant',
  date: 'repare_date',
  instant: 'repare_date',
  oui_non: 'repare_reponse',
  siret: 'repare_siret',
  rna: 'repare_rna',
  iban: 'repare_iban',
  courriel: 'repare_courriel',
  telephone: 'repare_telephone',
  commune: 'repare_commune',
};

const SOMME = /lu comme une somme/;
/** Jour et mois tous deux plausibles : rien dans la cellule ne dit lequel vient d’abord. */
const AMBIGUE = /^(0?[1-9]|1[0-2])[/.\- ](0?[1-9]|1[0-2])[/.\- ]\d{2}(?:\d{2})?(?!\d)/;
/** Écritures propres à un tableau français : rien n’est abîmé, mais rien n’est lu sans le dire. */
const ECRITURES: Partial<
  Readonly<Record<TypeChamp, { readonly forme: RegExp; readonly dire: (n: number) => string }>>
> = {
  montant: { forme: /[,\s€]/, dire: (n) => `${pluriel(n, 'montant')} ${accorder(n, 'écrit')} à la française` },
  entier: { forme: /\s/, dire: (n) => `${pluriel(n, 'nombre')} ${accorder(n, 'écrit')} avec des espaces` },
  siret: {
    forme: /\D/,
    dire: (n) => `${formaterEntier(n)} SIRET ${accorder(n, 'écrit')} avec des espaces ou des points`,
  },
  date: { forme: /^\d{1,2}[/.\- ]\d/, dire: direDates },
  instant: { forme: /^\d{1,2}[/.\- ]\d/, dire: direDates },
};

function direDates(n: number): string {
  return `${pluriel(n, 'date')} ${accorder(n, 'écrite')} jour/mois/année`;
}

function accorder(n: number, mot: string): string {
  return n > 1 ? `${mot}s` : mot;
}

/** Une valeur abîmée dont la lecture est certaine : dite à sa cellule, ce qui est écrit puis ce qui est lu. */
export function signalerReparation(type: TypeChamp, valeur: string, repare: string, lieu: Lieu, releve: Releve): void {
  const isSomme = type === 'montant' && SOMME.test(repare);
  const nature = isSomme ? 'somme saisie en texte' : raisonNue(repare, lieu.valeur);
  releve.signaler({
    code: isSomme ? 'repare_somme' : CODES[type],
    feuille: lieu.feuille,
    cellule: lieu.cellule,
    valeur: lieu.valeur,
    message: `Colonne « ${lieu.entete} » : « ${lieu.valeur} » lu ${montrer(type, valeur)}. ${enPhrase(nature)} : à vérifier.`,
    numeroDossier: lieu.numeroDossier,
  });
}

/** Une écriture française (virgule, espaces, €, JJ/MM/AAAA) : dite une fois par colonne, avec son compte. */
export function signalerEcriture(type: TypeChamp, cellule: Cellule, valeur: string, lieu: Lieu, releve: Releve): void {
  if (cellule.contenu.type !== 'texte') return;
  if ((type === 'date' || type === 'instant') && isDateAmbigue(lieu.valeur)) {
    releve.compter({
      ...lieu,
      code: 'date_ambigue',
      phrase: (n) =>
        `Colonne « ${lieu.entete} » : ${pluriel(n, 'date')} où jour et mois se confondent, par exemple « ${lieu.valeur} » ; ${accorder(n, 'lue')} jour/mois, ${montrer(type, valeur)}, à vérifier`,
    });
    return;
  }
  const ecriture = ECRITURES[type];
  if (!ecriture?.forme.test(lieu.valeur)) return;
  releve.compter({
    ...lieu,
    code: CODES[type],
    phrase: (n) =>
      `Colonne « ${lieu.entete} » : ${ecriture.dire(n)}, par exemple « ${lieu.valeur} » lu ${montrer(type, valeur)}`,
  });
}

/** Vrai pour « 06/05/2026 », qu’un tableur américain lirait 5 juin ; non pour « 05/05/2026 ». */
export function isDateAmbigue(texte: string): boolean {
  const [, premier, second] = AMBIGUE.exec(texte) ?? [];
  return premier !== undefined && Number(premier) !== Number(second);
}

function montrer(type: TypeChamp, valeur: string): string {
  if (type === 'montant') return formaterEuros(Number(valeur));
  if (type === 'date' || type === 'instant') return formaterDate(valeur.slice(0, 10));
  if (type === 'telephone') return valeur.replace(/(\d\d)(?=\d)/g, '$1 ');
  return `« ${valeur} »`;
}

/** « 45234 » : numéro de date d’Excel, lu 04/11/2023 → « numéro de date d’Excel » : le reste est déjà dans la phrase. */
function raisonNue(repare: string, brut: string): string {
  const sansBrut = repare.startsWith(`« ${brut} » : `) ? repare.slice(brut.length + 7) : repare;
  return sansBrut.replace(/, lu \d{2}\/\d{2}\/\d{4}$/, '');
}

function enPhrase(texte: string): string {
  return texte.charAt(0).toUpperCase() + texte.slice(1);
}
