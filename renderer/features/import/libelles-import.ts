import type { Apercu, ColonneImport, DifferenceImport, FamilleImport } from '../../../shared/contract/imports.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import type { Ton } from '../../ui/Badge.tsx';
import type { NomSigne } from '../../ui/Signe.tsx';

export type NatureDifference = DifferenceImport['nature'];

export const LIBELLES_FAMILLE: Readonly<Record<FamilleImport, string>> = {
  ds_standard: 'Export de Démarches simplifiées',
  ds_modele: 'Export de Démarches simplifiées (modèle)',
  classeur: 'Classeur de réponse de la campagne',
  table: 'Tableau reconnu par ses en-têtes',
};

export const LIBELLES_ROLE: Readonly<Record<Apercu['feuilles'][number]['role'], string>> = {
  dossiers: 'Dossiers',
  etablissements: 'Établissements',
  avis: 'Avis',
  collectifs: 'Collectifs',
  ignoree: 'Non utilisée',
};

export const LIBELLES_ORIGINE: Readonly<Record<NonNullable<ColonneImport['origine']>, string>> = {
  fixe: 'portail',
  nom: 'nom',
  synonyme: 'synonyme',
  contenu: 'contenu',
  profil: 'profil',
  agent: 'vous',
};

export const ASPECTS_NATURE: Readonly<
  Record<NatureDifference, { readonly libelle: string; readonly ton: Ton; readonly signe: NomSigne }>
> = {
  nouveau: { libelle: 'Nouveau', ton: 'accent', signe: 'plus' },
  modifie: { libelle: 'Modifié', ton: 'neutre', signe: 'ecart' },
  disparu: { libelle: 'Disparu', ton: 'neutre', signe: 'moins' },
  doublon_probable: { libelle: 'Doublon probable', ton: 'att', signe: 'groupe' },
  structure: { libelle: 'Porteur ressemblant', ton: 'att', signe: 'groupe' },
  iban: { libelle: 'Autre IBAN', ton: 'att', signe: 'cadenas' },
};

/** Sous ce seuil, sur 100, le rapprochement d’une colonne est à vérifier. */
export const CONFIANCE_SURE = 80;

/** « 2 feuilles jointes, 178 lignes ». */
export function resumerFeuilles(feuilles: Apercu['feuilles']): string {
  const utiles = feuilles.filter(({ role }) => role !== 'ignoree');
  const lignes = utiles.reduce((somme, { lignes }) => somme + lignes, 0);
  return `${utiles.length > 1 ? `${pluriel(utiles.length, 'feuille')} jointes` : pluriel(utiles.length, 'feuille')}, ${pluriel(lignes, 'ligne')}`;
}

/** Le constat, puis ce qui s’ensuit : les phrases d’une anomalie, la première à part. */
export function couperMessage(message: string): { readonly constat: string; readonly suite: string } {
  const coupe = /[.?!] (?=[«\p{Lu}])/u.exec(message);
  if (coupe === null) return { constat: message, suite: '' };
  return {
    constat: message.slice(0, coupe.index + (message[coupe.index] === '.' ? 0 : 1)),
    suite: message.slice(coupe.index + 2),
  };
}
