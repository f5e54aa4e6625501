import { execFileSync } from 'node:child_process';

/** better-sqlite3 tue le processus sans un mot sous Node 20 (outillage, §5) : on refuse avant. */
function verifierNode(): void {
  const [majeure = 0, mineure = 0] = process.versions.node.split('.').map(Number);
  if (majeure < 22 || (majeure === 22 && mineure < 18)) {
    throw new Error(`Node ${process.versions.node} : lancez « npm run unit », pas vitest à la main.`);
  }
}

/** Avant tout essai : le bon Node, et la ligne de commande construite d’après les sources d’aujourd’hui. */
export default function preparer(): void {
  verifierNode();
  const programme = "import { construireCommande } from './scripts/lib.mjs'; construireCommande();";
  execFileSync(process.execPath, ['--input-type=module', '-e', programme], { stdio: ['ignore', 2, 2] });
}
