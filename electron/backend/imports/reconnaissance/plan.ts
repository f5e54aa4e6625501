import { CHAMPS, type Champ } from '../../../../shared/domaine/champs.ts';
import { normaliserTexte } from '../../../../shared/domaine/textes.ts';
import {
  type Correspondances,
  cleColonne,
  type FeuilleLue,
  type LectureImport,
  type ProfilRepris,
} from '../dossier-lu.ts';
import {
  CLES,
  type ColonnesFixes,
  FIXES_COLLECTIFS,
  FIXES_ETABLISSEMENTS,
  FIXES_FORMULAIRE,
  FIXES_FORMULAIRE_SANS_COMPTE,
  FIXES_MODELE,
  FIXES_STANDARD,
  isFormulaire,
} from './colonnes-fixes.ts';
import type { FeuilleReconnue, Reconnaissance } from './feuilles.ts';
import { type ColonneLarge, detecterLarge } from './large.ts';
import type { FeuilleRapprochee } from './lire-ligne.ts';
import { type ChoixDeProfil, type FeuilleDeProfil, resoudreProfil } from './profil.ts';
import { type ColonneRapprochee, rapprocher } from './rapprocher.ts';
import { chercherCandidats, type Lexique } from './ressemblance.ts';
import { type Colonne, faireTableau, type Tableau } from './tableau.ts';
import { celluleA, texteDe } from './valeurs.ts';

export interface FeuillePlanifiee extends FeuilleRapprochee {
  readonly role: FeuilleLue['role'];
  readonly tableau: Tableau;
}

/** Une feuille de dossiers ; `base` en laisse de côté les colonnes propres à un collectif, rangées dans `rangs`. */
export interface FeuilleDossiers extends FeuillePlanifiee {
  readonly base: FeuilleRapprochee;
  readonly entetes: ReadonlySet<string>;
  readonly rangs: readonly { readonly rang: number; readonly feuille: FeuilleRapprochee }[];
}

export interface Plan {
  readonly famille: LectureImport['famille'];
  /** Toutes les feuilles, dans l’ordre du classeur ; celles qui ne servent pas n’ont pas de colonnes. */
  readonly feuilles: readonly FeuillePlanifiee[];
  /** Feuilles qui portent les dossiers : une seule, ou une par territoire. */
  readonly dossiers: readonly FeuilleDossiers[];
  readonly etablissements: FeuillePlanifiee | null;
  readonly collectifs: readonly FeuillePlanifiee[];
  /** Vrai : chaque ligne de la feuille des dossiers décrit aussi un collectif. */
  readonly collectifsEnLigne: boolean;
  /** Vrai : les collectifs d’un dossier sont côte à côte sur sa ligne. */
  readonly collectifsEnLarge: boolean;
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
const CHAMPS_DE_JOINTURE = new Set(['numero', 'siret', 'raisonSociale']);
const SANS_LARGE: ReadonlyMap<number, ColonneLarge> = new Map();
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
  const aLInsee = etablissements !== undefined && trouverDemandeurs(etablissements.tableau).length > 0;
  const champsDossier = CHAMPS_DOSSIER.filter((c) => !aLInsee || !CHAMPS_DE_L_INSEE.has(c.code));
  const portent = tableaux.filter((t) => t.role === 'dossiers').map((t) => t.tableau);
  const planDesDossiers = planifierDossiers(portent, famille, champsDossier, retenus.size === 0, choix);

  const feuilles = tableaux.map(({ tableau, role, feuille }): FeuillePlanifiee => {
    const base = { nom: feuille.nom, tableau, lignes: tableau.lignes };
    const deDossiers = planDesDossiers.feuilles.get(tableau);
    if (deDossiers) return { ...base, role, colonnes: deDossiers };
    if (role === 'etablissements') {
      return { ...base, role, colonnes: rapprocherFeuille(tableau, [], FIXES_ETABLISSEMENTS, choix) };
    }
    const candidat = candidats.find((c) => c.tableau === tableau);
    if (!candidat) return { ...base, role, colonnes: [] };
    return { ...base, role: retenus.has(tableau) ? 'collectifs' : 'ignoree', colonnes: candidat.colonnes };
  });
  const dossiers = feuilles.filter((f) => f.role === 'dossiers').map(separer);
  return {
    famille,
    feuilles: feuilles.map((f) => dossiers.find((d) => d.tableau === f.tableau) ?? f),
    dossiers,
    etablissements: feuilles.find((f) => f.role === 'etablissements') ?? null,
    collectifs: feuilles.filter((f) => f.role === 'collectifs'),
    collectifsEnLigne: planDesDossiers.enLigne,
    collectifsEnLarge: dossiers.some((d) => d.rangs.length > 0),
    profil: resolu?.bilan ?? null,
  };
}

