import { existsSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { MirrorWriter } from '#core/ports/mirror-store.ts';
import type { StationStore, StoreWriter } from '#core/ports/station-store.ts';
import { createClockError } from '#core/station/sync/clock-error.ts';
import { pullOnce } from '#core/station/sync/pull-once.ts';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';
import { writeFileDurably } from '#electron/adapters/files/write-file-durably.ts';
import { openedStore, silentLog } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { pageOf, stateShown } from './changing-cloud.ts';

// Copies everything anew without end, from a centre that has changed each time, until it is killed. Looks at its own mirror after each page as any
// reader might. The ways other than the honest one are sabotage; the test must notice them.

const way = z.enum(['honest', 'into-the-mirror-itself', 'cursor-first']);
const [directory, wanted] = process.argv.slice(2);
if (directory === undefined) {
  throw new Error('name the folder');
}
const chosen = way.parse(wanted);
const stateFile = join(directory, 'state-of-the-centre');
const store = openedStore(directory);
const standardOutput = 1;

/** The centre changed while the program was dead: then a copy that is half done is of no use any more. */
let state = (existsSync(stateFile) ? Number(readFileSync(stateFile, 'utf8')) : 0) + (Date.now() % 2);
writeSync(standardOutput, 'ready\n');
for (;;) {
  writeFileDurably(stateFile, String(state));
  await copy(state);
  writeSync(standardOutput, `ack ${state}\n`);
  state += 1;
}

async function copy(now: number): Promise<void> {
  for (;;) {
    const { end } = await pullOnce(
      {
        store: sabotaged(store),
        clock: systemClock,
        clockError: createClockError({ store, clock: systemClock }),
        log: silentLog,
        cloud: { changes: (cursor) => answer(now, cursor) },
      },
      new AbortController().signal,
    );
    const shown = stateShown(store);
    if (shown.kind === 'broken') {
      writeSync(standardOutput, `ack broken: ${shown.why}\n`);
    }
    if (end.kind === 'done') {
      return;
    }
  }
}

async function answer(now: number, cursor: string | null) {
  const page = pageOf(now, cursor);
  if (page === 'resync') {
    return { kind: 'resync' } as const;
  }
  if (chosen === 'cursor-first') {
    store.transact((write) => write.setSetting('sync.cursor', page.cursor));
  }
  return { kind: 'changes', page: { ...page, asOf: systemClock.now() } } as const;
}

/** Rows of a copy go straight to where they are read, and what was not in it is swept at the end: the former way. */
function sabotaged(honest: StationStore): StationStore {
  if (chosen !== 'into-the-mirror-itself') {
    return honest;
  }
  const direct = (mirror: MirrorWriter): MirrorWriter => ({
    ...mirror,
    next: { ...mirror, begin: () => {}, takePlace: () => [] },
  });
  return {
    ...honest,
    transact: (work) => honest.transact((write: StoreWriter) => work({ ...write, mirror: direct(write.mirror) })),
  };
}
