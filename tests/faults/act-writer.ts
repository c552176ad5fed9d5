import { writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import type { StationStore } from '#core/ports/station-store.ts';
import { openOperationJournal } from '#electron/adapters/operation-journal/open-operation-journal.ts';
import { createScopeSeal } from '#electron/adapters/secrets/scope-seal.ts';
import { createSecretSeal } from '#electron/adapters/secrets/secret-seal.ts';
import { createStationStore } from '#electron/adapters/sqlite/create-station-store.ts';
import { openedStore, storeOptions } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { answerInTime, nextAct, recordOperation, saveSheet } from './acts.ts';

// Performs acts on a store until it is killed or has performed as many as it was told to, and acknowledges each as a station does: when the commit has
// returned. The ways other than the honest one are sabotage; the tests must notice them.

const way = z.enum(['honest', 'acknowledge-before-commit', 'two-transactions', 'synchronous-normal']);

const [directory, wanted, most = 'Infinity'] = process.argv.slice(2);
if (directory === undefined) {
  throw new Error('name the folder');
}
const chosen = way.parse(wanted);
const perform = performers()[chosen];
const store = chosen === 'synchronous-normal' ? openedCarelessly(directory) : openedStore(directory);
const standardOutput = 1;
writeSync(standardOutput, 'ready\n');
const first = nextAct(store);
for (let act = first; act < first + Number(most); act += 1) {
  perform(store, act);
}

type Done = { readonly act: number; readonly revision: number; readonly auditSize: number };

function performers(): Readonly<Record<z.infer<typeof way>, (store: StationStore, act: number) => void>> {
  const honest = (on: StationStore, act: number): void => {
    const done = on.transact((write) => ({
      act,
      revision: saveSheet(write, act),
      auditSize: recordOperation(write, act),
    }));
    acknowledge(done, answerInTime(on, act));
  };
  return {
    honest,
    'synchronous-normal': honest,
    'acknowledge-before-commit': (on, act) =>
      on.transact((write) => {
        acknowledge({ act, revision: saveSheet(write, act), auditSize: recordOperation(write, act) }, 0);
      }),
    'two-transactions': (on, act) => {
      const revision = on.transact((write) => saveSheet(write, act));
      const auditSize = on.transact((write) => recordOperation(write, act));
      acknowledge({ act, revision, auditSize }, 0);
    },
  };
}

/** Past every buffer of ours before the next act begins. */
function acknowledge(done: Done, answered: number): void {
  writeSync(standardOutput, `ack ${JSON.stringify({ ...done, answered })}\n`);
}

/** As SQLite would have it in WAL mode, unless it is told otherwise. The real store refuses to run like this. */
function openedCarelessly(folder: string): StationStore {
  openedStore(folder).close();
  const open = () => {
    const db = new Database(join(folder, 'station.sqlite'));
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    return db;
  };
  return createStationStore({
    ...storeOptions(folder),
    db: open(),
    reopen: open,
    journal: openOperationJournal(join(folder, 'operations.journal')),
    seal: createSecretSeal({ directory: folder }),
    scopeSeal: createScopeSeal({ directory: folder }),
    release: () => {},
  }).store;
}
