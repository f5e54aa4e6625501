import { CHAMP_PAR_CODE, lireCodeBudget, type TypeChamp } from '../../../../shared/domaine/champs.ts';
import type { Verification } from '../../../../shared/domaine/verification.ts';
import type { Cellule, Ligne } from '../../tableurs/classeur.ts';
import { adresse } from '../../tableurs/classeur.ts';
import type { LectureImport, ReponseLue } from '../dossier-lu.ts';
import { CLES } from './colonnes-fixes.ts';
import type { IndexCommunes } from './communes.ts';
import { type Lieu, signalerIllisible, signalerSansResultat } from './illisibles.ts';
import type { ColonneRapprochee } from './rapprocher.ts';
import type { Releve } from './releve.ts';
import { adresseDans, cellulesDe, texteDe } from './tableau.ts';
import { texteIdentifiant, typer, typerCodeInsee } from './typer.ts';

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

/** Une case « off » peut n’avoir jamais été vue ; un nombre à 0 peut n’avoir jamais été saisi (pièges de l’export standard). */
const ZERO_PLAUSIBLE = new Set(['participationFamilles', 'nombreSalaries', 'nombreBenevoles']);

/** Un milliard d’euros : au-delà la cellule n’est pas un montant (un SIRET, un IBAN), et les sommes restent exactes. */
const MONTANT_MAXIMAL_CENTIMES = 100_000_000_000;

/** Lit les cellules d’une ligne selon le rapprochement de ses colonnes, et dit ce qui n’a pas pu l’être. */
export function lireLigne(
  feuille: FeuilleRapprochee,
  ligne: Ligne,
  numeroDossier: string | null,
  contexte: Contexte,
): LigneLue {
  const cellules = cellulesDe(ligne);
  const valeurs = new Map<string, ValeurLue>();
  function lireColonne(colonne: ColonneRapprochee): void {
    const champ = colonne.secours ?? colonne.champ;
    const cellule = cellules.get(colonne.indice);
    if (champ === null || cellule === undefined) return;
    const connue = valeurs.get(champ);
    // Derrière un code INSEE lu, le nom de la commune n’a plus rien à dire.
    if (connue && connue.valeur !== '' && typeDuCode(champ) === 'commune') return;
    const place = { feuille: feuille.nom, colonne, ligne: ligne.numero, numeroDossier };
    const lue = lireCellule(champ, cellule, place, contexte);
    if (!connue || (connue.valeur === '' && lue.valeur !== '')) valeurs.set(champ, lue);
    else signalerDivergence(champ, connue, lue, numeroDossier, contexte);
  }
  for (const colonne of feuille.colonnes) if (colonne.secours === null) lireColonne(colonne);
  for (const colonne of feuille.colonnes) if (colonne.secours !== null) lireColonne(colonne);
  // Une cellule illisible ne prouve rien : sa réponse n’est rattachée à aucun champ, l’anomalie dit pourquoi.
  const lisibles = [...valeurs].filter(([, lue]) => lue.valeur !== '');
  const champs = new Map(lisibles.map(([champ, lue]) => [lue.colonne.indice, champ]));
  const reponses = feuille.colonnes.flatMap((colonne): ReponseLue[] => {
    const cellule = cellules.get(colonne.indice);
    if (!cellule) return [];
    const champ = champs.get(colonne.indice) ?? null;
    return [
      {
        champ,
        libelle: colonne.entete,
        valeur: champ === null ? texteDe(cellule.contenu).trim() : (valeurs.get(champ)?.valeur ?? ''),
        brut: cellule.brut,
        adresse: adresseDans(feuille.nom, colonne.indice, ligne.numero),
      },
    ];
  });
  const fixes = feuille.colonnes.flatMap((colonne): [string, string][] => {
    const cellule = colonne.origine === 'fixe' && colonne.champ === null ? cellules.get(colonne.indice) : undefined;
    return cellule ? [[colonne.cle, texteDe(cellule.contenu).trim()]] : [];
  });
  return { valeurs, reponses, fixes: new Map(fixes) };
}

