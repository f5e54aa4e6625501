import { readFileSync } from 'node:fs';
import type { AnomalieLue, DossierLu, LectureImport } from '../../../../electron/backend/imports/dossier-lu.ts';
import { lireSynonymes } from '../../../../electron/backend/imports/reconnaissance/synonymes.ts';
import { type OptionsReconnaissance, reconnaitre } from '../../../../electron/backend/imports/reconnaitre.ts';
import type { Cellule, Classeur, Feuille, Valeur } from '../../../../electron/backend/tableurs/classeur.ts';

/** Contenu d’une cellule d’essai : texte, nombre, booléen, ou une valeur dite ; '' laisse la cellule absente. */
export type Contenu = string | number | boolean | Valeur;

const RESSOURCES = new URL('../../../../resources/', import.meta.url);

export const SYNONYMES = lireSynonymes(JSON.parse(readFileSync(new URL('synonymes.json', RESSOURCES), 'utf8')));

export const COMMUNES = new Map([
  ['01004', { nom: 'Ambérieu-en-Bugey' }],
  ['45146', { nom: 'La Ferté-Saint-Aubin' }],
  ['45155', { nom: 'Gien' }],
  ['45208', { nom: 'Montargis' }],
  ['45234', { nom: 'Orléans' }],
  ['45285', { nom: 'Saint-Jean-de-la-Ruelle' }],
  ['45302', { nom: 'Saint-Denis-en-Val' }],
  ['62765', { nom: 'Saint-Omer' }],
  ['60590', { nom: 'Saint-Omer' }],
]);

/** `lignes[0]` est la ligne 1 du tableur. */
export function feuille(nom: string, lignes: readonly (readonly Contenu[])[]): Feuille {
  return {
    nom,
    masquee: false,
    lignes: lignes
      .map((contenus, rang) => ({
        numero: rang + 1,
        cellules: contenus.flatMap((contenu, colonne): Cellule[] =>
          contenu === '' ? [] : [cellule(colonne, contenu)],
        ),
      }))
      .filter((ligne) => ligne.cellules.length > 0),
  };
}

/** Feuille `Dossiers` standard ; chaque ligne donne son numéro, puis ses réponses à partir de la colonne D. */
export function dossiers(entetes: readonly string[], ...lignes: readonly (readonly Contenu[])[]): Feuille {
  return feuille('Dossiers', [
    ['ID', 'Email', 'État du dossier', ...entetes],
    ...lignes.map(([numero = '', ...reste]) => [numero, 'a@b.fr', 'En instruction', ...reste]),
  ]);
}

export function classeur(...feuilles: Feuille[]): Classeur {
  return { format: 'xlsx', feuilles, avertissements: [] };
}

export function lire(donnees: Classeur, options: Partial<OptionsReconnaissance> = {}): LectureImport {
  return reconnaitre(donnees, { fichier: 'essai.xlsx', synonymes: SYNONYMES, communes: COMMUNES, ...options });
}

export function date(valeur: string): Valeur {
  return { type: 'date', valeur };
}

/** Le seul dossier de ce numéro ; l’essai échoue s’il manque. */
export function dossierDe(lecture: LectureImport, numero: string): DossierLu {
  const trouve = lecture.dossiers.find((d) => d.numero === numero);
  if (!trouve) throw new Error(`Dossier ${numero} absent : ${lecture.dossiers.map((d) => d.numero).join(', ')}`);
  return trouve;
}

export function anomaliesDe(lecture: LectureImport, code: string): AnomalieLue[] {
  return lecture.anomalies.filter((a) => a.code === code);
}

/** Où une anomalie se trouve et sur quel dossier : ce que les essais comparent. */
export function lieux(lecture: LectureImport, code: string): string[] {
  return anomaliesDe(lecture, code).map((a) => `${a.feuille}!${a.cellule} ${a.numeroDossier}`);
}

function cellule(colonne: number, contenu: Contenu): Cellule {
  if (typeof contenu === 'string') return { colonne, contenu: { type: 'texte', valeur: contenu }, brut: contenu };
  if (typeof contenu === 'number')
    return { colonne, contenu: { type: 'nombre', valeur: contenu }, brut: String(contenu) };
  if (typeof contenu === 'boolean') {
    return { colonne, contenu: { type: 'booleen', valeur: contenu }, brut: contenu ? '1' : '0' };
  }
  return { colonne, contenu, brut: 'valeur' in contenu ? String(contenu.valeur) : '' };
}
