// Donne à un processus Node le `process.parentPort` d’un processus utilitaire d’Electron.
import { EventEmitter } from 'node:events';

process.parentPort = Object.assign(new EventEmitter(), {
  postMessage: (message) => process.send(message),
  start() {},
});
process.on('message', (data) => process.parentPort.emit('message', { data, ports: [] }));
