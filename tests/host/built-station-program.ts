import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';

/**
 * Run by `station-process.test.ts` in a process of its own: loads the built station under plain Node with a line to a shell that asks
 * whether it may end and then lets it, and prints what the station said, one JSON line each. Arguments: the bundle, the data folder.
 */
const [bundle = '', dataFolder = ''] = process.argv.slice(2);
const shell = new EventEmitter();
const tell = (data: object) => shell.emit('message', { data, ports: [] });
Reflect.set(process, 'parentPort', {
  on: (event: string, listener: (message: unknown) => void) => shell.on(event, listener),
  postMessage(message: { readonly kind: string }) {
    process.stdout.write(`${JSON.stringify(message)}\n`);
    if (message.kind === 'ready') {
      tell({ kind: 'may-quit', requestId: 1 });
    } else if (message.kind === 'quit-answer') {
      tell({ kind: 'stop' });
    }
  },
});
process.argv.splice(2, process.argv.length, '--data', dataFolder);
createRequire(import.meta.url)(bundle);
