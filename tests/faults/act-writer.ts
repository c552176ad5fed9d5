import { writeSync } from 'node:fs';
import { z } from 'zod';
import type { StationStore } from '#core/ports/station-store.ts';
import { openedStore } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { type Acknowledgement, nextAct, recordOperation, saveSheet } from './acts.ts';

// Performs acts on a store until it is killed, and acknowledges each as a station does: when the commit has returned. The other two
// ways are sabotage; the kill test must notice them.

const way = z.enum(['honest', 'acknowledge-before-commit', 'two-transactions']);

const [directory, wanted] = process.argv.slice(2);
if (directory === undefined) {
  throw new Error('name the folder');
}
const perform = performers()[way.parse(wanted)];
const store = openedStore(directory);
const standardOutput = 1;
writeSync(standardOutput, 'ready\n');
for (let act = nextAct(store); ; act += 1) {
  perform(store, act);
}

function performers(): Readonly<Record<z.infer<typeof way>, (store: StationStore, act: number) => void>> {
  return {
    honest: (on, act) =>
      acknowledge(
        on.transact((write) => ({ act, revision: saveSheet(write, act), auditSize: recordOperation(write, act) })),
      ),
    'acknowledge-before-commit': (on, act) =>
      on.transact((write) => {
        acknowledge({ act, revision: saveSheet(write, act), auditSize: recordOperation(write, act) });
      }),
    'two-transactions': (on, act) => {
      const revision = on.transact((write) => saveSheet(write, act));
      const auditSize = on.transact((write) => recordOperation(write, act));
      acknowledge({ act, revision, auditSize });
    },
  };
}

/** Past every buffer of ours before the next act begins. */
function acknowledge(what: Acknowledgement): void {
  writeSync(standardOutput, `ack ${JSON.stringify(what)}\n`);
}
