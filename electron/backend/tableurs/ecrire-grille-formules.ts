import type { Axe, Charte, Niveau } from '../../../shared/domaine/charte.ts';
import { calculerNote, type NiveauxParCritere } from '../../../shared/domaine/note.ts';
import { manqueCommentaire } from '../../../shared/domaine/reste-a-faire.ts';
import { texte } from './ecrire-modele-controles.ts';

/**
 * La note s’écrit deux fois, en formule et ici : le résultat gardé sert aux lecteurs qui ne recalculent pas, et un essai
 * compare les deux sous LibreOffice. L’affichage arrondit la note exacte, jamais une note déjà arrondie.
 */
export const A_COTER = 'à coter';
export const NIVEAU_ATTENDU = '0, 1, 2, 3 ou SO attendu';
export const COMMENTAIRE_OBLIGATOIRE = 'commentaire obligatoire';
export const CONSTAT_ATTENDU = 'oui, non ou non renseigné attendu';
export const COMMENTAIRE_ATTENDU = 'commentaire attendu';
export const OK = 'ok';

/** Un niveau tel qu’on l’écrit dans une cellule. */
export function ecrireNiveau(niveau: Niveau | null): number | string | null {
  return niveau === 'sans_objet' ? 'SO' : niveau;
}

/** « ? » : ce qui est écrit n’est pas un niveau. */
export function formuleNiveauLu(ref: string): string {
  const net = `UPPER(TRIM(${ref}))`;
  const chiffre = `OR(${net}="0",${net}="1",${net}="2",${net}="3")`;
  const sansObjet = `OR(${net}="SO",${net}="S.O.",${net}="SANS OBJET")`;
  return `IF(LEN(TRIM(${ref}))=0,"",IF(${chiffre},VALUE(TRIM(${ref})),IF(${sansObjet},"SO","?")))`;
}

export function formuleAFaire(lu: string, commentaire: string): string {
  const manque = `AND(OR(${lu}=0,${lu}=3),LEN(TRIM(${commentaire}))=0)`;
  return `IF(${lu}="",${texte(A_COTER)},IF(${lu}="?",${texte(NIVEAU_ATTENDU)},IF(ISNUMBER(${lu}),IF(${manque},${texte(COMMENTAIRE_OBLIGATOIRE)},${texte(OK)}),${texte(OK)})))`;
}

export function evaluerAFaire(niveau: Niveau | null, commentaire: string): string {
  if (niveau === null) return A_COTER;
  return manqueCommentaire({ niveau, commentaire }) ? COMMENTAIRE_OBLIGATOIRE : OK;
}

/** Deux arrondis : le premier, au milliardième, efface l’erreur d’un nombre à virgule ; une demie tombe alors juste. */
export function formuleArrondi(exacte: string): string {
  return `ROUND(ROUND(${exacte},9),1)`;
}

/** Un texte vide là où il n’y a rien à moyenner. */
export type ValeurDeNote = number | '';

export interface NoteDeGrille {
  readonly axes: readonly {
    /** Le flottant que la formule calcule. */
    readonly exacte: ValeurDeNote;
    readonly affichee: ValeurDeNote;
    readonly cotes: number;
    readonly sousSeuil: boolean;
  }[];
  readonly affichee: ValeurDeNote;
  readonly manquants: number;
  /** Commentaires obligatoires à écrire. */
  readonly commentaires: number;
}

interface Cotation {
  readonly critere: string;
  readonly niveau: Niveau | null;
  readonly commentaire: string;
}

export function noterGrille(charte: Charte, cotations: readonly Cotation[]): NoteDeGrille {
  const niveaux: Record<string, Niveau> = {};
  for (const { critere, niveau } of cotations) if (niveau !== null) niveaux[critere] = niveau;
  const note = calculerNote(charte, [niveaux]);
  return {
    axes: charte.axes.map((axe, rang) => {
      const calcul = note.axes[rang];
      return {
        exacte: noteExacte(axe, niveaux),
        affichee: enNote(calcul?.dixiemes ?? null),
        cotes: calcul?.cotes ?? 0,
        sousSeuil: calcul?.sousSeuil ?? false,
      };
    }),
    affichee: enNote(note.dixiemes),
    manquants: note.manquants.length,
    commentaires: cotations.filter(manqueCommentaire).length,
  };
}

function noteExacte(axe: Axe, niveaux: NiveauxParCritere): ValeurDeNote {
  let points = 0;
  let poids = 0;
  for (const critere of axe.criteres) {
    const niveau = niveaux[critere.code];
    if (typeof niveau !== 'number') continue;
    points += critere.poids * niveau;
    poids += critere.poids;
  }
  return poids === 0 ? '' : (100 * points) / (3 * poids);
}

function enNote(dixiemes: number | null): ValeurDeNote {
  return dixiemes === null ? '' : dixiemes / 10;
}

/** « 2 critères à coter ; 1 commentaire à écrire », ou « Lecture complète ». */
export function formuleEtat(manquants: string, commentaires: string): string {
  const cotes = `IF(${manquants}=0,"",${manquants}&IF(${manquants}>1,${texte(' critères à coter')},${texte(' critère à coter')}))`;
  const lien = `IF(AND(${manquants}>0,${commentaires}>0),${texte(' ; ')},"")`;
  const ecrits = `IF(${commentaires}=0,"",${commentaires}&IF(${commentaires}>1,${texte(' commentaires à écrire')},${texte(' commentaire à écrire')}))`;
  return `IF(${manquants}+${commentaires}=0,${texte(COMPLETE)},${cotes}&${lien}&${ecrits})`;
}

const COMPLETE = 'Lecture complète';

export function evaluerEtat(manquants: number, commentaires: number): string {
  const cotes = manquants === 0 ? '' : `${manquants} ${manquants > 1 ? 'critères' : 'critère'} à coter`;
  const ecrits =
    commentaires === 0 ? '' : `${commentaires} ${commentaires > 1 ? 'commentaires' : 'commentaire'} à écrire`;
  return [cotes, ecrits].filter(Boolean).join(' ; ') || COMPLETE;
}
