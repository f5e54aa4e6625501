// Fabrique la prochaine migration à partir du schéma : drizzle-kit, puis STRICT, que drizzle-kit ne sait pas écrire.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { node, outil, racine } from './lib.mjs';

outil('drizzle-kit/bin.cjs', ['generate', ...process.argv.slice(2)]);
const folder = join(racine, 'db/migrations');
for (const name of readdirSync(folder).filter((f) => f.endsWith('.sql'))) {
  const path = join(folder, name);
  const before = readFileSync(path, 'utf8');
  const after = before.replaceAll(/^\);$/gm, ') STRICT;').replaceAll(/^\);(?=-->)/gm, ') STRICT;');
  if (after !== before) writeFileSync(path, after);
}
execFileSync(node(), [join(racine, 'scripts/schema-snapshot.ts')], { stdio: 'inherit' });