/** Les colonnes des feuilles de dossiers, selon que les collectifs sont ailleurs, côte à côte, ou un par ligne. */
function planifierDossiers(
  portent: readonly Tableau[],
  famille: Plan['famille'],
  champsDossier: readonly Champ[],
  isSeule: boolean,
  choix: Choix,
): { feuilles: ReadonlyMap<Tableau, readonly ColonneRapprochee[]>; enLigne: boolean } {
  const [premiere] = portent;
  const partage = premiere ? partagerChoix(choix, premiere, portent) : choix;
  const larges = new Map(
    portent.map((t) => [
      t,
      isSeule ? detecterLarge(t.colonnes, CHAMPS_COLLECTIF, choix.lexique, famille === 'table') : SANS_LARGE,
    ]),
  );
  const lire = (champs: readonly Champ[], avecLarge: boolean) =>
    new Map(
      portent.map((t) => [
        t,
        rapprocherDossiers(t, famille, champs, partage, (avecLarge ? larges.get(t) : null) ?? SANS_LARGE),
      ]),
    );
  if ([...larges.values()].some((large) => large.size > 0)) {
    const cote = lire(champsDossier, true);
    if ([...cote.values()].flat().some((c) => c.rang !== null && c.champ !== null)) {
      return { feuilles: cote, enLigne: false };
    }
  }
  if (isSeule) {
    const enLigne = lire([...champsDossier, ...CHAMPS_COLLECTIF], false);
    if (decritUnCollectif([...enLigne.values()].flat(), famille)) return { feuilles: enLigne, enLigne: true };
  }
  return { feuilles: lire(champsDossier, false), enLigne: false };
}

/** Ce que l’agent choisit pour une feuille vaut pour ses jumelles, sauf choix contraire. */
function partagerChoix(choix: Choix, premiere: Tableau, portent: readonly Tableau[]): Choix {
  if (portent.length < 2) return choix;
  const copies: [string, string | null][] = [];
  for (const { entete } of premiere.colonnes) {
    const champ = choix.correspondances[cleColonne(premiere.feuille, entete)];
    if (champ === undefined) continue;
    for (const { feuille } of portent) copies.push([cleColonne(feuille, entete), champ]);
  }
  return { ...choix, correspondances: { ...Object.fromEntries(copies), ...choix.correspondances } };
}

/** Sépare les colonnes propres à un collectif, rang par rang. */
function separer(feuille: FeuillePlanifiee): FeuilleDossiers {
  const { nom, lignes, colonnes } = feuille;
  const parRang = Map.groupBy(
    colonnes.filter((c) => c.rang !== null),
    (c) => c.rang ?? 0,
  );
  const rangs = [...parRang]
    .toSorted(([a], [b]) => a - b)
    .map(([rang, siennes]) => ({ rang, feuille: { nom, lignes, colonnes: siennes } }));
  const entetes = new Set(colonnes.map((c) => c.entete));
  return { ...feuille, rangs, entetes, base: { nom, lignes, colonnes: colonnes.filter((c) => c.rang === null) } };
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
  tableau: Tableau,
  famille: Plan['famille'],
  champs: readonly Champ[],
  choix: Choix,
  large: ReadonlyMap<number, ColonneLarge>,
): readonly ColonneRapprochee[] {
  if (famille === 'ds_modele') return rapprocherFeuille(tableau, champs, FIXES_MODELE, choix, large);
  if (famille === 'table') {
    return rapprocherFeuille(tableau, champs, fixesDeTable(tableau, choix.lexique), choix, large);
  }
  const instructeurs = tableau.colonnes.findIndex((c) => c.cle === CLES.instructeurs);
  const suivante = tableau.colonnes[instructeurs + 1];
  const derniere = suivante?.cle === CLES.groupeInstructeur ? suivante : tableau.colonnes[instructeurs];
  return rapprocherFeuille(tableau, champs, FIXES_STANDARD, choix, large, derniere?.indice);
}

function fixesDeTable({ colonnes }: Tableau, lexique: Lexique): ColonnesFixes {
  if (!isFormulaire(new Set(colonnes.map((c) => c.cle)))) return SANS_FIXES;
  const demande = colonnes.some(({ cle }) => {
    const [meilleur] = FIXES_FORMULAIRE_SANS_COMPTE.has(cle) ? [] : chercherCandidats(cle, lexique);
    return meilleur?.champ.code === 'courriel' && meilleur.confiance >= 70;
  });
  return demande ? FIXES_FORMULAIRE_SANS_COMPTE : FIXES_FORMULAIRE;
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
  large: ReadonlyMap<number, ColonneLarge> = SANS_LARGE,
  derniereFixe = Number.POSITIVE_INFINITY,
): readonly ColonneRapprochee[] {
  const avecBudget = champs.some((c) => c.objet === 'dossier' && c.section === 'budget');
  return rapprocher({ tableau, champs, fixes, derniereFixe, avecBudget, large, ...choix });
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
