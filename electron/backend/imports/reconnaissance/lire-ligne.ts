import { CHAMP_PAR_CODE, lireCodeBudget, type TypeChamp } from '../../../../shared/domaine/champs.ts';
import type { Verification } from '../../../../shared/domaine/verification.ts';
import { adresse, type Cellule, type Ligne } from '../../tableurs/classeur.ts';
import type { LectureImport, ReponseLue } from '../dossier-lu.ts';
import { CLES } from './colonnes-fixes.ts';
import type { IndexCommunes } from './communes.ts';
import { type Lieu, signalerIllisible, signalerSansResultat } from './illisibles.ts';
import type { ColonneRapprochee } from './rapprocher.ts';
import type { Releve } from './releve.ts';
import { signalerEcriture, signalerReparation } from './reparations.ts';
import { texteIdentifiant, typer, typerCodeInsee } from './typer.ts';
import { estVide, texteDe } from './valeurs.ts';
import { ecarterVides, isTenuPourVide, signalerTenuPourVide } from './vides.ts';

export interface Contexte {
  readonly famille: LectureImport['famille'];
  readonly communes: IndexCommunes;
  readonly releve: Releve;
}

export interface ValeurLue {
  /** Forme normalisée ; '' si la cellule est illisible ou ne vaut rien. */
  readonly valeur: string;
  /** Ce qui a été écrit, espaces retirées aux bords. */
  readonly ecrit: string;
  readonly feuille: string;
  /** « F12 ». */
  readonly cellule: string;
  readonly colonne: ColonneRapprochee;
}

export interface LigneLue {
  readonly valeurs: ReadonlyMap<string, ValeurLue>;
  readonly reponses: readonly ReponseLue[];
  /** Colonnes du portail sans champ chez nous (« Association titre », « Nom »…), par clé d’en-tête. */
  readonly fixes: ReadonlyMap<string, string>;
}

export interface FeuilleRapprochee {
  readonly nom: string;
  readonly colonnes: readonly ColonneRapprochee[];
  readonly lignes: readonly Ligne[];
}

/** Un milliard d’euros : au-delà la cellule n’est pas un montant (un SIRET, un IBAN), et les sommes restent exactes. */
const MONTANT_MAXIMAL_CENTIMES = 100_000_000_000;
const SANS_FIXES: ReadonlyMap<string, string> = new Map();

/** Ce qu’il faut savoir d’une colonne pour en lire les cellules, préparé une fois pour toutes ses lignes. */
interface Lecteur {
  readonly colonne: ColonneRapprochee;
  /** Champ lu, secours compris ; null si la colonne n’est que gardée. */
  readonly champ: string | null;
  readonly type: TypeChamp;
  readonly lettres: string;
  /** « Dossiers!F », que le numéro de ligne complète. */
  readonly prefixe: string;
  readonly isFixe: boolean;
  readonly isSecours: boolean;
}

/** Une réponse dont on ne sait pas encore à quel champ elle est rattachée. */
interface EnCours {
  champ: string | null;
  readonly libelle: string;
  valeur: string;
  readonly brut: string;
  readonly adresse: string;
}

/** Une feuille a des milliers de lignes et toujours les mêmes colonnes. */
const prepares = new WeakMap<FeuilleRapprochee, readonly (Lecteur | undefined)[]>();

