/**
 * Écrit resources/communes.json à partir de @etalab/decoupage-administratif, sous une forme compacte : communes
 * actuelles et arrondissements municipaux (nom, EPCI, population, codes postaux), communes déléguées, associées ou
 * fusionnées avec celle qui les a remplacées. À relancer quand le paquet change de millésime.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const PAQUET = new URL('../node_modules/@etalab/decoupage-administratif/', import.meta.url);
const SORTIE = new URL('../resources/communes.json', import.meta.url);
const TYPES_RETENUS: ReadonlySet<string> = new Set(['commune-actuelle', 'arrondissement-municipal']);

const TYPES_ANCIENS: ReadonlySet<string> = new Set(['commune-deleguee', 'commune-associee']);

const Communes = z.array(
  z.object({
    code: z.string(),
    nom: z.string(),
    type: z.string(),
    commune: z.string().optional(),
    population: z.number().int().optional(),
    codesPostaux: z.array(z.string()).optional(),
    anciensCodes: z.array(z.string()).optional(),
    chefLieu: z.string().optional(),
  }),
);
const Epci = z.array(z.object({ code: z.string(), nom: z.string(), membres: z.array(z.object({ code: z.string() })) }));
const Paquet = z.object({ version: z.string() });

const toutes = Communes.parse(lireJson('data/communes.json'));
const communes = toutes.filter(({ type }) => TYPES_RETENUS.has(type));
const epci = Epci.parse(lireJson('data/epci.json'));
const { version } = Paquet.parse(lireJson('package.json'));
const epciParCommune = new Map(epci.flatMap(({ code, membres }) => membres.map((membre) => [membre.code, code])));

// L’ordre des codes, et non celui du paquet, pour que deux millésimes se comparent ligne à ligne.
const lignes = communes
  .toSorted((a, b) => (a.code < b.code ? -1 : 1))
  .map(({ code, nom, commune, population, codesPostaux }) =>
    JSON.stringify([
      code,
      nom,
      // Un arrondissement de Paris, Lyon ou Marseille a l’EPCI de sa commune.
      epciParCommune.get(commune ?? code) ?? null,
      population ?? null,
      (codesPostaux ?? []).join(' '),
    ]),
  );
// Les communes d’autrefois : par leur nom (déléguées, associées), et par leur seul code quand la source n’en dit pas plus.
const nommees = toutes
  .filter(({ type }) => TYPES_ANCIENS.has(type))
  .flatMap(({ code, nom, chefLieu }) => (chefLieu ? [[code, nom, chefLieu] as const] : []));
const nommes = new Set(nommees.map(([code]) => code));
const actuels = new Set(communes.map(({ code }) => code));
const codesSeuls = communes.flatMap(({ code, anciensCodes }) =>
  (anciensCodes ?? []).filter((ancien) => !nommes.has(ancien)).map((ancien) => [ancien, '', code] as const),
);
const anciennes = [...nommees, ...codesSeuls]
  .filter(([, , actuelle]) => actuels.has(actuelle))
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map((ligne) => JSON.stringify(ligne));
const nomsEpci = epci
  .toSorted((a, b) => (a.code < b.code ? -1 : 1))
  .map(({ code, nom }) => `${JSON.stringify(code)}:${JSON.stringify(nom)}`);
const source =
  `@etalab/decoupage-administratif ${version} (Code officiel géographique et populations légales, Insee ; ` +
  'EPCI à fiscalité propre, DGCL) — Licence Ouverte (Etalab)';

writeFileSync(
  SORTIE,
  `{"source":${JSON.stringify(source)},\n"communes":[\n${lignes.join(',\n')}\n],\n"epci":{\n${nomsEpci.join(',\n')}\n},\n"anciennes":[\n${anciennes.join(',\n')}\n]}\n`,
);
console.log(
  `${lignes.length} communes et arrondissements, ${nomsEpci.length} EPCI, ${anciennes.length} communes d’autrefois`,
);

function lireJson(chemin: string): unknown {
  return JSON.parse(readFileSync(new URL(chemin, PAQUET), 'utf8'));
}
