import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { openedStore, removeTestFolder } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { type Acknowledgement, acknowledgement, findLosses } from '../acts.ts';
import { makeMemoryFolder } from './memory-folder.ts';
import type { ReflinkDisk } from './reflink-disk.ts';
import type { CutFindings } from './write-log-cuts.ts';

export interface ReflinkCuts {
  readonly disk: ReflinkDisk;
  /** Program and first arguments; the folder follows them. */
  readonly program: (directory: string) => readonly string[];
  readonly cuts: number;
  readonly random: () => number;
}

/** A folder grows with the time, and comparing it with it. */
const cutsPerLife = 20;

/** Cuts the power of a disk again and again while the program works on it, up to the first cut after which something is wrong. */
export async function cutRealPower({ disk, program, cuts, random }: ReflinkCuts): Promise<CutFindings> {
  let acknowledged = 0;
  for (let done = 0; done < cuts; ) {
    const directory = join(disk.directory, `life-${done}`);
    mkdirSync(directory);
    const writer = startWriter(program(directory));
    await writer.ready;
    try {
      for (const last = Math.min(cuts, done + cutsPerLife); done < last; done += 1) {
        await pause(20 + random() * 120);
        // Taken before the picture: whatever was acknowledged by then must be in it.
        const said = writer.said();
        const faults = disk.cut((look) => findLossesIn(join(look, `life-${done - (done % cutsPerLife)}`), said));
        if (faults.length > 0) {
          return { faults: [`cut ${done + 1}`, ...faults], cuts: done + 1, acknowledged: acknowledged + said.length };
        }
      }
    } finally {
      await writer.stop();
    }
    acknowledged += writer.said().length;
    rmSync(directory, { recursive: true });
  }
  return { faults: [], cuts, acknowledged };
}

function startWriter(program: readonly string[]) {
  const child = spawn(process.execPath, [...program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledgements: Acknowledgement[] = [];
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
  child.once('close', () => reject(new Error('the program ended before it was ready')));
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === 'ready') {
      resolve();
    } else {
      acknowledgements.push(acknowledgement.parse(JSON.parse(line.slice('ack '.length))));
    }
  });
  return { ready, said: () => [...acknowledgements], stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = once(child, 'close');
  child.kill('SIGKILL');
  await gone;
}

/** Looks at a copy: the store repairs what it opens. */
function findLossesIn(folder: string, said: readonly Acknowledgement[]): readonly string[] {
  const copy = makeMemoryFolder();
  try {
    cpSync(folder, copy, { recursive: true });
    const store = openedStore(copy);
    try {
      return findLosses(store, said);
    } finally {
      store.close();
    }
  } catch (error: unknown) {
    return [`the store did not open: ${String(error)}`];
  } finally {
    removeTestFolder(copy);
  }
}
