// Fabrique la prochaine migration à partir du schéma : drizzle-kit, puis STRICT, que drizzle-kit ne sait pas écrire.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installer, lancer, node, outil, racine } from './lib.mjs';

installer();
outil('drizzle-kit/bin.cjs', ['generate', ...process.argv.slice(2)]);
const dossier = join(racine, 'db/migrations');
for (const nom of readdirSync(dossier).filter((f) => f.endsWith('.sql'))) {
  const chemin = join(dossier, nom);
  const avant = readFileSync(chemin, 'utf8');
  const apres = avant.replaceAll(/\n\);/g, '\n) STRICT;');
  if (apres !== avant) writeFileSync(chemin, apres);
}
lancer(node(), [join(racine, 'scripts/schema-snapshot.ts')]);