/** Lit les cellules d’une ligne selon le rapprochement de ses colonnes, et dit ce qui n’a pas pu l’être. */
export function lireLigne(
  feuille: FeuilleRapprochee,
  ligne: Ligne,
  numeroDossier: string | null,
  contexte: Contexte,
): LigneLue {
  const lecteurs = preparer(feuille);
  const valeurs = new Map<string, ValeurLue>();
  const reponses: EnCours[] = [];
  const secours: { readonly lecteur: Lecteur; readonly cellule: Cellule; readonly reponse: EnCours }[] = [];
  const rangee = String(ligne.numero);
  const place: Place = { feuille: feuille.nom, ligne: rangee, numeroDossier, contexte };
  let fixes: Map<string, string> | null = null;
  for (const cellule of ligne.cellules) {
    const lecteur = lecteurs[cellule.colonne];
    if (lecteur === undefined || estVide(cellule)) continue;
    // Une cellule illisible ne prouve rien : sa réponse n’est rattachée à aucun champ, l’anomalie dit pourquoi.
    const reponse: EnCours = {
      champ: null,
      libelle: lecteur.colonne.entete,
      valeur: texteDe(cellule.contenu).trim(),
      brut: cellule.brut,
      adresse: lecteur.prefixe + rangee,
    };
    reponses.push(reponse);
    if (lecteur.champ !== null) {
      if (lecteur.isSecours) secours.push({ lecteur, cellule, reponse });
      else rattacher(lecteur, lecteur.champ, cellule, reponse, valeurs, place);
    } else if (lecteur.isFixe) {
      fixes ??= new Map();
      fixes.set(lecteur.colonne.cle, reponse.valeur);
    }
  }
  for (const { lecteur, cellule, reponse } of secours) {
    if (lecteur.champ !== null) rattacher(lecteur, lecteur.champ, cellule, reponse, valeurs, place);
  }
  return { valeurs, reponses, fixes: fixes ?? SANS_FIXES };
}

/** Lit une cellule et, si elle répond au champ, en fait la preuve ; la première réponse lisible l’emporte. */
function rattacher(
  lecteur: Lecteur,
  champ: string,
  cellule: Cellule,
  reponse: EnCours,
  valeurs: Map<string, ValeurLue>,
  place: Place,
): void {
  const connue = valeurs.get(champ);
  // Derrière un code INSEE lu, le nom de la commune n’a plus rien à dire.
  if (connue !== undefined && connue.valeur !== '' && lecteur.type === 'commune') return;
  const lue = lireCellule(lecteur, champ, cellule, place);
  if (connue !== undefined && (connue.valeur !== '' || lue.valeur === '')) {
    signalerDivergence(champ, connue, lue, place);
    return;
  }
  valeurs.set(champ, lue);
  if (lue.valeur === '') return;
  reponse.champ = champ;
  reponse.valeur = lue.valeur;
}

/** Réponses d’une ligne jointe, sans les colonnes qui ne servent qu’à la joindre (numéro, « Champ », « Ligne »). */
export function reponsesJointes(ligne: LigneLue, feuille: FeuilleRapprochee): ReponseLue[] {
  const jointures = new Set<string>();
  for (const colonne of feuille.colonnes) if (isJointure(colonne)) jointures.add(colonne.entete);
  return ligne.reponses.filter((r) => !jointures.has(r.libelle));
}

function preparer(feuille: FeuilleRapprochee): readonly (Lecteur | undefined)[] {
  const deja = prepares.get(feuille);
  if (deja) return deja;
  const lecteurs: (Lecteur | undefined)[] = [];
  for (const colonne of feuille.colonnes) {
    const champ = colonne.secours ?? colonne.champ;
    const lettres = adresse(colonne.indice, 0).slice(0, -1);
    lecteurs[colonne.indice] = {
      colonne,
      champ,
      type: champ === null ? 'texte' : typeDuCode(champ),
      lettres,
      prefixe: `${feuille.nom}!${lettres}`,
      isSecours: colonne.secours !== null,
      isFixe: colonne.origine === 'fixe' && colonne.champ === null,
    };
  }
  prepares.set(feuille, lecteurs);
  return lecteurs;
}

function isJointure({ champ, cle, origine }: ColonneRapprochee): boolean {
  return champ === 'numero' || (origine === 'fixe' && (cle === CLES.champ || cle === CLES.ligne));
}

