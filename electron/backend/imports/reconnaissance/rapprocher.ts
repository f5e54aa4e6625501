import { CHAMP_PAR_CODE, type Champ, lireCodeBudget } from '../../../../shared/domaine/champs.ts';
import { type ColonneLue, type Correspondances, cleColonne } from '../dossier-lu.ts';
import { attribuerLarge } from './attribuer-large.ts';
import { coderPostes } from './budget.ts';
import type { ColonnesFixes } from './colonnes-fixes.ts';
import { isConfirme, reconnaitreContenu } from './contenu.ts';
import { isAnnee } from './entete-groupe.ts';
import type { ColonneLarge } from './large.ts';
import type { ChoixDeProfil } from './profil.ts';
import {
  type Candidat,
  chercherCandidats,
  chercherSousTitre,
  type Lexique,
  restreindreLexique,
} from './ressemblance.ts';
import { type Colonne, type Tableau, valeursDe } from './tableau.ts';

type Origine = NonNullable<ColonneLue['origine']>;

export interface ColonneRapprochee extends Colonne {
  readonly champ: string | null;
  readonly confiance: number;
  readonly origine: Origine | null;
  /** L’en-tête dit que c’est le code INSEE d’une commune : cinq chiffres n’y sont pas un code postal. */
  readonly isCodeInsee: boolean;
  /** Champ à lire si la colonne principale est vide : le nom de la commune derrière son code, la question en double. */
  readonly secours: string | null;
  /** Rang du collectif dont parle la colonne, dans un tableau qui les met côte à côte ; null ailleurs. */
  readonly rang: number | null;
}

export interface Demande {
  readonly tableau: Tableau;
  /** Champs que cette feuille peut porter. */
  readonly champs: readonly Champ[];
  readonly fixes: ColonnesFixes;
  /** Indice de la dernière colonne que le portail écrit lui-même ; au-delà, ce sont les questions du formulaire. */
  readonly derniereFixe: number;
  readonly lexique: Lexique;
  readonly correspondances: Correspondances;
  /** Choix du profil gardé, par `cleColonne` ; l’agent l’emporte sur lui. */
  readonly profil: ReadonlyMap<string, ChoixDeProfil>;
  readonly avecBudget: boolean;
  /** Colonnes répétées d’un collectif à l’autre, par indice ; vide si le tableau n’en a pas. */
  readonly large: ReadonlyMap<number, ColonneLarge>;
}

/** Le portail lit le RIB joint et en donne les parties : « RIB – IBAN », « RIB – Titulaire ». */
const PARTIE_DU_RIB = /^.*\s-\s(iban|bic|titulaire)$/;

interface Choix {
  readonly champ: string | null;
  readonly confiance: number;
  readonly origine: Origine | null;
}

/** Assez pour juger du contenu d’une colonne, et borné sur un fichier de milliers de lignes. */
const VALEURS_JUGEES = 60;

/** Rapproche chaque colonne d’une feuille d’un champ : un champ prend au plus une question, la plus sûre d’abord. */
export function rapprocher(demande: Demande): readonly ColonneRapprochee[] {
  const { colonnes, feuille } = demande.tableau;
  const choix = new Map<number, Choix>();
  const pris = new Set<string>();
  function retenir(indice: number, retenu: Choix): void {
    choix.set(indice, retenu);
    if (retenu.champ !== null) pris.add(retenu.champ);
  }

  const choisis = new Map(Object.entries(demande.correspondances));
  for (const colonne of colonnes) {
    const champ = choisis.get(cleColonne(feuille, colonne.entete));
    if (champ === undefined || (champ !== null && !isChampConnu(champ))) continue;
    retenir(colonne.indice, { champ, confiance: 100, origine: 'agent' });
  }
  for (const colonne of colonnes) {
    const garde = demande.profil.get(cleColonne(feuille, colonne.entete));
    if (!garde || choix.has(colonne.indice) || (garde.champ !== null && !isChampConnu(garde.champ))) continue;
    // Le champ que l’agent vient de donner à une autre colonne n’est plus au profil.
    if (garde.champ !== null && pris.has(garde.champ)) continue;
    retenir(colonne.indice, { ...garde, origine: 'profil' });
  }
  rapprocherFixes(demande, choix, pris, retenir);
  if (demande.avecBudget) {
    for (const [indice, champ] of coderPostes(colonnes.filter((c) => !choix.has(c.indice)))) {
      retenir(indice, { champ, confiance: 98, origine: 'nom' });
    }
  }

  const triples = trouverCommunes(colonnes, demande.fixes.size > 0);
  const doublons = trouverDoublons(
    colonnes.filter((c) => !demande.large.has(c.indice)),
    choix,
  );
  attribuerLarge(demande, (indice, { champ, confiance, origine }) => {
    // Le même champ sert à chaque rang : il n’est pas pris pour les autres colonnes.
    if (!choix.has(indice)) choix.set(indice, { champ: champ.code, confiance, origine });
  });
  const anciennes = trouverAnciennes(colonnes);
  const libres = colonnes.filter(
    (c) =>
      !choix.has(c.indice) &&
      !triples.derivees.has(c.indice) &&
      !demande.large.has(c.indice) &&
      !anciennes.has(c.indice),
  );
  const questions = libres.filter((c) => !doublons.has(c.indice));
  attribuerParNom(demande, questions, triples, pris, retenir);
  attribuerParContenu(
    demande,
    questions.filter((c) => !choix.has(c.indice)),
    pris,
    retenir,
  );

  return colonnes.map((colonne) => ({
    ...composer(colonne, choix, triples, doublons),
    rang: demande.large.get(colonne.indice)?.rang ?? null,
  }));
}

