import { verifierSiret } from '../../../shared/domaine/identifiants.ts';
import { assertNever } from '../../../shared/domaine/libelles.ts';
import { numeroDeJour } from './dates-serie.ts';
import type { DonneesModele } from './ecrire-modele-donnees.ts';
import { COMPTE_INCHANGE } from './ecrire-modele-format.ts';
import type { Question } from './ecrire-modele-questions.ts';

/** Contenu d’une cellule de réponse : texte, nombre (montant en euros, date en numéro de jour), ou rien. */
export type Contenu = string | number | null;

/**
 * Un contrôle s’écrit deux fois : la formule que le tableur recalcule, et le même calcul ici, dont le résultat est gardé
 * dans le fichier pour les lecteurs qui ne recalculent pas. Un essai compare les deux sous LibreOffice.
 */
export interface Controle {
  /** Expression qui rend le reproche, « ok », ou rien. */
  readonly formule: (ref: string) => string;
  readonly evaluer: (contenu: Contenu) => string;
}

export const OK = 'ok';
export const OBLIGATOIRE = 'obligatoire';
const IMPAIRS = '{1,3,5,7,9,11,13}';
const PAIRS = '{2,4,6,8,10,12,14}';

/** Ce que les contrôles ont besoin de savoir de la campagne. */
type Reperes = Pick<DonneesModele, 'anneeScolaire' | 'communes'>;

/** Le contrôle d’une question : vide, puis mal formé. `liste` : plage de la liste déroulante. */
export function controleDe(question: Question, donnees: Reperes, liste: string | null): Controle {
  const forme = formeDe(question, donnees, liste);
  const siVide = question.obligatoire ? OBLIGATOIRE : '';
  return {
    formule: (ref) => `IF(LEN(TRIM(${ref}))=0,${texte(siVide)},${forme.formule(ref)})`,
    evaluer: (contenu) => (estVide(contenu) ? siVide : forme.evaluer(contenu)),
  };
}

export function estVide(contenu: Contenu): boolean {
  return contenu === null || String(contenu).trim() === '';
}

/** Un texte dans une formule : guillemets doublés. */
export function texte(valeur: string): string {
  return `"${valeur.replaceAll('"', '""')}"`;
}

/** Nombre de reproches d’une colonne de contrôles. */
export function compterReproches(plage: string): string {
  return `SUMPRODUCT((${plage}<>"")*(${plage}<>"${OK}"))`;
}

export function estReproche(resultat: string): boolean {
  return resultat !== '' && resultat !== OK;
}

function formeDe(question: Question, donnees: Reperes, liste: string | null): Controle {
  if (question.code === 'codePostal') return tester('5 chiffres attendus', (r) => chiffres(r, 5), estCodePostal);
  if (question.code === 'bic') {
    return tester(
      '8 ou 11 caractères attendus',
      (r) => `OR(LEN(${net(r)})=8,LEN(${net(r)})=11)`,
      (t) => [8, 11].includes(sansEspace(t).length),
    );
  }
  switch (question.type) {
    case 'siret':
      return controleSiret();
    case 'rna':
      return tester(
        'W et 9 chiffres attendus',
        (r) => `AND(LEN(${net(r)})=10,UPPER(LEFT(${net(r)},1))="W")`,
        (t) => sansEspace(t).length === 10 && /^w/i.test(sansEspace(t)),
      );
    case 'iban':
      return controleIban();
    case 'courriel':
      return tester(
        'adresse électronique attendue',
        (r) => `AND(ISNUMBER(FIND("@",${r})),ISNUMBER(FIND(".",${r},FIND("@",${r}))),ISERROR(FIND(" ",TRIM(${r}))))`,
        (t) => /@.*\./.test(t) && !/ /.test(t.trim()),
      );
    case 'telephone':
      return tester(
        '10 chiffres attendus',
        (r) => `LEN(SUBSTITUTE(SUBSTITUTE(${net(r)},".",""),"-",""))>=10`,
        (t) => sansEspace(t).replace(/[.-]/g, '').length >= 10,
      );
    case 'oui_non':
      return tester(
        'oui ou non attendu',
        (r) => `OR(LOWER(TRIM(${r}))="oui",LOWER(TRIM(${r}))="non")`,
        (t) => /^(?:oui|non)$/i.test(t.trim()),
      );
    case 'entier':
      return nombre(
        'nombre entier attendu',
        (r) => `AND(${r}>=0,${r}=INT(${r}))`,
        (n) => n >= 0 && Number.isInteger(n),
      );
    case 'montant':
      return nombre(
        'montant attendu',
        (r) => `${r}>=0`,
        (n) => n >= 0,
      );
    case 'date':
      return controleDate(donnees);
    case 'commune':
      return liste === null ? sansReproche : controleListe(liste, donnees.communes);
    case 'texte':
    case 'texte_long':
    case 'liste':
    case 'piece':
    case 'instant':
      return sansReproche;
    default:
      return assertNever(question.type);
  }
}

