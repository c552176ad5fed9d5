import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

/** Whether this machine can make pseudo-terminals by name. */
export const hasSocat = spawnSync('socat', ['-V'], { stdio: 'ignore' }).status === 0;

/** A cable as two names: what is written at one end is read at the other, byte for byte. */
export interface PtyPair {
  /** The station's end. */
  readonly station: string;
  /** The device's end. */
  readonly unit: string;
  readonly socat: ChildProcess;
  readonly ended: Promise<unknown>;
  /** Pulls the cable: both ends are gone when it resolves. */
  unplug(): Promise<void>;
}

/** Starts a pair of pseudo-terminals in `folder`. Whoever starts it ends it. */
export async function startPtyPair(folder: string, name: string): Promise<PtyPair> {
  const station = join(folder, `${name}-station`);
  const unit = join(folder, `${name}-unit`);
  const socat = spawn('socat', ['-d', '-d', `pty,raw,echo=0,link=${station}`, `pty,raw,echo=0,link=${unit}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(socat, 'exit');
  let said = '';
  for await (const chunk of socat.stderr) {
    said += String(chunk);
    if (said.includes('starting data transfer loop')) {
      break;
    }
  }
  return {
    station,
    unit,
    socat,
    ended,
    async unplug() {
      socat.kill('SIGKILL');
      await ended;
      rmSync(station, { force: true });
      rmSync(unit, { force: true });
    },
  };
}