function rapprocherFixes(
  demande: Demande,
  choix: ReadonlyMap<number, Choix>,
  pris: ReadonlySet<string>,
  retenir: (indice: number, choix: Choix) => void,
): void {
  const vues = new Set<string>();
  for (const colonne of demande.tableau.colonnes) {
    const champ = demande.fixes.get(colonne.cle);
    // Une question du formulaire peut porter le libellé d’une colonne du portail : seule la première est la sienne.
    if (champ === undefined || colonne.indice > demande.derniereFixe || vues.has(colonne.cle)) continue;
    vues.add(colonne.cle);
    if (choix.has(colonne.indice) || (champ !== null && pris.has(champ))) continue;
    retenir(colonne.indice, { champ, confiance: 100, origine: 'fixe' });
  }
}

function attribuerParNom(
  demande: Demande,
  colonnes: readonly Colonne[],
  triples: Triples,
  pris: ReadonlySet<string>,
  retenir: (indice: number, choix: Choix) => void,
): void {
  const lexique = restreindreLexique(demande.lexique, demande.champs);
  const paires = colonnes.flatMap((colonne) =>
    colonne.cle === '' ? [] : candidatsDe(colonne, lexique).map((candidat) => ({ colonne, candidat })),
  );
  const servies = new Set<number>();
  for (const { colonne, candidat } of paires.toSorted((a, b) => b.candidat.confiance - a.candidat.confiance)) {
    const { champ, confiance, origine } = candidat;
    if (pris.has(champ.code) || servies.has(colonne.indice)) continue;
    if (triples.codes.has(colonne.indice) && champ.type !== 'commune') continue;
    if (!isConfirme(candidat, valeursDe(demande.tableau, colonne.indice, VALEURS_JUGEES))) continue;
    servies.add(colonne.indice);
    // Le code INSEE dit la commune sans ambiguïté : c’est sa colonne qui porte le champ, le nom n’est qu’un secours.
    const indice = triples.codes.get(colonne.indice) ?? colonne.indice;
    retenir(indice, { champ: champ.code, confiance, origine });
  }
}

function candidatsDe(colonne: Colonne, lexique: Lexique): Candidat[] {
  if (colonne.groupe !== '' && !isAnnee(colonne.groupe)) {
    return chercherSousTitre(colonne.groupe, colonne.sousTitre, lexique);
  }
  return chercherCandidats((colonne.sousTitre || colonne.cle).replace(PARTIE_DU_RIB, '$1'), lexique);
}

/** « 2025-2026 | 2026-2027 » au-dessus des mêmes colonnes : seule la dernière année est celle de la campagne. */
function trouverAnciennes(colonnes: readonly Colonne[]): ReadonlySet<number> {
  const datees = colonnes.filter((c) => isAnnee(c.groupe));
  const anneeDe = (c: Colonne) => Number(/20\d\d/.exec(c.groupe)?.[0]);
  const derniere = Math.max(...datees.map(anneeDe));
  return new Set(datees.filter((c) => anneeDe(c) < derniere).map((c) => c.indice));
}

