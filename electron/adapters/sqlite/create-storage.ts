import { existsSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '#core/ports/clock.ts';
import type { Log } from '#core/ports/log.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import type { BackUpOutcome, Storage, StorageState } from '#core/ports/storage.ts';
import { diskTroubleOf } from '../files/disk-trouble.ts';
import type { StoreCare } from './acts.ts';
import { type BackupShelf, createBackupShelf } from './backup-shelf.ts';
import { writeDamageNotice } from './damage-notice.ts';
import { createReserve } from './disk-reserve.ts';
import { type RepairNote, readRepairNote, repairSetting } from './repair-note.ts';
import { databaseFile } from './replace-database.ts';
import { toStoreFault } from './sqlite-fault.ts';

export interface StorageDeps {
  readonly directory: string;
  readonly store: StationStore;
  readonly care: StoreCare;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: StorageLimits;
}

export interface StorageLimits {
  readonly reserveBytes: number;
  /** Less room than this is said in advance. */
  readonly lowBytes: number;
}

const mebibyte = 1024 * 1024;
const usualLimits: StorageLimits = { reserveBytes: 32 * mebibyte, lowBytes: 500 * mebibyte };
const backUpEveryMs = 15 * 60_000;
const lookEveryMs = 10_000;
/** So long may what was deleted lie in the write-ahead log, and no start has more of it to read than half a minute's work. */
const emptyLogEveryMs = 30_000;

/**
 * Copies every 15 minutes while there is something new, empties the write-ahead log, keeps the reserve, notices a disk that fills and one that has
 * room again.
 */
export function createStorage(deps: StorageDeps): Storage {
  const { directory, care, clock, log, limits = usualLimits } = deps;
  const shelf = createBackupShelf(directory);
  const reserve = createReserve(join(directory, 'reserve.bin'), limits.reserveBytes);
  const backups = createBackUps(deps, shelf);
  const listeners = new Set<() => void>();
  const stop = new AbortController();
  let looking: Promise<void> = Promise.resolve();
  let told = '';
  let emptiedMs = clock.monotonicMs();

  const tell = (): void => {
    const news = JSON.stringify([
      standingOf(deps, limits, freeBytesIn(directory)),
      backups.trouble(),
      backups.newest(),
    ]);
    if (news !== told) {
      told = news;
      for (const listener of listeners) {
        listener();
      }
    }
  };
  const stopListening = care.onChange(() => {
    if (care.standing().kind === 'disk-full') {
      reserve.release();
    }
    tell();
  });

  const look = async (): Promise<void> => {
    // Twice the reserve: what is given back must not be taken at once.
    if (care.standing().kind === 'disk-full' && freeBytesIn(directory) >= 2 * limits.reserveBytes) {
      care.roomAgain();
    }
    if (care.standing().kind === 'sound' && freeBytesIn(directory) >= 2 * limits.reserveBytes) {
      await reserve.hold(stop.signal);
    }
    if (care.standing().kind === 'sound' && clock.monotonicMs() - emptiedMs >= emptyLogEveryMs) {
      emptiedMs = clock.monotonicMs();
      emptyLog(deps);
    }
    if (backups.isDue()) {
      await backups.run();
    }
    tell();
  };

  return {
    takesNewWork: () => care.standing().kind === 'sound',
    state: () => stateOf(deps, limits, { shelf, backups, reserveBytes: reserve.bytes() }),
    backUp: () => backups.run().finally(tell),
    shiftEnded() {
      if (backups.isDirty()) {
        looking = Promise.all([looking, backups.run().then(tell)]).then(() => undefined);
      }
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      looking = (async () => {
        while (!stop.signal.aborted) {
          try {
            await look();
          } catch (error: unknown) {
            log.error('storage.look-failed', { error: String(error) });
          }
          await clock.sleep(lookEveryMs, stop.signal);
        }
      })();
    },
    async stop() {
      stop.abort();
      stopListening();
      await looking;
      await backups.settled();
    },
  };
}

interface BackUps {
  run(): Promise<BackUpOutcome>;
  isDue(): boolean;
  isDirty(): boolean;
  trouble(): string | null;
  newest(): string | null;
  settled(): Promise<unknown>;
}

function createBackUps({ directory, care, clock, log }: StorageDeps, shelf: BackupShelf): BackUps {
  let running: Promise<BackUpOutcome> | null = null;
  let lastAct = shelf.newestFirst().length === 0 ? 0 : care.lastAct();
  let lastTryMs = clock.monotonicMs();
  let trouble: string | null = null;
  const isDirty = () => care.lastAct() > lastAct;

  async function copy(): Promise<BackUpOutcome> {
    const act = care.lastAct();
    lastTryMs = clock.monotonicMs();
    const outcome = await write();
    if (outcome.kind === 'written') {
      lastAct = act;
      log.info('storage.backed-up', { name: outcome.name, bytes: outcome.bytes });
    } else {
      log.error('storage.backup-failed', { why: outcome.why, detail: outcome.detail });
      if (outcome.why === 'damaged') {
        writeDamageNotice(directory, outcome.detail);
      }
    }
    trouble = outcome.kind === 'written' ? null : outcome.detail;
    return outcome;
  }

  async function write(): Promise<BackUpOutcome> {
    try {
      const writing = await shelf.write(care.copyTo, clock.now());
      if (writing.kind === 'damaged') {
        return { kind: 'failed', why: 'damaged', detail: writing.detail };
      }
      const { name, bytes, at } = writing.backup;
      return { kind: 'written', name, bytes, at };
    } catch (error: unknown) {
      return explainFailure(error);
    }
  }

  return {
    run() {
      running ??= copy().finally(() => {
        running = null;
      });
      return running;
    },
    isDue: () => isDirty() && clock.monotonicMs() - lastTryMs >= backUpEveryMs,
    isDirty,
    trouble: () => trouble,
    newest: () => shelf.newestFirst()[0]?.name ?? null,
    settled: async () => running,
  };
}

function explainFailure(error: unknown): BackUpOutcome {
  const fault = toStoreFault(error);
  if (fault !== undefined) {
    const why = fault.kind === 'disk-full' || fault.kind === 'damaged' ? fault.kind : 'disk';
    return { kind: 'failed', why, detail: fault.message };
  }
  const trouble = diskTroubleOf(error);
  if (trouble === undefined) {
    throw error;
  }
  return { kind: 'failed', why: trouble === diskFull ? 'disk-full' : 'disk', detail: trouble };
}

const diskFull = 'the disk is full';

interface StateParts {
  readonly shelf: BackupShelf;
  readonly backups: BackUps;
  readonly reserveBytes: number;
}

function stateOf(deps: StorageDeps, limits: StorageLimits, parts: StateParts): StorageState {
  const { directory, store, care } = deps;
  const standing = care.standing();
  const copies = parts.shelf.newestFirst();
  const [newest] = copies;
  const freeBytes = freeBytesIn(directory);
  return {
    standing: standingOf(deps, limits, freeBytes),
    detail: standing.kind === 'sound' ? null : standing.detail,
    databaseBytes: sizeOf(databaseFile(directory)) + sizeOf(`${databaseFile(directory)}-wal`),
    journalBytes: care.journalBytes(),
    freeBytes,
    reserveBytes: parts.reserveBytes,
    lastBackup: newest === undefined ? null : { at: newest.at, bytes: newest.bytes, name: newest.name },
    backups: copies.length,
    backupTrouble: parts.backups.trouble(),
    repair: repairOf(readRepairNote(store.setting(repairSetting))),
  };
}

function repairOf(note: RepairNote | null): StorageState['repair'] {
  if (note === null) {
    return null;
  }
  const { told: _told, ...repair } = note;
  return repair;
}

function standingOf({ care }: StorageDeps, limits: StorageLimits, freeBytes: number): StorageState['standing'] {
  const { kind } = care.standing();
  return kind === 'sound' && freeBytes < limits.lowBytes ? 'low' : kind;
}

function emptyLog({ directory, store }: StorageDeps): void {
  if (sizeOf(`${databaseFile(directory)}-wal`) > 0) {
    store.sweep();
  }
}

function freeBytesIn(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}

function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}
