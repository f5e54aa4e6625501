/**
 * Écrit resources/communes.json à partir de @etalab/decoupage-administratif : les communes actuelles et les
 * arrondissements municipaux, sous une forme compacte. À relancer quand le paquet change de millésime.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const PAQUET = new URL('../node_modules/@etalab/decoupage-administratif/', import.meta.url);
const SORTIE = new URL('../resources/communes.json', import.meta.url);
const TYPES_RETENUS: ReadonlySet<string> = new Set(['commune-actuelle', 'arrondissement-municipal']);

const Communes = z.array(
  z.object({
    code: z.string(),
    nom: z.string(),
    type: z.string(),
    commune: z.string().optional(),
    population: z.number().int().optional(),
  }),
);
const Epci = z.array(z.object({ code: z.string(), nom: z.string(), membres: z.array(z.object({ code: z.string() })) }));
const Paquet = z.object({ version: z.string() });

const communes = Communes.parse(lireJson('data/communes.json')).filter(({ type }) => TYPES_RETENUS.has(type));
const epci = Epci.parse(lireJson('data/epci.json'));
const { version } = Paquet.parse(lireJson('package.json'));
const epciParCommune = new Map(epci.flatMap(({ code, membres }) => membres.map((membre) => [membre.code, code])));

// L’ordre des codes, et non celui du paquet, pour que deux millésimes se comparent ligne à ligne.
const lignes = communes
  .toSorted((a, b) => (a.code < b.code ? -1 : 1))
  .map(({ code, nom, commune, population }) =>
    // Un arrondissement de Paris, Lyon ou Marseille a l’EPCI de sa commune.
    JSON.stringify([code, nom, epciParCommune.get(commune ?? code) ?? null, population ?? null]),
  );
const nomsEpci = epci
  .toSorted((a, b) => (a.code < b.code ? -1 : 1))
  .map(({ code, nom }) => `${JSON.stringify(code)}:${JSON.stringify(nom)}`);
const source =
  `@etalab/decoupage-administratif ${version} (Code officiel géographique et populations légales, Insee ; ` +
  'EPCI à fiscalité propre, DGCL) — Licence Ouverte (Etalab)';

writeFileSync(
  SORTIE,
  `{"source":${JSON.stringify(source)},\n"communes":[\n${lignes.join(',\n')}\n],\n"epci":{\n${nomsEpci.join(',\n')}\n}}\n`,
);
console.log(`${lignes.length} communes et arrondissements, ${nomsEpci.length} EPCI`);

function lireJson(chemin: string): unknown {
  return JSON.parse(readFileSync(new URL(chemin, PAQUET), 'utf8'));
}
