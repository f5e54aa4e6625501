import { CHAMPS, type Champ } from '../../../../shared/domaine/champs.ts';
import { normaliserTexte } from '../../../../shared/domaine/textes.ts';
import type { Correspondances, FeuilleLue, LectureImport, ProfilRepris } from '../dossier-lu.ts';
import {
  CLES,
  type ColonnesFixes,
  FIXES_COLLECTIFS,
  FIXES_ETABLISSEMENTS,
  FIXES_MODELE,
  FIXES_STANDARD,
} from './colonnes-fixes.ts';
import type { FeuilleReconnue, Reconnaissance } from './feuilles.ts';
import type { FeuilleRapprochee } from './lire-ligne.ts';
import { type ChoixDeProfil, type FeuilleDeProfil, resoudreProfil } from './profil.ts';
import { type ColonneRapprochee, rapprocher } from './rapprocher.ts';
import type { Lexique } from './ressemblance.ts';
import { type Colonne, celluleA, faireTableau, type Tableau, texteDe } from './tableau.ts';

export interface FeuillePlanifiee extends FeuilleRapprochee {
  readonly role: FeuilleLue['role'];
  readonly tableau: Tableau;
}

export interface Plan {
  readonly famille: LectureImport['famille'];
  /** Toutes les feuilles, dans l’ordre du classeur ; celles qui ne servent pas n’ont pas de colonnes. */
  readonly feuilles: readonly FeuillePlanifiee[];
  readonly dossiers: FeuillePlanifiee | null;
  readonly etablissements: FeuillePlanifiee | null;
  readonly collectifs: readonly FeuillePlanifiee[];
  /** Vrai : chaque ligne de la feuille des dossiers décrit aussi un collectif. */
  readonly collectifsEnLigne: boolean;
  /** Ce que le profil a donné ; null sans profil. */
  readonly profil: ProfilRepris | null;
}

export interface ChoixDuPlan {
  readonly lexique: Lexique;
  readonly correspondances: Correspondances;
  /** Profil gardé ; null si aucun n’est demandé. */
  readonly profil: Correspondances | null;
}

interface Choix {
  readonly lexique: Lexique;
  readonly correspondances: Correspondances;
  readonly profil: ReadonlyMap<string, ChoixDeProfil>;
}

const CHAMPS_COLLECTIF = CHAMPS.filter((c) => c.objet === 'collectif');
const CHAMPS_DOSSIER = CHAMPS.filter((c) => c.objet !== 'collectif');
/** Ce que la feuille `Etablissements` dit du demandeur : une question du formulaire ne peut pas le contredire. */
const CHAMPS_DE_L_INSEE = new Set(['siret', 'adresse', 'codePostal', 'communeSiege']);
const CHAMPS_DE_JOINTURE = new Set(['numero', 'siret']);
const SANS_FIXES: ColonnesFixes = new Map();
const NOM_DE_COLLECTIFS = /collectif|groupe/;

/** Rapproche les colonnes de chaque feuille utile et choisit celles qui décrivent les collectifs. */
export function planifier(reconnaissance: Reconnaissance, demande: ChoixDuPlan): Plan {
  const { famille } = reconnaissance;
  const tableaux = reconnaissance.feuilles.map((f) => ({ ...f, tableau: faireTableau(f.feuille, f.entete) }));
  const resolu =
    demande.profil === null
      ? null
      : resoudreProfil(
          demande.profil,
          tableaux.flatMap((t) => profiler(t, famille)),
        );
  const choix: Choix = { ...demande, profil: resolu?.choix ?? new Map<string, ChoixDeProfil>() };
  const etablissements = tableaux.find((t) => t.role === 'etablissements');
  const candidats = tableaux
    .filter((t) => t.role === 'collectifs')
    .map(({ tableau }) => ({ tableau, colonnes: rapprocherCollectifs(tableau, famille, choix) }));
  const retenus = choisirCollectifs(candidats, famille);
  const dossiers = tableaux.find((t) => t.role === 'dossiers');
  const enLigne =
    dossiers && retenus.size === 0
      ? rapprocherDossiers(dossiers, famille, [...CHAMPS_DOSSIER, ...CHAMPS_COLLECTIF], choix)
      : [];
  const collectifsEnLigne = decritUnCollectif(enLigne, famille);
  const aLInsee = etablissements !== undefined && trouverDemandeurs(etablissements.tableau).length > 0;
  const champsDossier = CHAMPS_DOSSIER.filter((c) => !aLInsee || !CHAMPS_DE_L_INSEE.has(c.code));

  const feuilles = tableaux.map(({ tableau, role, feuille, entete }): FeuillePlanifiee => {
    const base = { nom: feuille.nom, tableau, lignes: tableau.lignes };
    if (role === 'dossiers') {
      const colonnes = collectifsEnLigne
        ? enLigne
        : rapprocherDossiers({ tableau, role, feuille, entete }, famille, champsDossier, choix);
      return { ...base, role, colonnes };
    }
    if (role === 'etablissements') {
      return { ...base, role, colonnes: rapprocherFeuille(tableau, [], FIXES_ETABLISSEMENTS, choix) };
    }
    const candidat = candidats.find((c) => c.tableau === tableau);
    if (!candidat) return { ...base, role, colonnes: [] };
    return { ...base, role: retenus.has(tableau) ? 'collectifs' : 'ignoree', colonnes: candidat.colonnes };
  });
  return {
    famille,
    feuilles,
    dossiers: feuilles.find((f) => f.role === 'dossiers') ?? null,
    etablissements: feuilles.find((f) => f.role === 'etablissements') ?? null,
    collectifs: feuilles.filter((f) => f.role === 'collectifs'),
    collectifsEnLigne,
    profil: resolu?.bilan ?? null,
  };
}

