import { setInterval } from 'node:timers';
import { openedStore } from './opened-store.ts';

// A process of its own that opens a store and keeps it until it is killed.

const [directory] = process.argv.slice(2);
if (directory === undefined) {
  throw new Error('name the folder');
}
openedStore(directory);
process.stdout.write('open\n');
setInterval(() => {}, 60_000);
