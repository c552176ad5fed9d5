import { assertNever } from '#core/kernel/assert-never.ts';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { createIds } from '../adapters/ids/create-ids.ts';
import { createLog } from '../adapters/log/create-log.ts';
import { type Restoring, restoreDatabase } from '../adapters/sqlite/recover-database.ts';
import { type RepairNote, readRepairNote, repairSetting } from '../adapters/sqlite/repair-note.ts';
import type { CompositionRefusal } from './compose-station.ts';
import { placesIn } from './data-folder.ts';
import { openSafely, raiseGeneration } from './open-safely.ts';
import { readStationFile, type StationFile } from './station-file.ts';

export type StationRestoring =
  | { readonly kind: 'restored'; readonly generation: number; readonly note: RepairNote }
  | { readonly kind: 'refused'; readonly why: Exclude<Restoring, { kind: 'recovered' }> }
  | { readonly kind: 'no-station'; readonly refusal: CompositionRefusal };

/**
 * Takes a station back to one of its backups (STA-5): what was queued since is taken over from the journal, the former database is set aside,
 * and a new generation begins, so that the cloud sees no fork. Needs the folder for itself.
 */
export function restoreStation(dataFolder: string, backup: string): StationRestoring {
  const reading = readStationFile(dataFolder);
  if (reading.kind === 'absent') {
    return { kind: 'no-station', refusal: { kind: 'not-enrolled', dataFolder } };
  }
  if (reading.kind === 'unreadable') {
    return { kind: 'no-station', refusal: { kind: 'station-file-unreadable', detail: reading.detail } };
  }
  let file: StationFile = reading.file;
  const plan = { directory: dataFolder, stationId: file.stationId, now: systemClock.now() };
  const restoring = restoreDatabase(plan, backup, () => {
    file = raiseGeneration(dataFolder, file);
  });
  return restoring.kind === 'recovered' ? openRestored(dataFolder, file) : { kind: 'refused', why: restoring };
}

/** Opens it once, so that a person hears now and not tomorrow whether it works. */
function openRestored(directory: string, file: StationFile): StationRestoring {
  const log = createLog({ destination: placesIn(directory).logFile });
  try {
    const opening = openSafely({ directory, file, clock: systemClock, ids: createIds(), log });
    if (opening.kind !== 'opened') {
      return { kind: 'no-station', refusal: opening };
    }
    const { store } = opening.opened;
    const note = readRepairNote(store.setting(repairSetting));
    store.close();
    return note === null
      ? { kind: 'no-station', refusal: { kind: 'corrupt', detail: 'the restored database holds no note of it' } }
      : { kind: 'restored', generation: opening.generation, note };
  } finally {
    log.close();
  }
}

/** One sentence with the next step in it. */
export function explainRestoreRefusal(why: Extract<StationRestoring, { kind: 'refused' }>['why']): string {
  switch (why.kind) {
    case 'no-such-file':
      return 'There is no such file.';
    case 'not-a-backup':
      return `The file is no backup of a Fitbay station (${why.detail}). Nothing was changed.`;
    case 'damaged':
      return `The backup is damaged and was not used (${why.detail}). Nothing was changed; take an older one.`;
    case 'newer-schema':
      return `The backup was made by a newer Fitbay (schema ${why.found}, this one knows ${why.supported}). Update Fitbay first. Nothing was changed.`;
    case 'another-station':
      return `The backup is of another station (${why.stationId}). Nothing was changed: enrol this one and let it sync instead.`;
    case 'another-is-open':
      return why.holder === null
        ? 'Another Fitbay has this data folder open. Close it first.'
        : `Another Fitbay (process ${why.holder.pid}, since ${why.holder.since}) has this data folder open. Close it first.`;
    default:
      return assertNever(why);
  }
}
