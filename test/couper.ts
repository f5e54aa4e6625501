import type { ChildProcess } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { setTimeout as attendre } from 'node:timers/promises';

/** Attend que la transaction d’un processus touche le disque : le journal d’écriture de la base grossit ; ou qu’il finisse. */
export async function premierOctetEcrit(base: string, enfant: ChildProcess): Promise<void> {
  const taille = () => (existsSync(`${base}-wal`) ? statSync(`${base}-wal`).size : 0);
  const depart = taille();
  while (enfant.exitCode === null && enfant.signalCode === null && taille() <= depart) await attendre(1);
}
