import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Commune {
  readonly nom: string;
  readonly epci: string | null;
  readonly population: number | null;
  /** Séparés par une espace ; vide si la source n’en donne pas. */
  readonly codesPostaux: string;
}

/** Une commune déléguée, associée ou fusionnée ; `nom` est vide quand seul son code est connu. */
export interface CommuneAncienne {
  readonly code: string;
  readonly nom: string;
  /** Code INSEE de la commune qui l’a remplacée. */
  readonly actuelle: string;
}

type LigneCommune = readonly [
  code: string,
  nom: string,
  epci: string | null,
  population: number | null,
  codesPostaux: string,
];

interface Fichier {
  readonly communes: readonly LigneCommune[];
  readonly epci: Readonly<Record<string, string>>;
  readonly anciennes: readonly (readonly [code: string, nom: string, actuelle: string])[];
}

export interface Annuaire {
  readonly communes: ReadonlyMap<string, Commune>;
  readonly epci: ReadonlyMap<string, string>;
  readonly anciennes: readonly CommuneAncienne[];
}

const lus = new Map<string, Annuaire>();

/** Les communes de France par code INSEE (liste officielle, voir resources/). Lu une fois. */
export function lireAnnuaire(ressources: string): Annuaire {
  const deja = lus.get(ressources);
  if (deja) return deja;
  // Notre ressource, contrôlée par un essai : la valider à chaque lancement coûterait 150 ms.
  const fichier = JSON.parse(readFileSync(join(ressources, 'communes.json'), 'utf8')) as Fichier;
  const annuaire: Annuaire = {
    communes: new Map(
      fichier.communes.map(([code, nom, epci, population, codesPostaux]) => [
        code,
        { nom, epci, population, codesPostaux },
      ]),
    ),
    epci: new Map(Object.entries(fichier.epci)),
    anciennes: fichier.anciennes.map(([code, nom, actuelle]) => ({ code, nom, actuelle })),
  };
  lus.set(ressources, annuaire);
  return annuaire;
}

export function nomCommune(annuaire: Annuaire, insee: string | null): string | null {
  return insee === null ? null : (annuaire.communes.get(insee)?.nom ?? null);
}

/** L’intercommunalité (EPCI à fiscalité propre) d’une commune, par son SIREN et son nom ; null hors de tout EPCI. */
export function epciDe(annuaire: Annuaire, insee: string | null): { code: string; nom: string } | null {
  const code = insee === null ? null : annuaire.communes.get(insee)?.epci;
  const nom = code ? annuaire.epci.get(code) : undefined;
  return code && nom !== undefined ? { code, nom } : null;
}

/** L’intercommunalité d’une commune : le territoire des tableaux. */
export function nomTerritoire(annuaire: Annuaire, insee: string | null): string | null {
  return epciDe(annuaire, insee)?.nom ?? null;
}

/** Début des codes INSEE du département de la Caf, d’après son code postal ; '' s’il n’en dit rien. */
export function departementDe(codePostal: string): string {
  if (!/^\d{5}$/.test(codePostal)) return '';
  if (codePostal.startsWith('97')) return codePostal.slice(0, 3);
  if (codePostal.startsWith('20')) return Number(codePostal.slice(2, 3)) < 2 ? '2A' : '2B';
  return codePostal.slice(0, 2);
}
