import type { Apercu, ColonneImport, DifferenceImport } from '../../../shared/contract/imports.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import type { Ton } from '../../ui/Badge.tsx';
import type { NomSigne } from '../../ui/Signe.tsx';

export type NatureDifference = DifferenceImport['nature'];

export const LIBELLES_FAMILLE: Readonly<Record<Apercu['famille'], string>> = {
  ds_standard: 'Export de Démarches simplifiées',
  ds_modele: 'Export de Démarches simplifiées (modèle)',
  table: 'Tableau, une ligne par dossier',
};

export const LIBELLES_ROLE: Readonly<Record<Apercu['feuilles'][number]['role'], string>> = {
  dossiers: 'Dossiers',
  etablissements: 'Établissements',
  avis: 'Avis',
  collectifs: 'Collectifs',
  ignoree: 'Non utilisée',
};

export const LIBELLES_ORIGINE: Readonly<Record<NonNullable<ColonneImport['origine']>, string>> = {
  fixe: 'colonne fixe',
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
};

/** Sous ce seuil, sur 100, le rapprochement d’une colonne est à vérifier. */
export const CONFIANCE_SURE = 80;

/** « 2 feuilles jointes, 60 dossiers, 118 collectifs ». */
export function resumerFeuilles(feuilles: Apercu['feuilles']): string {
  const utiles = feuilles.filter(({ role }) => role !== 'ignoree');
  const lignes = utiles.reduce((somme, { lignes }) => somme + lignes, 0);
  return `${utiles.length > 1 ? `${pluriel(utiles.length, 'feuille')} jointes` : pluriel(utiles.length, 'feuille')}, ${pluriel(lignes, 'ligne')}`;
}

/** Dossiers du fichier que l’import écrira ou reconnaîtra, et le total du fichier. */
export function compterDossiers(
  apercu: Apercu,
  refuses: ReadonlySet<string>,
): { readonly retenus: number; readonly total: number } {
  const { nouveaux, modifies, inchanges } = apercu.bilan.dossiers;
  const lus = nouveaux + modifies + inchanges;
  return { retenus: lus - refuses.size, total: lus + apercu.ecartes };
}
