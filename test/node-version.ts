/** better-sqlite3 tue le processus sans un mot sous Node 20 (outillage, §5) : on refuse avant. */
export default function verifierNode(): void {
  const [majeure = 0, mineure = 0] = process.versions.node.split('.').map(Number);
  if (majeure < 22 || (majeure === 22 && mineure < 18)) {
    throw new Error(`Node ${process.versions.node} : lancez « npm run unit », pas vitest à la main.`);
  }
}
