import { fork } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import type { CreerEnfant } from './lancer.ts';

/** Tas de V8 dans l’enfant, en Mio : sous la limite de mémoire résidente, qui compte aussi le reste du processus. */
const TAS_MIO = 832;

/**
 * Les options de V8 d’un enfant. Une jeune génération de 8 Mio : celle d’office laisse 20 000 lignes de lot tenir 250 Mio de
 * déchets, pour le même temps de processeur (test/bench/lot.ts).
 */
export const OPTIONS_V8 = [`--max-old-space-size=${TAS_MIO}`, '--max-semi-space-size=8'];

export interface OptionsEnfantNode {
  /** Point d’entrée de l’enfant ; par défaut le travailleur de l’application. */
  readonly script?: string;
}

/** Enfants créés par `fork` : ligne de commande, hôte du navigateur, essais. */
export function creerEnfantNode(options: OptionsEnfantNode = {}): CreerEnfant {
  const script = options.script ?? scriptDuTravailleur();
  return () => {
    // NODE_OPTIONS et les options du parent (débogueur, essais) ne regardent pas l’enfant.
    const { NODE_OPTIONS: _, ...env } = process.env;
    const enfant = fork(script, [], {
      execPath: process.execPath,
      execArgv: OPTIONS_V8,
      serialization: 'advanced',
      // Rien sur la sortie du parent : « --json » n’y écrit qu’un document.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env,
    });
    const tuer = () => void enfant.kill('SIGKILL');
    // Un travail sans fin n’entend pas la coupure du canal : l’application qui se ferme l’emporte avec elle.
    process.once('exit', tuer);
    let surFin: ((code: number | null) => void) | undefined;
    enfant.once('exit', (code, signal) => {
      process.off('exit', tuer);
      surFin?.(signal === null ? code : 128 + constants.signals[signal]);
    });
    enfant.on('error', () => {
      // Démarrage impossible, ou envoi à un enfant déjà mort : dans ce dernier cas « exit » suit.
      if (enfant.pid === undefined) surFin?.(null);
    });
    return {
      get pid() {
        return enfant.pid;
      },
      envoyer: (message) => {
        // Le message est une valeur ordinaire ; « Serializable » ne sait pas dire cela d’unknown.
        enfant.send(message as object);
      },
      surMessage: (recevoir) => enfant.on('message', recevoir),
      surFin: (finir) => {
        surFin = finir;
      },
      tuer,
    };
  };
}

/** Depuis les sources, `electron/travailleur.ts` ; une fois construit, `travailleur.js` à côté du lot. */
function scriptDuTravailleur(): string {
  return import.meta.filename.endsWith('.ts')
    ? join(import.meta.dirname, '..', '..', 'travailleur.ts')
    : join(import.meta.dirname, 'travailleur.js');
}