/** Réponses d’une ligne jointe, sans les colonnes qui ne servent qu’à la joindre (numéro, « Champ », « Ligne »). */
export function reponsesJointes(ligne: LigneLue, feuille: FeuilleRapprochee): ReponseLue[] {
  const jointures = new Set(feuille.colonnes.filter((c) => isJointure(c)).map((c) => c.entete));
  return ligne.reponses.filter((r) => !jointures.has(r.libelle));
}

function isJointure({ champ, cle, origine }: ColonneRapprochee): boolean {
  return champ === 'numero' || (origine === 'fixe' && (cle === CLES.champ || cle === CLES.ligne));
}

/** Type de lecture d’un code du catalogue ou du budget. */
export function typeDuCode(code: string): TypeChamp {
  if (lireCodeBudget(code)) return 'montant';
  return CHAMP_PAR_CODE.get(code)?.type ?? 'texte';
}

interface Place {
  readonly feuille: string;
  readonly colonne: ColonneRapprochee;
  readonly ligne: number;
  readonly numeroDossier: string | null;
}

function lireCellule(champ: string, cellule: Cellule, place: Place, contexte: Contexte): ValeurLue {
  const type = typeDuCode(champ);
  const lieu: Lieu = {
    feuille: place.feuille,
    cellule: adresse(place.colonne.indice, place.ligne),
    colonne: place.colonne.indice,
    entete: place.colonne.entete,
    valeur: texteIdentifiant(cellule),
    numeroDossier: place.numeroDossier,
  };
  const commune: Omit<ValeurLue, 'valeur'> = {
    ecrit: lieu.valeur,
    feuille: lieu.feuille,
    cellule: lieu.cellule,
    colonne: place.colonne,
  };
  if (cellule.contenu.type === 'formule_sans_resultat') {
    signalerSansResultat(lieu, contexte.releve);
    return { ...commune, valeur: '' };
  }
  const lu =
    place.colonne.isCodeInsee && type === 'commune'
      ? typerCodeInsee(cellule, contexte.communes)
      : typer(type, cellule, contexte.communes);
  const refus = trouverRefus(cellule, type, lu);
  if (refus !== null || !lu.valide) {
    signalerIllisible(champ, type, refus ?? 'valeur illisible', lieu, contexte.releve);
    return { ...commune, valeur: '' };
  }
  if (lu.repare !== null) {
    const { repare } = lu;
    contexte.releve.compter({
      ...lieu,
      code: 'valeur_reparee',
      phrase: (n) =>
        n === 1
          ? `« ${lieu.entete} » : ${repare} ; à vérifier`
          : `« ${lieu.entete} » : ${n} valeurs remises en forme, par exemple ${repare} ; à vérifier`,
    });
  }
  if (contexte.famille === 'ds_standard')
    return { ...commune, valeur: ecarterVides(champ, type, lu.valeur, lieu, contexte) };
  return { ...commune, valeur: lu.valeur };
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

/** Piège de l’export standard : 0 et « off » y tiennent aussi lieu de blanc. */
function ecarterVides(champ: string, type: TypeChamp, valeur: string, lieu: Lieu, contexte: Contexte): string {
  const { releve } = contexte;
  if (type === 'oui_non' && lieu.valeur.toLowerCase() === 'off') {
    releve.compter({
      ...lieu,
      code: 'case_non_cochee',
      phrase: (n) =>
        `« ${lieu.entete} » : ${n} case${n > 1 ? 's' : ''} « off », non cochée ou non renseignée ? L’export ne les distingue pas : comptée${n > 1 ? 's' : ''} « non », à vérifier`,
    });
    return valeur;
  }
  if (valeur !== '0' || (type !== 'entier' && type !== 'montant') || lireCodeBudget(champ)) return valeur;
  const isPlausible = ZERO_PLAUSIBLE.has(champ);
  releve.compter({
    ...lieu,
    code: isPlausible ? 'zero_ambigu' : 'zero_pour_vide',
    phrase: (n) =>
      `« ${lieu.entete} » : ${n} cellule${n > 1 ? 's' : ''} à 0. L’export écrit 0 quand la question est restée vide : ${
        isPlausible ? 'le 0 est gardé' : 'prise comme non renseignée'
      }, à vérifier auprès du porteur`,
  });
  return isPlausible ? valeur : '';
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
