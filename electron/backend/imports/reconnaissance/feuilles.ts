import type { Feuille, Ligne } from '../../tableurs/classeur.ts';
import type { FeuilleLue, LectureImport } from '../dossier-lu.ts';
import { lirePoste } from './budget.ts';
import { CLES, type ColonnesFixes, FIXES_MODELE } from './colonnes-fixes.ts';
import { completerEntete } from './entete-groupe.ts';
import { normaliserEntete, plierLibelle } from './entetes.ts';
import { lireRang } from './large.ts';
import { type Lexique, meilleureConfiance } from './ressemblance.ts';
import type { Entete } from './tableau.ts';
import { estVide, texteDe } from './valeurs.ts';

export interface FeuilleReconnue {
  readonly feuille: Feuille;
  readonly role: FeuilleLue['role'];
  readonly entete: Entete | null;
}

export interface Reconnaissance {
  readonly famille: LectureImport['famille'];
  readonly feuilles: readonly FeuilleReconnue[];
}

/** Une ligne de titre, un logo, un bandeau peuvent précéder l’en-tête ; au-delà, on ne le cherche plus. */
const LIGNES_EXPLOREES = 30;
const BLOC = /^\((\d+)\)\s*(.*)$/;

/** Dit de quelle famille est le classeur et ce que porte chaque feuille, par leurs en-têtes et non par leur ordre. */
export function reconnaitreFeuilles(feuilles: readonly Feuille[], lexique: Lexique): Reconnaissance {
  const standard = chercherDossiers(feuilles, isEnteteStandard);
  if (standard) return { famille: 'ds_standard', feuilles: distribuer(feuilles, standard) };
  const isPortail = feuilles.some((f) => /^(?:dossiers|etablissements)$/i.test(plierLibelle(f.nom)));
  const modele = chercherDossiers(feuilles, (cles) => isEnteteModele(cles, isPortail));
  if (modele) return { famille: 'ds_modele', feuilles: distribuer(feuilles, modele) };
  const vide = feuilles.find((f) => plierLibelle(f.nom) === 'Dossiers' && f.lignes.length === 0);
  // Un export sans dossier n’a pas même d’en-tête : seuls les noms de ses feuilles le disent.
  if (vide && feuilles.some((f) => plierLibelle(f.nom) === 'Etablissements')) {
    return { famille: 'ds_standard', feuilles: distribuer(feuilles, { feuille: vide, entete: null }) };
  }
  return { famille: 'table', feuilles: distribuerTable(feuilles, lexique) };
}

/** La ligne qui nomme les colonnes, sous d’éventuels titres ; null si la feuille n’en montre aucune. */
function trouverEntete(feuille: Feuille, lexique: Lexique): { entete: Entete; points: number } | null {
  let meilleure: { ligne: Ligne; points: number } | null = null;
  const explorees = feuille.lignes.slice(0, LIGNES_EXPLOREES);
  for (const ligne of explorees) {
    const points = ligne.cellules.reduce((somme, cellule) => {
      if (cellule.contenu.type !== 'texte') return somme - (estVide(cellule) ? 0 : 0.5);
      const libelle = plierLibelle(cellule.contenu.valeur);
      if (lirePoste(libelle)) return somme + 1;
      const cle = normaliserEntete(libelle);
      const confiance = meilleureConfiance(lireRang(cle)?.question || cle, lexique);
      return somme + (confiance >= 85 ? 1 : confiance > 0 ? 0.4 : 0);
    }, 0);
    if (points > (meilleure?.points ?? 0)) meilleure = { ligne, points };
  }
  // Un seul libellé connu dans une ligne de titre ne fait pas un tableau.
  if (!meilleure || meilleure.points < 1.5) return null;
  return { entete: completerEntete(explorees, meilleure.ligne, lexique), points: meilleure.points };
}

interface Trouvee {
  readonly feuille: Feuille;
  readonly entete: Ligne | null;
}

function chercherDossiers(
  feuilles: readonly Feuille[],
  isEntete: (cles: ReadonlySet<string>) => boolean,
): Trouvee | null {
  for (const feuille of feuilles) {
    const entete = feuille.lignes.slice(0, LIGNES_EXPLOREES).find((ligne) => isEntete(clesDe(ligne)));
    if (entete) return { feuille, entete };
  }
  return null;
}

function isEnteteStandard(cles: ReadonlySet<string>): boolean {
  return cles.has(CLES.id) && cles.has(CLES.email) && cles.has(CLES.etat);
}