/** Type de lecture d’un code du catalogue ou du budget. */
function typeDuCode(code: string): TypeChamp {
  if (lireCodeBudget(code)) return 'montant';
  return CHAMP_PAR_CODE.get(code)?.type ?? 'texte';
}

interface Place {
  readonly feuille: string;
  readonly ligne: string;
  readonly numeroDossier: string | null;
  readonly contexte: Contexte;
}

function lireCellule(lecteur: Lecteur, champ: string, cellule: Cellule, place: Place): ValeurLue {
  const { colonne, type } = lecteur;
  const { feuille, ligne, numeroDossier, contexte } = place;
  const { releve } = contexte;
  const { contenu } = cellule;
  const isTexte = contenu.type === 'texte';
  // Une réponse rédigée n’est pas repliée : elle ne sert ni de clé ni d’exemple, et c’est le plus gros du fichier.
  const ecrit = isTexte && type === 'texte_long' ? contenu.valeur : texteIdentifiant(cellule);
  const lue = (valeur: string): ValeurLue => ({
    valeur,
    ecrit,
    feuille,
    cellule: lecteur.lettres + ligne,
    colonne,
  });
  if (isTexte && type === 'texte') return lue(ecrit);
  const lieu: Lieu = {
    feuille,
    cellule: lecteur.lettres + ligne,
    colonne: colonne.indice,
    entete: colonne.entete,
    valeur: ecrit,
    numeroDossier,
  };
  if (contenu.type === 'formule_sans_resultat') {
    signalerSansResultat(lieu, releve);
    return lue('');
  }
  if (isTexte && isTenuPourVide(type, ecrit)) {
    signalerTenuPourVide(lieu, releve);
    return lue('');
  }
  const lu =
    colonne.isCodeInsee && type === 'commune'
      ? typerCodeInsee(cellule, contexte.communes)
      : typer(type, cellule, contexte.communes);
  const refus = trouverRefus(cellule, type, lu);
  if (refus !== null || !lu.valide) {
    signalerIllisible(champ, type, refus ?? 'valeur illisible', lieu, releve);
    return lue('');
  }
  if (lu.repare === null) signalerEcriture(type, cellule, lu.valeur, lieu, releve);
  // « W… (TITRE) » est l’écriture du portail, non une valeur abîmée.
  else if (type !== 'rna' || contexte.famille === 'table') {
    signalerReparation(type, lu.valeur, lu.repare, lieu, releve);
  }
  return lue(contexte.famille === 'ds_standard' ? ecarterVides(champ, type, lu.valeur, lieu, releve) : lu.valeur);
}

function trouverRefus(cellule: Cellule, type: TypeChamp, lu: Verification<string>): string | null {
  if (cellule.contenu.type === 'erreur') return `« ${cellule.contenu.valeur} », une erreur de calcul du tableur`;
  if (!lu.valide) return lu.raison;
  if (type !== 'montant') return null;
  if (lu.valeur.startsWith('-')) return `« ${texteIdentifiant(cellule)} », montant négatif`;
  return Number(lu.valeur) > MONTANT_MAXIMAL_CENTIMES
    ? `« ${texteIdentifiant(cellule)} », montant hors de proportion`
    : null;
}

function signalerDivergence(
  champ: string,
  retenue: ValeurLue,
  autre: ValeurLue,
  { numeroDossier, contexte }: Place,
): void {
  if (autre.valeur === '' || autre.valeur === retenue.valeur) return;
  contexte.releve.signaler({
    code: 'valeurs_differentes',
    feuille: autre.feuille,
    cellule: autre.cellule,
    valeur: autre.ecrit,
    message: `Deux colonnes répondent à « ${CHAMP_PAR_CODE.get(champ)?.libelle ?? autre.colonne.entete} » : « ${retenue.ecrit} » (${retenue.cellule}) est retenu, « ${autre.ecrit} » est laissé. Gardez la bonne colonne dans le rapprochement.`,
    numeroDossier,
  });
}
