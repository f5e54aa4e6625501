import { join } from 'node:path';
import { utilityProcess } from 'electron';
import { OPTIONS_V8 } from '../backend/travaux/enfant-node.ts';
import type { CreerEnfant } from '../backend/travaux/lancer.ts';

/** Ce que rend Node quand V8 n’a plus de mémoire : 128 + SIGABRT. */
const CODE_MEMOIRE_EPUISEE = 134;

/** Construit, `travailleur.js` est à côté de `main.js` ; depuis les sources (essais), `electron/travailleur.ts`. */
function scriptDuTravailleur(): string {
  return import.meta.filename.endsWith('.ts')
    ? join(import.meta.dirname, '..', 'travailleur.ts')
    : join(import.meta.dirname, 'travailleur.js');
}

/** Arrêt sans appel : un travail qui tourne en rond n’écoute pas SIGTERM. */
function tuer(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Déjà mort : sa fin est annoncée par « exit ».
  }
}

/** Enfants d’Electron : `fork` de Node ne marche pas dans le bureau installé (fusible `runAsNode` coupé). */
export function creerEnfantUtility(script = scriptDuTravailleur()): CreerEnfant {
  return () => {
    const { NODE_OPTIONS: _, ...env } = process.env;
    const enfant = utilityProcess.fork(script, [], {
      serviceName: 'Clas, travail à part',
      execArgv: OPTIONS_V8,
      stdio: 'ignore',
      env,
    });
    let aTuer = false;
    let memoireEpuisee = false;
    enfant.once('spawn', () => {
      if (aTuer && enfant.pid !== undefined) tuer(enfant.pid);
    });
    enfant.on('error', (_type, lieu) => {
      memoireEpuisee ||= /memory|heap/i.test(lieu);
    });
    return {
      get pid() {
        return enfant.pid;
      },
      envoyer: (message) => enfant.postMessage(message),
      surMessage: (recevoir) => enfant.on('message', recevoir),
      surFin: (finir) => enfant.once('exit', (code) => finir(memoireEpuisee ? CODE_MEMOIRE_EPUISEE : code)),
      tuer: () => {
        aTuer = true; // demandé avant le démarrage : ce sera fait dès que le processus existe
        enfant.kill();
        if (enfant.pid !== undefined) tuer(enfant.pid);
      },
    };
  };
}
