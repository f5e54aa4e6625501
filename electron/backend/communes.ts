import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export interface Commune {
  readonly nom: string;
  readonly epci: string | null;
  readonly population: number | null;
}

const Fichier = z.object({
  communes: z.array(z.tuple([z.string(), z.string(), z.string().nullable(), z.number().nullable()])),
  epci: z.record(z.string(), z.string()),
});

export interface Annuaire {
  readonly communes: ReadonlyMap<string, Commune>;
  readonly epci: ReadonlyMap<string, string>;
}

const lus = new Map<string, Annuaire>();

/** Les communes de France par code INSEE (liste officielle, voir resources/). Lu une fois. */
export function lireAnnuaire(ressources: string): Annuaire {
  const deja = lus.get(ressources);
  if (deja) return deja;
  const fichier = Fichier.parse(JSON.parse(readFileSync(join(ressources, 'communes.json'), 'utf8')));
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
