import { MOIS } from './dates.ts';
import { formaterEntier, formaterEuros, lireMontant } from './nombres.ts';
import { accepter, refuser, type Verification } from './verification.ts';

/** Hors de ces années, une date tapée est une faute de frappe. */
const PREMIERE_ANNEE = 2000;
const DERNIERE_ANNEE = 2100;
const JOURS_DU_MOIS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * Lit la date tapée dans un champ : JJ/MM/AAAA, entière. Contrairement à `lireDate`, faite pour les fichiers reçus, rien
 * n’y est complété : « 15/05/22 » est peut-être le début de « 15/05/2205 ». Renvoie `AAAA-MM-JJ`.
 */
export function lireDateSaisie(texte: string): Verification<string> {
  const net = texte.replace(/\s+/g, ' ').trim();
  const parts = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d+)$/.exec(net) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(net);
  if (!parts) return refuser('Date attendue : JJ/MM/AAAA.');
  const [, jourEcrit, moisEcrit, anneeEcrite = ''] = parts;
  const [jour, mois, annee] = [Number(jourEcrit), Number(moisEcrit), Number(anneeEcrite)];
  if (anneeEcrite.length < 4) return refuser('Écrivez l’année avec ses quatre chiffres : JJ/MM/AAAA.');
  if (mois < 1 || mois > 12) return refuser(`Le mois ${mois} n’existe pas : écrivez JJ/MM/AAAA.`);
  if (anneeEcrite.length > 4 || annee < PREMIERE_ANNEE || annee > DERNIERE_ANNEE)
    return refuser(`Année ${anneeEcrite} : attendue de ${PREMIERE_ANNEE} à ${DERNIERE_ANNEE}.`);
  const bissextile = (annee % 4 === 0 && annee % 100 !== 0) || annee % 400 === 0;
  const dernier = mois === 2 && bissextile ? 29 : (JOURS_DU_MOIS[mois - 1] ?? 0);
  if (jour < 1 || jour > dernier)
    return refuser(`Cette date n’existe pas : ${MOIS[mois - 1]} ${annee} a ${dernier} jours.`);
  return accepter(`${annee}-${String(mois).padStart(2, '0')}-${String(jour).padStart(2, '0')}`);
}

interface Bornes {
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}
interface Forme extends Bornes {
  /** Décimales permises ; 0 : un entier. */
  readonly decimales?: number | undefined;
}

/** Lit le nombre tapé dans un champ ; ce qui n’y va pas est refusé, jamais ôté : « -5 » n’est pas 5, ni « 10,5 » 105. */
export function lireNombreSaisi(texte: string, { decimales = 0, minimum, maximum }: Forme): Verification<number> {
  const net = texte.replace(/\s+/g, ' ').replaceAll('\u2212', '-').trim();
  const parts = /^(-? ?)(\d+|\d{1,3}(?: \d{3})+)(?:[.,](\d*))?$/.exec(net);
  const [, signe = '', entiere = '', suite = ''] = parts ?? [];
  if (net.startsWith('-') && minimum !== undefined && minimum >= 0)
    return refuser(`« ${net} » : nombre négatif refusé.`);
  const fraction = suite.replace(/0+$/, '');
  if (!parts || fraction.length > decimales) {
    if (decimales === 0) return refuser(`« ${net} » : nombre entier attendu.`);
    return refuser(parts ? `« ${net} » : ${decimales} décimales au plus.` : `« ${net} » : nombre attendu.`);
  }
  const absolu = Number(`${entiere.replaceAll(' ', '')}.${fraction}`);
  const valeur = signe === '' || absolu === 0 ? absolu : -absolu;
  if (!Number.isSafeInteger(Math.trunc(valeur))) return refuser(`« ${net} » : nombre trop grand.`);
  if (minimum !== undefined && valeur < minimum) return refuser(`« ${net} » : ${ecrireNombre(minimum)} au moins.`);
  if (maximum !== undefined && valeur > maximum) return refuser(`« ${net} » : ${ecrireNombre(maximum)} au plus.`);
  return accepter(valeur);
}

/** Lit le montant tapé dans un champ, en centimes, bornes comprises ; aucun champ n’en attend de négatif. */
export function lireMontantSaisi(texte: string, { minimum = 0, maximum }: Bornes): Verification<number> {
  const lu = lireMontant(texte);
  if (!lu.valide) return refuser(`${lu.raison}.`);
  if (lu.valeur < 0) return refuser(`« ${texte.trim()} » : montant négatif refusé.`);
  if (lu.valeur < minimum) return refuser(`« ${texte.trim()} » : ${formaterEuros(minimum)} au moins.`);
  if (maximum !== undefined && lu.valeur > maximum)
    return refuser(`« ${texte.trim()} » : ${formaterEuros(maximum)} au plus.`);
  return lu;
}

/** Un nombre tel qu’on le tape : `1234.5` → « 1 234,5 ». */
export function ecrireNombre(valeur: number): string {
  const [entiere = '0', fraction] = String(Math.abs(valeur)).split('.');
  const ecrit = formaterEntier(Number(entiere));
  return `${valeur < 0 ? '\u2212' : ''}${ecrit}${fraction === undefined ? '' : `,${fraction}`}`;
}