function attribuerParContenu(
  demande: Demande,
  colonnes: readonly Colonne[],
  pris: ReadonlySet<string>,
  retenir: (indice: number, choix: Choix) => void,
): void {
  const permis = new Set(demande.champs.map((c) => c.code));
  for (const colonne of colonnes) {
    const reconnu = reconnaitreContenu(valeursDe(demande.tableau, colonne.indice, VALEURS_JUGEES));
    if (!reconnu || !permis.has(reconnu.code) || pris.has(reconnu.code)) continue;
    retenir(colonne.indice, { champ: reconnu.code, confiance: reconnu.confiance, origine: 'contenu' });
  }
}

interface Triples {
  /** Colonne du nom de la commune → colonne de son code INSEE. */
  readonly codes: ReadonlyMap<number, number>;
  /** Colonnes tirées d’une autre : elles ne sont pas des questions. */
  readonly derivees: ReadonlySet<number>;
}

const CODE_INSEE = /^(.*\S)\s*\(code insee(?: ville)?\)$/;
const AUTRES_DERIVEES =
  /^(.*\S)\s*(?:\((?:departement|code|primaire|secondaire)\)|-\s*(?:code postal \(5 chiffres\)?|commune|departement|region))$/;

/**
 * Une commune arrive en trois colonnes (nom, code INSEE, département) : une seule question. Les autres suffixes ne
 * valent que pour le portail : ailleurs, « Structure – Commune » est une colonne comme une autre.
 */
function trouverCommunes(colonnes: readonly Colonne[], isPortail: boolean): Triples {
  const codes = new Map<number, number>();
  const derivees = new Set<number>();
  for (const [rang, colonne] of colonnes.entries()) {
    const base = CODE_INSEE.exec(colonne.cle)?.[1] ?? (isPortail ? AUTRES_DERIVEES.exec(colonne.cle)?.[1] : undefined);
    if (base === undefined) continue;
    // La plus proche avant elle : deux révisions du formulaire donnent deux fois les trois colonnes.
    const question = colonnes.slice(0, rang).findLast((c) => c.cle === base);
    if (!question) continue;
    derivees.add(colonne.indice);
    if (CODE_INSEE.test(colonne.cle)) codes.set(question.indice, colonne.indice);
  }
  return { codes, derivees };
}

/** Colonne en double → la première du même libellé (une question supprimée puis recréée en donne deux). */
function trouverDoublons(colonnes: readonly Colonne[], choix: ReadonlyMap<number, Choix>): ReadonlyMap<number, number> {
  const premieres = new Map<string, number>();
  const doublons = new Map<number, number>();
  for (const { cle, indice } of colonnes) {
    const origine = choix.get(indice)?.origine;
    if (cle === '' || origine === 'fixe' || origine === 'agent' || origine === 'profil') continue;
    const premiere = premieres.get(cle);
    if (premiere === undefined) premieres.set(cle, indice);
    else doublons.set(indice, premiere);
  }
  return doublons;
}

function composer(
  colonne: Colonne,
  choix: ReadonlyMap<number, Choix>,
  triples: Triples,
  doublons: ReadonlyMap<number, number>,
): Omit<ColonneRapprochee, 'rang'> {
  const { indice } = colonne;
  const propre = choix.get(indice);
  const premiere = doublons.get(indice);
  const isCodeInsee = /\binsee\b|\bcode (?:de la )?commune\b/.test(colonne.cle);
  if (propre) return { ...colonne, ...propre, isCodeInsee, secours: null };
  const codeInsee = triples.codes.get(indice);
  const codeDeLaPremiere = premiere === undefined ? undefined : triples.codes.get(premiere);
  const reprise = [codeInsee, premiere, codeDeLaPremiere]
    .map((cible) => (cible === undefined ? undefined : choix.get(cible)))
    .find((c) => c !== undefined && c.champ !== null);
  if (reprise?.champ && codeInsee === undefined) {
    return { ...colonne, ...reprise, isCodeInsee, secours: reprise.champ };
  }
  return { ...colonne, champ: null, confiance: 0, origine: null, isCodeInsee, secours: reprise?.champ ?? null };
}

function isChampConnu(code: string): boolean {
  return CHAMP_PAR_CODE.has(code) || lireCodeBudget(code) !== null;
}