const sansReproche: Controle = { formule: () => texte(OK), evaluer: () => OK };

function tester(reproche: string, condition: (ref: string) => string, juste: (valeur: string) => boolean): Controle {
  return {
    formule: (ref) => `IF(${condition(ref)},${texte(OK)},${texte(reproche)})`,
    evaluer: (contenu) => (juste(String(contenu)) ? OK : reproche),
  };
}

function nombre(reproche: string, condition: (ref: string) => string, juste: (n: number) => boolean): Controle {
  return {
    formule: (ref) => `IF(ISNUMBER(${ref}),IF(${condition(ref)},${texte(OK)},${texte(reproche)}),${texte(reproche)})`,
    evaluer: (contenu) => (typeof contenu === 'number' && juste(contenu) ? OK : reproche),
  };
}

function controleSiret(): Controle {
  const forme = '14 chiffres attendus';
  const cle = 'SIRET inexact : à vérifier';
  return {
    // La clé de Luhn : un chiffre sur deux est doublé. La Poste a la sienne, laissée au lecteur.
    formule: (ref) => {
      const s = net(ref);
      const impair = `VALUE(MID(${s},${IMPAIRS},1))`;
      const luhn = `MOD(SUMPRODUCT(2*${impair}-9*(${impair}>4))+SUMPRODUCT(VALUE(MID(${s},${PAIRS},1))),10)=0`;
      const juste = `OR(LEFT(${s},9)="356000000",IFERROR(${luhn},FALSE))`;
      return `IF(NOT(${chiffres(ref, 14)}),${texte(forme)},IF(${juste},${texte(OK)},${texte(cle)}))`;
    },
    evaluer: (contenu) => {
      const s = sansEspace(String(contenu));
      if (!/^\d{14}$/.test(s)) return forme;
      return s.startsWith('356000000') || verifierSiret(s).valide || /^0+$/.test(s) ? OK : cle;
    },
  };
}

function controleIban(): Controle {
  const francais = '27 caractères attendus';
  const autre = 'IBAN attendu';
  return {
    formule: (ref) => {
      const s = net(ref);
      const longueur = `IF(AND(LEN(${s})>=15,LEN(${s})<=34),${texte(OK)},${texte(autre)})`;
      const selonPays = `IF(UPPER(LEFT(${s},2))="FR",IF(LEN(${s})=27,${texte(OK)},${texte(francais)}),${longueur})`;
      return `IF(LOWER(LEFT(${s},7))="inchang",${texte(OK)},${selonPays})`;
    },
    evaluer: (contenu) => {
      const s = sansEspace(String(contenu));
      if (COMPTE_INCHANGE.test(s)) return OK;
      if (/^fr/i.test(s)) return s.length === 27 ? OK : francais;
      return s.length >= 15 && s.length <= 34 ? OK : autre;
    },
  };
}

function controleDate({ anneeScolaire }: Reperes): Controle {
  const annee = Number(anneeScolaire.slice(0, 4));
  const [debut, fin] = bornesDate(anneeScolaire).map(numeroDeJour);
  const dehors = `hors de l’année ${anneeScolaire}`;
  const absente = 'date attendue, JJ/MM/AAAA';
  return {
    formule: (ref) =>
      `IF(ISNUMBER(${ref}),IF(AND(${ref}>=DATE(${annee},7,1),${ref}<=DATE(${annee + 1},8,31)),${texte(OK)},${texte(dehors)}),${texte(absente)})`,
    evaluer: (contenu) => {
      if (typeof contenu !== 'number') return absente;
      return contenu >= (debut ?? 0) && contenu <= (fin ?? 0) ? OK : dehors;
    },
  };
}

function controleListe(plage: string, valeurs: readonly string[]): Controle {
  const connues = new Set(valeurs.map((v) => v.toLocaleLowerCase('fr')));
  return tester(
    'hors de la liste : à vérifier',
    (ref) => `ISNUMBER(MATCH(TRIM(${ref}),${plage},0))`,
    (t) => connues.has(t.trim().toLocaleLowerCase('fr')),
  );
}

/** Une action de l’année scolaire commence du 1er juillet au 31 août suivant. */
export function bornesDate(anneeScolaire: string): [string, string] {
  const annee = Number(anneeScolaire.slice(0, 4));
  return [`${annee}-07-01`, `${annee + 1}-08-31`];
}

function net(ref: string): string {
  return `SUBSTITUTE(${ref}," ","")`;
}

function chiffres(ref: string, nombreDeChiffres: number): string {
  return `AND(LEN(${net(ref)})=${nombreDeChiffres},ISNUMBER(VALUE(${net(ref)})))`;
}

function sansEspace(valeur: string): string {
  return valeur.replaceAll(' ', '');
}

function estCodePostal(valeur: string): boolean {
  return /^\d{5}$/.test(sansEspace(valeur));
}
