import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Commune {
  readonly nom: string;
  readonly epci: string | null;
  readonly population: number | null;
}

interface Fichier {
  readonly communes: readonly (readonly [code: string, nom: string, epci: string | null, population: number | null])[];
  readonly epci: Readonly<Record<string, string>>;
}

export interface Annuaire {
  readonly communes: ReadonlyMap<string, Commune>;
  readonly epci: ReadonlyMap<string, string>;
}

const lus = new Map<string, Annuaire>();

/** Les communes de France par code INSEE (liste officielle, voir resources/). Lu une fois. */
export function lireAnnuaire(ressources: string): Annuaire {
  const deja = lus.get(ressources);
  if (deja) return deja;
  // Notre ressource, contrôlée par un essai : la valider à chaque lancement coûterait 150 ms.
  const fichier = JSON.parse(readFileSync(join(ressources, 'communes.json'), 'utf8')) as Fichier;
  const annuaire: Annuaire = {
    communes: new Map(fichier.communes.map(([code, nom, epci, population]) => [code, { nom, epci, population }])),
    epci: new Map(Object.entries(fichier.epci)),
  };
  lus.set(ressources, annuaire);
  return annuaire;
}

export function nomCommune(annuaire: Annuaire, insee: string | null): string | null {
  return insee === null ? null : (annuaire.communes.get(insee)?.nom ?? null);
}

/** L’intercommunalité d’une commune : le territoire des tableaux. */
export function nomTerritoire(annuaire: Annuaire, insee: string | null): string | null {
  const epci = insee === null ? null : annuaire.communes.get(insee)?.epci;
  return epci ? (annuaire.epci.get(epci) ?? null) : null;
}
