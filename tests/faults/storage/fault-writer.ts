import { copyFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { StorageRefusal } from '#core/ports/storage-refusal.ts';
import { openOperationJournal } from '#electron/adapters/operation-journal/open-operation-journal.ts';
import { createScopeSeal } from '#electron/adapters/secrets/scope-seal.ts';
import { createSecretSeal } from '#electron/adapters/secrets/secret-seal.ts';
import { createStationStore } from '#electron/adapters/sqlite/create-station-store.ts';
import { applyDurableSettings } from '#electron/adapters/sqlite/durable-settings.ts';
import { openStationStore } from '#electron/adapters/sqlite/open-station-store.ts';
import { storeOptions } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { act } from './damaged-folder.ts';

// Performs twelve acts while the system calls of its disk fail, and says of each what a station says: one line `told {…}`. `guess` is sabotage: it
// looks for the outcome in an old copy of the database instead of the one that failed.

const way = z.enum(['honest', 'guess']);
const [directory, wanted] = process.argv.slice(2);
if (directory === undefined) {
  throw new Error('name the folder');
}
const store = way.parse(wanted) === 'honest' ? openHonest(directory) : openGuessing(directory);
const standardOutput = 1;
writeSync(standardOutput, 'ready\n');
for (let number = 1; number <= 12; number += 1) {
  writeSync(standardOutput, `told ${JSON.stringify({ number, told: perform(number) })}\n`);
}
process.exit(0);

function perform(number: number): string {
  try {
    act(store, number);
    return 'saved';
  } catch (error: unknown) {
    if (error instanceof StorageRefusal) {
      return error.kind;
    }
    throw error;
  }
}

function openHonest(folder: string) {
  const opening = openStationStore(storeOptions(folder));
  if (opening.kind !== 'opened') {
    throw new Error(`the store did not open: ${opening.kind}`);
  }
  return opening.store;
}

function openGuessing(folder: string) {
  openHonest(folder).close();
  const old = join(folder, 'old.sqlite');
  copyFileSync(join(folder, 'station.sqlite'), old);
  const open = (file: string) => {
    const db = new Database(file);
    applyDurableSettings(db);
    return db;
  };
  return createStationStore({
    ...storeOptions(folder),
    db: open(join(folder, 'station.sqlite')),
    reopen: () => open(old),
    journal: openOperationJournal(join(folder, 'operations.journal')),
    seal: createSecretSeal({ directory: folder }),
    scopeSeal: createScopeSeal({ directory: folder }),
    release: () => {},
  }).store;
}
