import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stationId } from '#core/kernel/entity-ids.ts';
import type { Log } from '#core/ports/log.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { systemClock } from '../../clock/system-clock.ts';
import { createIds } from '../../ids/create-ids.ts';
import { openStationStore, type StationStoreOptions } from '../open-station-store.ts';

// Real stores in folders of their own, for tests.

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

export function makeTestFolder(): string {
  return mkdtempSync(join(tmpdir(), 'fitbay-store-'));
}

export function removeTestFolder(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}

export function storeOptions(directory: string, change: Partial<StationStoreOptions> = {}): StationStoreOptions {
  return {
    directory,
    stationId: stationId.parse('bench-3'),
    generation: 1,
    clock: systemClock,
    ids: createIds(),
    log: silentLog,
    ...change,
  };
}

/** Opens or fails the test. */
export function openedStore(directory: string, change: Partial<StationStoreOptions> = {}): StationStore {
  const opening = openStationStore(storeOptions(directory, change));
  if (opening.kind !== 'opened') {
    throw new Error(`the store did not open: ${JSON.stringify(opening)}`);
  }
  return opening.store;
}
