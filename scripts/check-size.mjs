// Un fichier de plus de 400 lignes est refusé (architecture, style 10).
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx', '*.mjs'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((f) => f && !f.startsWith('db/migrations/'));
let bad = 0;
for (const f of files) {
  let n;
  try {
    n = readFileSync(f, 'utf8').split('\n').length - 1;
  } catch {
    continue; // supprimé mais encore suivi
  }
  if (n > 400) {
    bad++;
    console.log(`${f} : ${n} lignes (400 au plus)`);
  }
}
console.log(bad ? `${bad} fichier(s) trop longs` : `${files.length} fichiers, aucun de plus de 400 lignes`);
process.exit(bad ? 1 : 0);
