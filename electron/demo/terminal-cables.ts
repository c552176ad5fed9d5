import { existsSync } from 'node:fs';
import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { UnitPorts } from '#core/ports/byte-link.ts';
import { type PtyFront, startPtyFront } from '#sim/fronts/pty.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import type { BayCables, BayPlacing } from './bay-cables.ts';

/**
 * Bays on pseudo-terminals (made by socat). The station must find a bay under the same path after every start, or it would number it
 * anew; but the socat of a process that was killed takes its own link away half a second later. So each process has links of its own,
 * and the bay's lasting name points at them.
 */
export async function createTerminalCables(options: TerminalCablesOptions): Promise<BayCables> {
  const { folder, bays, openPorts, socat } = options;
  const terminals = join(folder, 'terminals');
  await rm(terminals, { recursive: true, force: true });
  await mkdir(terminals, { recursive: true, mode: 0o700 });
  const fronts = new Map<number, PtyFront>();
  const nameOf = (bay: number) => join(folder, `bay-${bay}`);

  async function take(bay: number): Promise<void> {
    await fronts.get(bay)?.close();
    fronts.delete(bay);
  }

  async function place(bay: number, unit: VirtualUnit | null): Promise<BayPlacing> {
    await take(bay);
    if (unit === null) {
      return { kind: 'placed' };
    }
    const path = join(terminals, `${process.pid}-${bay}`);
    const starting = await startPtyFront(unit, { path, socat });
    if (starting.kind !== 'started') {
      return { kind: 'no-terminal', detail: starting.detail };
    }
    fronts.set(bay, starting.front);
    await pointTo(nameOf(bay), path);
    return { kind: 'placed' };
  }

  return {
    unitPorts: {
      // A name that points nowhere is a bay without a cable.
      list: async () => bays.map(nameOf).flatMap((path) => (existsSync(path) ? [{ path }] : [])),
      open: (path, how) => openPorts.open(path, how),
    },
    place,
    async close() {
      for (const bay of bays) {
        await take(bay);
      }
    },
  };
}

export interface TerminalCablesOptions {
  /** Holds the lasting names `bay-1`, `bay-2` … */
  readonly folder: string;
  readonly bays: readonly number[];
  /** The program that makes terminals. */
  readonly socat: string;
  /** The serial adapter that opens what is listed. */
  readonly openPorts: Pick<UnitPorts, 'open'>;
}

/** Lets a name point at another path in one step, so that nobody finds it missing. */
async function pointTo(name: string, path: string): Promise<void> {
  const fresh = `${name}.new`;
  await rm(fresh, { force: true });
  await symlink(path, fresh);
  await rename(fresh, name);
}