/** « N° dossier » peut aussi titrer le tableau d’un agent : il faut un autre libellé du portail, ou ses feuilles. */
function isEnteteModele(cles: ReadonlySet<string>, isPortail: boolean): boolean {
  if (!cles.has(CLES.numeroDossier)) return false;
  return isPortail || compterFixes(cles, FIXES_MODELE) >= 2;
}

function compterFixes(cles: ReadonlySet<string>, fixes: ColonnesFixes): number {
  return [...cles].filter((cle) => fixes.has(cle) && !['nom', 'prenom', 'civilite'].includes(cle)).length;
}

function distribuer(feuilles: readonly Feuille[], dossiers: Trouvee): FeuilleReconnue[] {
  return feuilles.map((feuille) => {
    if (feuille === dossiers.feuille) return { feuille, role: 'dossiers', entete: simple(dossiers.entete) };
    const ligne = feuille.lignes.find((l) => clesDe(l).size > 0) ?? null;
    const cles = ligne ? clesDe(ligne) : new Set<string>();
    const entete = simple(ligne);
    const nom = plierLibelle(feuille.nom);
    if (nom === 'Etablissements' || (cles.has(CLES.champ) && cles.has(CLES.siretEtablissement))) {
      return { feuille, role: 'etablissements', entete };
    }
    if (nom === 'Avis') return { feuille, role: 'avis', entete };
    const isBloc = cles.has(CLES.dossierId) && (BLOC.test(nom) || cles.has(CLES.ligne));
    return { feuille, role: isBloc ? 'collectifs' : 'ignoree', entete };
  });
}

/**
 * Hors du portail : la feuille visible la mieux reconnue porte les dossiers, avec celles qui ont les mêmes colonnes
 * (un territoire par feuille) ; une autre peut détailler les collectifs.
 */
function distribuerTable(feuilles: readonly Feuille[], lexique: Lexique): FeuilleReconnue[] {
  const notees = feuilles.map((feuille) => ({
    feuille,
    trouve: feuille.masquee ? null : trouverEntete(feuille, lexique),
  }));
  const meilleure = notees.reduce<(typeof notees)[number] | null>(
    (retenue, notee) => ((notee.trouve?.points ?? 0) > (retenue?.trouve?.points ?? 0) ? notee : retenue),
    null,
  );
  // Rien de reconnu : la première feuille visible est montrée quand même, pour être rapprochée à la main.
  const principale = meilleure?.feuille ?? feuilles.find((f) => !f.masquee && f.lignes.length > 0);
  const modele = meilleure?.trouve ? clesDEntete(meilleure.trouve.entete) : new Set<string>();
  return notees.map(({ feuille, trouve }) => {
    const entete = trouve?.entete ?? null;
    if (feuille === principale) {
      return { feuille, role: 'dossiers', entete: entete ?? simple(premiereLigneDeTextes(feuille)) };
    }
    if (entete && isJumelle(clesDEntete(entete), modele)) return { feuille, role: 'dossiers', entete };
    return { feuille, role: entete ? 'collectifs' : 'ignoree', entete };
  });
}

/** Les mêmes en-têtes, à une ou deux colonnes près. */
function isJumelle(cles: ReadonlySet<string>, modele: ReadonlySet<string>): boolean {
  const communes = [...cles].filter((cle) => modele.has(cle)).length;
  return communes >= 2 && communes >= 0.75 * Math.max(cles.size, modele.size);
}

function clesDEntete({ ligne, groupes }: Entete): ReadonlySet<string> {
  return new Set([...clesDe(ligne), ...(groupes ? clesDe(groupes) : [])]);
}

function simple(ligne: Ligne | null): Entete | null {
  return ligne && { ligne, groupes: null };
}

function premiereLigneDeTextes(feuille: Feuille): Ligne | null {
  const isTitres = (ligne: Ligne) =>
    ligne.cellules.length > 1 &&
    ligne.cellules.every((c) => c.contenu.type === 'texte' && !/^\d/.test(c.contenu.valeur));
  return feuille.lignes.slice(0, LIGNES_EXPLOREES).find(isTitres) ?? feuille.lignes[0] ?? null;
}

function clesDe(ligne: Ligne): Set<string> {
  return new Set(ligne.cellules.map((c) => normaliserEntete(texteDe(c.contenu))).filter((cle) => cle !== ''));
}
