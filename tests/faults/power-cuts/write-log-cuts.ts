import type { StationStore } from '#core/ports/station-store.ts';
import { openStationStore } from '#electron/adapters/sqlite/open-station-store.ts';
import { removeTestFolder, storeOptions } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { type Acknowledgement, acknowledgement, findLosses } from '../acts.ts';
import { type CrashModel, createCrashModel } from './crash-states.ts';
import type { DiskEvent } from './disk-log.ts';
import { makeMemoryFolder } from './memory-folder.ts';

export interface LogCuts {
  readonly events: readonly DiskEvent[];
  readonly cuts: number;
  readonly random: () => number;
}

export interface CutFindings {
  /** What was wrong after the first cut after which anything was. */
  readonly faults: readonly string[];
  readonly cuts: number;
  readonly acknowledged: number;
}

/** Cuts the power at places of chance of a recording, opens what is left, and compares it with what had been acknowledged by then. */
export function cutPower({ events, cuts, random }: LogCuts): CutFindings {
  const model = createCrashModel();
  const said: Acknowledgement[] = [];
  const places = Array.from({ length: cuts }, () => Math.floor(random() * events.length));
  const inOrder = places.sort((one, other) => one - other);
  let applied = 0;
  for (const [index, place] of inOrder.entries()) {
    for (const event of events.slice(applied, place + 1)) {
      model.apply(event);
      said.push(...acknowledgementsIn(event));
    }
    applied = Math.max(applied, place + 1);
    const faults = findAfterCut(model, said, random);
    if (faults.length > 0) {
      return {
        faults: [`cut after event ${place} of ${events.length}`, ...faults],
        cuts: index + 1,
        acknowledged: said.length,
      };
    }
  }
  return { faults: [], cuts, acknowledged: said.length };
}

function acknowledgementsIn(event: DiskEvent): readonly Acknowledgement[] {
  return event.kind === 'said' && event.text.startsWith('ack ')
    ? [acknowledgement.parse(JSON.parse(event.text.slice('ack '.length)))]
    : [];
}

function findAfterCut(model: CrashModel, said: readonly Acknowledgement[], random: () => number): readonly string[] {
  const directory = makeMemoryFolder();
  try {
    model.leaveAfterPowerCut(directory, random);
    const opening = openStationStore(storeOptions(directory));
    if (opening.kind !== 'opened') {
      return [`the store did not open: ${JSON.stringify(opening)}`];
    }
    return closeAfter(opening.store, (store) => findLosses(store, said));
  } finally {
    removeTestFolder(directory);
  }
}

function closeAfter<Result>(store: StationStore, work: (store: StationStore) => Result): Result {
  try {
    return work(store);
  } finally {
    store.close();
  }
}
