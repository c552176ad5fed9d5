import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PtyFront, startPtyFront } from '#sim/fronts/pty.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';

/** Cables with names of their own beside the demo's, each with a virtual unit at its end; a test can exchange the unit. */
export interface NamedCables {
  pathOf(name: string): string;
  /** Puts this unit at the cable, in place of the one there. */
  plug(name: string, unit: VirtualUnit): Promise<void>;
  unitAt(name: string): VirtualUnit;
  close(): Promise<void>;
}

export function createNamedCables(): NamedCables {
  const folder = mkdtempSync(join(tmpdir(), 'fitbay-cables-'));
  const pathOf = (name: string) => join(folder, name);
  const fronts = new Map<string, { readonly front: PtyFront; readonly unit: VirtualUnit }>();
  const take = async (name: string) => {
    await fronts.get(name)?.front.close();
    fronts.delete(name);
  };
  return {
    pathOf,
    async plug(name, unit) {
      await take(name);
      const starting = await startPtyFront(unit, { path: pathOf(name) });
      if (starting.kind !== 'started') {
        throw new Error(`no cable ${name}: ${starting.detail}`);
      }
      fronts.set(name, { front: starting.front, unit });
    },
    unitAt(name) {
      const found = fronts.get(name)?.unit;
      if (found === undefined) {
        throw new Error(`there is no unit at ${name}`);
      }
      return found;
    },
    async close() {
      for (const [name, { unit }] of [...fronts]) {
        await take(name);
        unit.close();
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A configurator that somebody left open: a process of its own that holds a port until it is closed. */
export async function openInOtherProgram(path: string): Promise<{ close(): Promise<void> }> {
  const program = `new (require('serialport').SerialPort)({ path: ${JSON.stringify(path)}, baudRate: 9600 }, (error) => console.log(error?.message ?? 'opened')).resume(); setInterval(() => {}, 1000)`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const [said] = await once(child.stdout, 'data');
  if (String(said).trim() !== 'opened') {
    throw new Error(`the other program did not get the port: ${said}`);
  }
  return {
    async close() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
