import type { Correspondances, ProfilRepris } from '../dossier-lu.ts';
import { cleColonne } from '../dossier-lu.ts';
import { normaliserEntete } from './entetes.ts';
import { isUneFaute } from './fautes.ts';
import { jetonner, sOpposent } from './ressemblance.ts';
import type { Colonne } from './tableau.ts';

/** Une feuille du fichier où le profil peut s’appliquer. */
export interface FeuilleDeProfil {
  readonly feuille: string;
  readonly colonnes: readonly Colonne[];
  /** Colonnes que le portail écrit lui-même : ni nouvelles, ni à rapprocher par ressemblance. */
  readonly isFixe: (colonne: Colonne) => boolean;
}

export interface ChoixDeProfil {
  readonly champ: string | null;
  /** 100 à l’identique, moins si l’en-tête a changé. */
  readonly confiance: number;
}

export interface ProfilResolu {
  /** Par `cleColonne` du fichier. */
  readonly choix: ReadonlyMap<string, ChoixDeProfil>;
  readonly bilan: ProfilRepris;
}

interface Entree {
  readonly entete: string;
  readonly champ: string | null;
}

const STABLE_ID = /^\((\d+)\)/;
/** En dessous, deux libellés ne disent plus la même question. */
const RESSEMBLANCE = 0.78;
const CONFIANCE_PROCHE = 90;

/**
 * Applique un profil gardé : d’abord les en-têtes identiques, puis ceux qui n’ont changé que d’année, de ponctuation ou
 * de quelques mots. Une feuille renommée est retrouvée par son bloc ou par ses en-têtes.
 */
export function resoudreProfil(profil: Correspondances, feuilles: readonly FeuilleDeProfil[]): ProfilResolu {
  const gardees = grouper(profil);
  const choix = new Map<string, ChoixDeProfil>();
  const approches: ProfilRepris['approches'][number][] = [];
  const retrouvees = new Set<Entree>();
  const nouvelles: string[] = [];
  for (const feuille of feuilles) {
    const ancienne = trouverAncienne(feuille, gardees, feuilles);
    if (ancienne === null) continue;
    const entrees = gardees.get(ancienne) ?? [];
    const paires = apparier(entrees, feuille);
    for (const { colonne, entree, isExacte } of paires) {
      retrouvees.add(entree);
      choix.set(cleColonne(feuille.feuille, colonne.entete), {
        champ: entree.champ,
        confiance: isExacte ? 100 : CONFIANCE_PROCHE,
      });
      if (!isExacte) approches.push({ entete: colonne.entete, ancien: entree.entete });
    }
    const connues = new Set(paires.map((p) => p.colonne));
    const questions = feuille.colonnes.filter((c) => c.cle !== '' && !feuille.isFixe(c));
    // Un profil de quelques corrections ne dit rien des autres colonnes : elles existaient peut-être déjà.
    if (entrees.length * 2 >= questions.length)
      nouvelles.push(...questions.filter((c) => !connues.has(c)).map((c) => c.entete));
  }
  const perdues = [...gardees.values()].flat().filter((entree) => !retrouvees.has(entree));
  return {
    choix,
    bilan: {
      repris: choix.size,
      approches,
      perdues: [...new Set(perdues.map((entree) => entree.entete))],
      nouvelles,
    },
  };
}

function grouper(profil: Correspondances): Map<string, Entree[]> {
  const gardees = new Map<string, Entree[]>();
  for (const [cle, champ] of Object.entries(profil)) {
    const coupe = cle.indexOf(cleColonne('', ''));
    if (coupe < 0) continue;
    const feuille = cle.slice(0, coupe);
    const entrees = gardees.get(feuille) ?? [];
    entrees.push({ entete: cle.slice(coupe + 1), champ });
    gardees.set(feuille, entrees);
  }
  return gardees;
}

