import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPtyFront } from '../fronts/pty.ts';
import { createVirtualUnit } from '../virtual-unit.ts';

export const modemImei = '490154203237518';

/** A virtual modem on a pseudo-terminal for a program that others wrote, in a folder of its own that goes with it. */
export async function withModemOnPty<Result>(
  work: (place: { readonly folder: string; readonly path: string }) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'fitbay-modem-'));
  const path = join(folder, 'modem');
  const unit = createVirtualUnit({ family: 'at27007', imei: modemImei, seed: 1, poweredForSeconds: 60 });
  const starting = await startPtyFront(unit, { path });
  try {
    if (starting.kind !== 'started') {
      throw new Error(`no pseudo-terminal: ${JSON.stringify(starting)}`);
    }
    return await work({ folder, path });
  } finally {
    if (starting.kind === 'started') {
      await starting.front.close();
    }
    unit.close();
    await rm(folder, { recursive: true, force: true });
  }
}
