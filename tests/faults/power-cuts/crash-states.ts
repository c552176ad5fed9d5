import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { invariant } from '#core/kernel/invariant.ts';
import type { DiskEvent } from './disk-log.ts';
import { createFileContent, type FileChange, type FileContent } from './file-content.ts';

/**
 * What may be found on a disk when the power goes after some event of a recording (reliability.md §7 L): what was synced, and of everything else any
 * part. Writes that nobody synced may be there, be missing or be torn at a sector, in any order; names come and go in the order in which they were
 * made, up to some moment. Harder than any real file system, so whoever survives this needs no luck.
 */
export interface CrashModel {
  /** Takes the next event. */
  apply(event: DiskEvent): void;
  /** Puts what the power cut left into an empty folder. */
  leaveAfterPowerCut(directory: string, random: () => number): void;
  /** The same when only the program died: the system still writes what it was given. */
  leaveAfterKill(directory: string): void;
}

interface FileState {
  readonly synced: FileContent;
  pending: FileChange[];
  /** As the program sees it. */
  length: number;
}

type NameChange = Extract<DiskEvent, { kind: 'created' | 'renamed' | 'removed' }>;
type Names = ReadonlyMap<string, number>;

const sectorBytes = 512;

export function createCrashModel(): CrashModel {
  const files = new Map<number, FileState>();
  let syncedNames: Names = new Map();
  let pendingNames: readonly NameChange[] = [];

  const stateOf = (file: number): FileState => {
    const state = files.get(file);
    invariant(state !== undefined, 'a file is created before it is written');
    return state;
  };
  const change = (file: number, one: FileChange): void => {
    const state = stateOf(file);
    state.pending.push(one);
    state.length = one.kind === 'sized' ? one.length : Math.max(state.length, one.at + one.bytes.length);
  };

  return {
    apply(event) {
      switch (event.kind) {
        case 'created':
          files.set(event.file, { synced: createFileContent(), pending: [], length: 0 });
          pendingNames = [...pendingNames, event];
          return;
        case 'renamed':
        case 'removed':
          pendingNames = [...pendingNames, event];
          return;
        case 'written':
          change(event.file, { kind: 'written', at: event.at ?? stateOf(event.file).length, bytes: event.bytes });
          return;
        case 'sized':
          change(event.file, event);
          return;
        case 'synced': {
          const state = stateOf(event.file);
          state.synced.apply(state.pending);
          state.pending = [];
          return;
        }
        case 'folder-synced': {
          syncedNames = pendingNames.filter((one) => concerns(one, event.path)).reduce(renamed, syncedNames);
          pendingNames = pendingNames.filter((one) => !concerns(one, event.path));
          return;
        }
        case 'said':
          return;
      }
    },
    leaveAfterPowerCut(directory, random) {
      const kept = Math.floor(random() * (pendingNames.length + 1));
      const names = pendingNames.slice(0, kept).reduce(renamed, syncedNames);
      write(directory, names, (file) => afterPowerCut(stateOf(file), random));
    },
    leaveAfterKill(directory) {
      const names = pendingNames.reduce(renamed, syncedNames);
      write(directory, names, (file) => stateOf(file).synced.with(stateOf(file).pending));
    },
  };
}

/** Luck is drawn once per file: mostly all or nothing of what was not synced, now and then any sectors of it. */
function afterPowerCut({ synced, pending }: FileState, random: () => number): Buffer {
  const luck = random();
  if (luck < 0.2) {
    return synced.with([]);
  }
  if (luck < 0.35) {
    return synced.with(pending);
  }
  if (luck < 0.6) {
    return synced.with(pending.slice(0, Math.floor(random() * (pending.length + 1))));
  }
  return synced.with(pending.flatMap((one) => torn(one, random)));
}

function torn(change: FileChange, random: () => number): readonly FileChange[] {
  const luck = random();
  if (luck < 0.35) {
    return [];
  }
  if (luck < 0.7 || change.kind === 'sized') {
    return [change];
  }
  const sectors: FileChange[] = [];
  for (let from = 0; from < change.bytes.length; from += sectorBytes) {
    if (random() < 0.5) {
      sectors.push({ kind: 'written', at: change.at + from, bytes: change.bytes.subarray(from, from + sectorBytes) });
    }
  }
  return sectors;
}

function renamed(names: Names, change: NameChange): Names {
  const next = new Map(names);
  switch (change.kind) {
    case 'created':
      next.set(change.path, change.file);
      break;
    case 'removed':
      next.delete(change.path);
      break;
    case 'renamed': {
      const file = names.get(change.from);
      invariant(file !== undefined, 'what is renamed is there');
      next.delete(change.from);
      next.set(change.to, file);
      break;
    }
  }
  return next;
}

function concerns(change: NameChange, folder: string): boolean {
  const paths = change.kind === 'renamed' ? [change.from, change.to] : [change.path];
  return paths.some((path) => dirname(path) === (folder === '' ? '.' : folder));
}

function write(directory: string, names: Names, contentOf: (file: number) => Buffer): void {
  for (const [path, file] of names) {
    // The index of the write-ahead log is shared memory, made anew by whoever opens the database next.
    if (!path.endsWith('-shm')) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), contentOf(file));
    }
  }
}
