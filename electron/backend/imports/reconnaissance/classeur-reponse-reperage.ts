import {
  adresse,
  type Cellule,
  type Classeur,
  type Feuille,
  type Ligne,
  RefusDeLecture,
} from '../../tableurs/classeur.ts';
import {
  CLES_FICHE,
  type CleFiche,
  decoder,
  LIGNES_FIXES,
  lireRepere,
  ROLE_CACHE,
  type RoleFeuille,
  VERSION_MODELE,
} from '../../tableurs/ecrire-modele-format.ts';

import { celluleA, texteDe } from './valeurs.ts';

/** Le repère est en A3 ; des lignes et des colonnes ont pu être ajoutées avant lui. */
const LIGNES_FOUILLEES = 60;
const COLONNES_FOUILLEES = 10;

/** L’ordre où les feuilles se lisent, quel que soit le leur : le même contenu donne les mêmes réponses, dans le même ordre. */
const ROLES: readonly RoleFeuille[] = ['structure', 'projet', 'collectifs', 'budget', 'pieces'];

/** Une feuille de réponses, lue par ses codes : ni son nom, ni son ordre, ni ses libellés ne comptent. */
export interface FeuilleDeReponses {
  readonly role: RoleFeuille;
  readonly nom: string;
  /** Indice de la colonne des codes, 0 = A. */
  readonly colonneCodes: number;
  /** Colonnes de réponse par code, dans l’ordre de la feuille ; `obligatoire` ne vaut que pour les collectifs. */
  readonly colonnes: readonly { readonly indice: number; readonly code: string; readonly obligatoire: boolean }[];
  /** Lignes sous le repère, en-têtes, aides et totaux ôtés. `code` vide : ligne insérée par le porteur. */
  readonly lignes: readonly LigneCodee[];
}

export interface LigneCodee {
  readonly code: string;
  readonly obligatoire: boolean;
  readonly ligne: Ligne;
}

export interface ClasseurRepere {
  readonly fiche: Readonly<Partial<Record<CleFiche, string>>> | null;
  readonly feuilles: readonly FeuilleDeReponses[];
}

interface Repere {
  readonly feuille: Feuille;
  readonly ligne: Ligne;
  readonly colonne: number;
  readonly version: number;
  readonly role: string;
}

/** Vrai si une feuille au moins porte notre repère : aucun autre classeur ne l’a. */
export function isClasseurReponse(classeur: Classeur): boolean {
  return classeur.feuilles.some((feuille) => chercherRepere(feuille) !== null);
}

/**
 * Les feuilles de réponse et la fiche masquée d’un classeur reconnu.
 * @throws RefusDeLecture si sa version n’est pas celle que ce logiciel sait lire
 */
export function reperer(classeur: Classeur): ClasseurRepere {
  const reperes = classeur.feuilles.map(chercherRepere).filter((repere) => repere !== null);
  const inconnue = reperes.find(({ version }) => version !== VERSION_MODELE);
  if (inconnue) throw refuserVersion(inconnue.version);
  const cachee = reperes.find(({ role }) => role === ROLE_CACHE);
  return {
    fiche: cachee ? lireFiche(cachee) : null,
    feuilles: ROLES.flatMap((role) => reperes.filter((r) => r.role === role).map((r) => lireFeuille(r, role))),
  };
}

function refuserVersion(version: number): RefusDeLecture {
  return new RefusDeLecture(
    'classeur_version',
    version > VERSION_MODELE
      ? `Ce classeur de réponse a été préparé par une version plus récente de Clas (format ${version}) : mettez Clas à jour, puis réimportez-le.`
      : `Ce classeur de réponse a été préparé par une version ancienne de Clas (format ${version}), que celle-ci ne lit plus : envoyez au porteur un classeur préparé avec cette version.`,
  );
}

function chercherRepere(feuille: Feuille): Repere | null {
  for (const ligne of feuille.lignes) {
    if (ligne.numero > LIGNES_FOUILLEES) return null;
    for (const { colonne, contenu } of ligne.cellules) {
      if (colonne >= COLONNES_FOUILLEES) break;
      const trouve = contenu.type === 'texte' ? lireRepere(contenu.valeur) : null;
      if (trouve) return { feuille, ligne, colonne, ...trouve };
    }
  }
  return null;
}

function lireFiche({ feuille, colonne }: Repere): ClasseurRepere['fiche'] {
  const fiche: Partial<Record<CleFiche, string>> = {};
  for (const ligne of feuille.lignes) {
    const cle = CLES_FICHE.find((c) => c === texteA(ligne, colonne));
    const valeur = texteA(ligne, colonne + 1);
    if (cle !== undefined && valeur !== '') fiche[cle] ??= valeur;
  }
  return fiche;
}

function lireFeuille({ feuille, ligne: repere, colonne: colonneCodes }: Repere, role: RoleFeuille): FeuilleDeReponses {
  const fixes = new Set<string>(Object.values(LIGNES_FIXES));
  return {
    role,
    nom: feuille.nom,
    colonneCodes,
    colonnes: repere.cellules
      .filter(({ colonne }) => colonne > colonneCodes)
      .map(({ colonne, contenu }) => ({ indice: colonne, ...decoder(texteDe(contenu)) })),
    lignes: feuille.lignes
      .filter(({ numero }) => numero > repere.numero)
      .map((ligne) => ({ ...decoder(texteA(ligne, colonneCodes)), ligne }))
      .filter(({ code }) => !fixes.has(code)),
  };
}

/** La cellule de réponse d’une ligne dans la colonne de ce code, si elle est remplie. */
export function celluleDe(feuille: FeuilleDeReponses, ligne: Ligne, colonne: string): Cellule | null {
  const place = feuille.colonnes.find(({ code }) => code === colonne);
  return place ? celluleA(ligne, place.indice) : null;
}

/** « C6 », même si la cellule est vide. */
export function adresseDe(feuille: FeuilleDeReponses, ligne: Ligne, colonne: string): string | null {
  const place = feuille.colonnes.find(({ code }) => code === colonne);
  return place ? adresse(place.indice, ligne.numero) : null;
}

/** Le libellé écrit devant la réponse, tel que le porteur le voit ; « * » ôté. */
export function libelleEcrit(feuille: FeuilleDeReponses, ligne: Ligne): string {
  const premiere = Math.min(...feuille.colonnes.map(({ indice }) => indice));
  for (const { colonne, contenu } of ligne.cellules) {
    if (colonne > feuille.colonneCodes && colonne < premiere) {
      const texte = texteDe(contenu)
        .replace(/\s*\*\s*$/, '')
        .trim();
      if (texte !== '') return texte;
    }
  }
  return '';
}

function texteA(ligne: Ligne, colonne: number): string {
  const cellule = celluleA(ligne, colonne);
  return cellule ? texteDe(cellule.contenu).trim() : '';
}
