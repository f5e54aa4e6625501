import type { Champ, TypeChamp } from '../../../../shared/domaine/champs.ts';
import {
  verifierCourriel,
  verifierIban,
  verifierRna,
  verifierSiret,
  verifierTelephone,
} from '../../../../shared/domaine/identifiants.ts';
import { assertNever } from '../../../../shared/domaine/libelles.ts';
import type { Cellule } from '../../tableurs/classeur.ts';
import { indexerCommunes } from './communes.ts';
import type { Candidat } from './ressemblance.ts';
import { typer } from './typer.ts';
import { texteDe } from './valeurs.ts';

/** Champs qu’un contenu suffit à désigner, faute d’en-tête parlant. */
const RECONNAISSABLES: readonly { readonly code: string; readonly isForme: (texte: string) => boolean }[] = [
  { code: 'siret', isForme: (t) => verifierSiret(t).valide },
  { code: 'iban', isForme: (t) => verifierIban(t).valide },
  { code: 'rna', isForme: (t) => verifierRna(t).valide },
  { code: 'courriel', isForme: (t) => verifierCourriel(t).valide },
  { code: 'telephone', isForme: (t) => /^[\d\s.+()/-]+$/.test(t) && verifierTelephone(t).valide },
];
const CODES_LIBRES = new Set(['numero', 'codePostal', 'bic']);
const SANS_COMMUNES = indexerCommunes(new Map());

/** Champ que le contenu d’une colonne désigne, avec une confiance de 60 à 75 ; null s’il n’est pas assez uniforme. */
export function reconnaitreContenu(valeurs: readonly Cellule[]): { code: string; confiance: number } | null {
  if (valeurs.length === 0) return null;
  for (const { code, isForme } of RECONNAISSABLES) {
    const part = compter(valeurs, (v) => isForme(texteDe(v.contenu))) / valeurs.length;
    if (part >= 0.8) return { code, confiance: 60 + Math.round((part - 0.8) * 75) };
  }
  return null;
}

/**
 * Ce que contient la colonne s’accorde-t-il avec le champ ? Une colonne vide s’accorde avec tout.
 * Les identifiants ne sont pas jugés, les nombres à peine : leurs erreurs doivent être dites, non faire perdre la colonne.
 */
function isContenuCompatible(champ: Champ, valeurs: readonly Cellule[]): boolean {
  if (valeurs.length === 0) return true;
  const part = (isForme: (cellule: Cellule) => boolean) => compter(valeurs, isForme) / valeurs.length;
  switch (champ.type) {
    case 'oui_non':
    case 'date':
    case 'instant':
      // Une ou deux cellules fausses sont des erreurs à dire, pas une autre question.
      return valeurs.length < 3 || part((v) => typer(champ.type, v, SANS_COMMUNES).valide) >= 0.5;
    case 'texte_long':
    case 'liste':
      return part(isFerme) < 0.8;
    case 'piece':
      return part((v) => v.contenu.type === 'texte' && isNomDeFichier(v.contenu.valeur)) >= 0.5;
    case 'texte':
      // Un nom ou un libellé n’est fait ni de SIRET ni de courriels ; un numéro de dossier peut tout être.
      if (!CODES_LIBRES.has(champ.code) && reconnaitreContenu(valeurs) !== null) return false;
      return part((v) => isNomDeFichier(texteDe(v.contenu))) < 0.5 && part(isCase) < 0.8;
    case 'entier':
    case 'montant':
      return part((v) => isNomDeFichier(texteDe(v.contenu)) || isPhrase(v)) < 0.5;
    case 'siret':
    case 'rna':
    case 'iban':
    case 'courriel':
    case 'telephone':
    case 'commune':
      return true;
    default:
      return assertNever(champ.type);
  }
}

/** Pour une ressemblance incertaine, le type doit en plus se lire dans la moitié des cellules. */
function isContenuLisible(type: TypeChamp, valeurs: readonly Cellule[]): boolean {
  if (type === 'commune' || valeurs.length === 0) return true;
  return compter(valeurs, (v) => typer(type, v, SANS_COMMUNES).valide) / valeurs.length >= 0.5;
}

/** Moins l’en-tête est sûr, plus le contenu doit s’y accorder. */
export function isConfirme({ champ, confiance, origine }: Candidat, valeurs: readonly Cellule[]): boolean {
  if (origine === 'nom' && confiance >= 95) return true;
  if (!isContenuCompatible(champ, valeurs)) return false;
  return confiance > 80 || isContenuLisible(champ.type, valeurs);
}

function compter(valeurs: readonly Cellule[], isForme: (cellule: Cellule) => boolean): number {
  return valeurs.reduce((n, cellule) => n + (isForme(cellule) ? 1 : 0), 0);
}

/** Réponse fermée : oui, non, case ou nombre nu. */
function isFerme(cellule: Cellule): boolean {
  return cellule.contenu.type === 'nombre' || isCase(cellule);
}

function isCase(cellule: Cellule): boolean {
  return cellule.contenu.type === 'booleen' || /^(?:oui|non|on|off|true|false)$/i.test(texteDe(cellule.contenu).trim());
}

function isPhrase(cellule: Cellule): boolean {
  return cellule.contenu.type === 'texte' && cellule.contenu.valeur.trim().split(/\s+/).length > 6;
}

function isNomDeFichier(texte: string): boolean {
  return /\.(?:pdf|docx?|odt|xlsx?|ods|jpe?g|png|zip|csv|msg|eml|heic|tiff?)(?:\s*,|\s*$)/i.test(texte);
}
