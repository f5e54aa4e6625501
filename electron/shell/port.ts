import { ipcMain } from 'electron';
import { CANAL_PORT } from '../../shared/contract/bureau.ts';
import type { Context, JournalTechnique } from '../backend/context.ts';
import { estMemeOrigine } from '../securite.ts';
import { servirPort } from '../serve-port.ts';
import { ORIGINE } from './protocole.ts';

/** Donne le backend à la page qui remet un port, si elle est la nôtre et la page principale de sa fenêtre. */
export function recevoirPorts(contexte: () => Context, log: JournalTechnique): void {
  ipcMain.on(CANAL_PORT, (evenement) => {
    const cadre = evenement.senderFrame;
    const [port] = evenement.ports;
    if (port === undefined) return;
    if (cadre === null || cadre.parent !== null || !estMemeOrigine(cadre.url, ORIGINE)) {
      port.close();
      log.info(`Port refusé : ${cadre?.url ?? 'cadre disparu'}`);
      return;
    }
    servirPort(port, contexte());
  });
}
