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
  readonly isFixe: boolean;
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
  const pleines: Cellule[] = [];
  const secours: Cellule[] = [];
  let fixes: Map<string, string> | null = null;

  function lireColonne(lecteur: Lecteur, cellule: Cellule): void {
    const { champ, colonne } = lecteur;
    if (champ === null) return;
    const connue = valeurs.get(champ);
    // Derrière un code INSEE lu, le nom de la commune n’a plus rien à dire.
    if (connue && connue.valeur !== '' && lecteur.type === 'commune') return;
    const lue = lireCellule(
      lecteur,
      champ,
      cellule,
      { feuille: feuille.nom, ligne: ligne.numero, numeroDossier },
      contexte,
    );
    if (!connue || (connue.valeur === '' && lue.valeur !== '')) valeurs.set(champ, lue);
    else if (colonne !== connue.colonne) signalerDivergence(champ, connue, lue, numeroDossier, contexte);
  }

  for (const cellule of ligne.cellules) {
    const lecteur = lecteurs[cellule.colonne];
    if (!lecteur || estVide(cellule)) continue;
    pleines.push(cellule);
    if (lecteur.colonne.secours !== null) secours.push(cellule);
    else lireColonne(lecteur, cellule);
    if (!lecteur.isFixe) continue;
    fixes ??= new Map();
    fixes.set(lecteur.colonne.cle, texteDe(cellule.contenu).trim());
  }
  for (const cellule of secours) {
    const lecteur = lecteurs[cellule.colonne];
    if (lecteur) lireColonne(lecteur, cellule);
  }
  const reponses = pleines.map((cellule): ReponseLue => {
    const lecteur = lecteurs[cellule.colonne];
    const lue = lecteur?.champ ? valeurs.get(lecteur.champ) : undefined;
    // Une cellule illisible ne prouve rien : sa réponse n’est rattachée à aucun champ, l’anomalie dit pourquoi.
    const retenue = lue !== undefined && lue.valeur !== '' && lue.colonne === lecteur?.colonne ? lue : null;
    return {
      champ: retenue ? (lecteur?.champ ?? null) : null,
      libelle: lecteur?.colonne.entete ?? '',
      valeur: retenue ? retenue.valeur : texteDe(cellule.contenu).trim(),
      brut: cellule.brut,
      adresse: `${feuille.nom}!${lecteur?.lettres ?? ''}${ligne.numero}`,
    };
  });
  return { valeurs, reponses, fixes: fixes ?? SANS_FIXES };
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
    lecteurs[colonne.indice] = {
      colonne,
      champ,
      type: champ === null ? 'texte' : typeDuCode(champ),
      lettres: adresse(colonne.indice, 0).slice(0, -1),
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
  readonly ligne: number;
  readonly numeroDossier: string | null;
}

function lireCellule(lecteur: Lecteur, champ: string, cellule: Cellule, place: Place, contexte: Contexte): ValeurLue {
  const { colonne, type } = lecteur;
  const { releve } = contexte;
  const texte = texteIdentifiant(cellule);
  const lieu: Lieu = {
    feuille: place.feuille,
    cellule: `${lecteur.lettres}${place.ligne}`,
    colonne: colonne.indice,
    entete: colonne.entete,
    valeur: texte,
    numeroDossier: place.numeroDossier,
  };
  const lue = (valeur: string): ValeurLue => ({
    valeur,
    ecrit: texte,
    feuille: lieu.feuille,
    cellule: lieu.cellule,
    colonne,
  });
  if (type === 'texte' && cellule.contenu.type === 'texte') return lue(texte);
  if (cellule.contenu.type === 'formule_sans_resultat') {
    signalerSansResultat(lieu, releve);
    return lue('');
  }
  if (isTenuPourVide(type, texte)) {
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
  numeroDossier: string | null,
  contexte: Contexte,
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