/** Le même nom, le même bloc de formulaire, ou la feuille gardée dont les en-têtes sont le plus repris ici. */
function trouverAncienne(
  { feuille, colonnes }: FeuilleDeProfil,
  gardees: ReadonlyMap<string, readonly Entree[]>,
  feuilles: readonly FeuilleDeProfil[],
): string | null {
  if (gardees.has(feuille)) return feuille;
  const bloc = STABLE_ID.exec(feuille.trim())?.[1];
  const memeBloc = [...gardees.keys()].find((nom) => bloc !== undefined && STABLE_ID.exec(nom.trim())?.[1] === bloc);
  if (memeBloc !== undefined) return memeBloc;
  const presentes = new Set(colonnes.map((c) => plier(c.entete)));
  let meilleure: { nom: string; part: number } | null = null;
  for (const [nom, entrees] of gardees) {
    const part = entrees.filter((e) => presentes.has(plier(e.entete))).length / entrees.length;
    // Une feuille gardée qui est encore là garde ses colonnes, sauf jumelle (un territoire de plus).
    const seuil = feuilles.some((f) => f.feuille === nom) ? 0.8 : 0.34;
    if (part >= seuil && part > (meilleure?.part ?? 0)) meilleure = { nom, part };
  }
  return meilleure?.nom ?? null;
}

interface Paire {
  readonly colonne: Colonne;
  readonly entree: Entree;
  readonly isExacte: boolean;
}

function apparier(entrees: readonly Entree[], { colonnes, isFixe }: FeuilleDeProfil): Paire[] {
  const paires: Paire[] = [];
  const prises = new Set<Colonne>();
  const restantes: Entree[] = [];
  const parEntete = new Map(colonnes.map((c) => [c.entete, c]));
  for (const entree of entrees) {
    const colonne = parEntete.get(entree.entete);
    if (!colonne) {
      restantes.push(entree);
      continue;
    }
    prises.add(colonne);
    paires.push({ colonne, entree, isExacte: true });
  }
  const libres = colonnes.filter((c) => c.cle !== '' && !prises.has(c) && !isFixe(c));
  const proches = restantes
    .flatMap((entree) => libres.map((colonne) => ({ entree, colonne, part: comparer(entree.entete, colonne.entete) })))
    .filter((p) => p.part >= RESSEMBLANCE)
    .toSorted((a, b) => b.part - a.part);
  const servies = new Set<Entree>();
  for (const { entree, colonne } of proches) {
    if (servies.has(entree) || prises.has(colonne)) continue;
    servies.add(entree);
    prises.add(colonne);
    paires.push({ colonne, entree, isExacte: false });
  }
  return paires;
}

/** 1 si seules l’année, la casse ou la ponctuation ont changé ; 0 si un nombre diffère (« collectif 1 », « collectif 2 »). */
function comparer(a: string, b: string): number {
  const [plieA, plieB] = [plier(a), plier(b)];
  if (plieA === plieB) return 1;
  if (nombresDe(plieA) !== nombresDe(plieB)) return 0;
  const [motsA, motsB] = [jetonner(plieA), jetonner(plieB)];
  if (motsA.length === 0 || motsB.length === 0 || sOpposent(motsA, motsB)) return 0;
  const communs = motsA.filter((mot) => motsB.some((autre) => mot === autre || isProche(mot, autre))).length;
  // Deux mots sur trois ne suffisent pas : « Nom du porteur » et « Adresse du porteur » sont deux questions.
  return (2 * communs) / (motsA.length + motsB.length);
}

function isProche(a: string, b: string): boolean {
  return a.length >= 5 && b.length >= 5 && isUneFaute(a, b);
}

function plier(entete: string): string {
  return normaliserEntete(entete)
    .replace(/\b20\d\d(?:\s*[-/]\s*(?:20)?\d\d)?\b/g, ' ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

function nombresDe(texte: string): string {
  return (texte.match(/\d+/g) ?? []).join(' ');
}