/** Le profil parle des feuilles de dossiers et de collectifs ; les autres n’ont que des colonnes du portail. */
function profiler(
  { role, tableau }: FeuilleReconnue & { readonly tableau: Tableau },
  famille: Plan['famille'],
): FeuilleDeProfil[] {
  if (role !== 'dossiers' && role !== 'collectifs') return [];
  const fixes = role === 'collectifs' ? FIXES_COLLECTIFS : famille === 'ds_modele' ? FIXES_MODELE : FIXES_STANDARD;
  const isFixe = (colonne: Colonne) => famille !== 'table' && fixes.has(colonne.cle);
  return [{ feuille: tableau.feuille, colonnes: tableau.colonnes, isFixe }];
}

/** Lignes du demandeur : `Champ` = « Dossier ». Les autres SIRET du dossier ne sont pas le sien. */
export function trouverDemandeurs(tableau: Tableau): Tableau['lignes'] {
  const champ = tableau.colonnes.find((c) => c.cle === CLES.champ);
  if (!champ) return [];
  return tableau.lignes.filter((ligne) => {
    const cellule = celluleA(ligne, champ.indice);
    return cellule !== null && normaliserTexte(texteDe(cellule.contenu)) === 'dossier';
  });
}

function rapprocherDossiers(
  { tableau }: FeuilleReconnue & { readonly tableau: Tableau },
  famille: Plan['famille'],
  champs: readonly Champ[],
  choix: Choix,
): readonly ColonneRapprochee[] {
  if (famille === 'ds_modele') return rapprocherFeuille(tableau, champs, FIXES_MODELE, choix);
  if (famille === 'table') return rapprocherFeuille(tableau, champs, SANS_FIXES, choix);
  const instructeurs = tableau.colonnes.findIndex((c) => c.cle === CLES.instructeurs);
  const suivante = tableau.colonnes[instructeurs + 1];
  const derniere = suivante?.cle === CLES.groupeInstructeur ? suivante : tableau.colonnes[instructeurs];
  return rapprocherFeuille(tableau, champs, FIXES_STANDARD, choix, derniere?.indice);
}

function rapprocherCollectifs(tableau: Tableau, famille: Plan['famille'], choix: Choix): readonly ColonneRapprochee[] {
  if (famille !== 'table') return rapprocherFeuille(tableau, CHAMPS_COLLECTIF, FIXES_COLLECTIFS, choix);
  const jointure = CHAMPS_DOSSIER.filter((c) => CHAMPS_DE_JOINTURE.has(c.code));
  return rapprocherFeuille(tableau, [...jointure, ...CHAMPS_COLLECTIF], SANS_FIXES, choix);
}

function rapprocherFeuille(
  tableau: Tableau,
  champs: readonly Champ[],
  fixes: ColonnesFixes,
  choix: Choix,
  derniereFixe = Number.POSITIVE_INFINITY,
): readonly ColonneRapprochee[] {
  const avecBudget = champs.some((c) => c.objet === 'dossier' && c.section === 'budget');
  return rapprocher({ tableau, champs, fixes, derniereFixe, avecBudget, ...choix });
}

interface Candidat {
  readonly tableau: Tableau;
  readonly colonnes: readonly ColonneRapprochee[];
}

/** Le bloc répétable qui ressemble le plus à des collectifs, et ceux qui lui ressemblent presque autant (bloc recréé). */
function choisirCollectifs(candidats: readonly Candidat[], famille: Plan['famille']): ReadonlySet<Tableau> {
  const notes = candidats.flatMap(({ tableau, colonnes }) => {
    const reconnues = colonnes.filter((c) => c.champ?.startsWith('collectif.'));
    const isNomme = NOM_DE_COLLECTIFS.test(normaliserTexte(tableau.feuille));
    const hasEffectif = reconnues.some((c) => c.champ === 'collectif.effectif');
    const isChoisi = reconnues.some((c) => c.origine === 'agent' || c.origine === 'profil');
    const isJoint = famille !== 'table' || colonnes.some((c) => c.champ !== null && CHAMPS_DE_JOINTURE.has(c.champ));
    if (!isJoint || !(hasEffectif || isChoisi || (isNomme && reconnues.length > 1))) return [];
    const note = reconnues.reduce((somme, c) => somme + c.confiance, 0) + (isNomme ? 100 : 0);
    return [{ tableau, note, isSur: hasEffectif || isChoisi }];
  });
  const meilleure = Math.max(0, ...notes.map((n) => n.note));
  const retenus = notes.filter((n) => n.note === meilleure || (n.isSur && n.note >= 0.6 * meilleure));
  return new Set(retenus.map((n) => n.tableau));
}

/** Sans feuille de collectifs, une colonne d’effectif bien reconnue fait de chaque ligne un collectif. */
function decritUnCollectif(colonnes: readonly ColonneRapprochee[], famille: Plan['famille']): boolean {
  const seuil = famille === 'table' ? 50 : 85;
  return colonnes.some((c) => c.champ === 'collectif.effectif' && c.confiance >= seuil);
}
