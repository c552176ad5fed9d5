import { existsSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { CancelSignal } from '#core/ports/clock.ts';
import { diskTroubleOf } from '../files/disk-trouble.ts';

/** Room that belongs to the station when everybody else has filled the disk: enough to end what is begun and to send it. */
export interface Reserve {
  /** Takes the room, if it is not held; gives up quietly where the disk has none. */
  hold(cancel: CancelSignal): Promise<void>;
  /** Gives it back to the disk. */
  release(): void;
  bytes(): number;
}

const chunkBytes = 1024 * 1024;

export function createReserve(file: string, wantedBytes: number): Reserve {
  const size = () => (existsSync(file) ? statSync(file).size : 0);
  let isTaking = false;
  return {
    async hold(cancel) {
      if (size() >= wantedBytes) {
        return;
      }
      isTaking = true;
      try {
        await take(file, { from: size(), to: wantedBytes, goesOn: () => isTaking && !cancel.aborted });
      } catch (error: unknown) {
        rmSync(file, { force: true });
        if (diskTroubleOf(error) === undefined) {
          throw error;
        }
      } finally {
        isTaking = false;
      }
    },
    release() {
      isTaking = false;
      rmSync(file, { force: true });
    },
    // What is still being taken gives no room back until its file is closed.
    bytes: () => (isTaking ? 0 : size()),
  };
}

interface Taking {
  readonly from: number;
  readonly to: number;
  readonly goesOn: () => boolean;
}

/** Written, not only sized: a file with holes holds no room. */
async function take(file: string, { from, to, goesOn }: Taking): Promise<void> {
  const handle = await open(file, 'a', 0o600);
  try {
    for (let held = from; held < to && goesOn(); held += chunkBytes) {
      await handle.write(Buffer.alloc(Math.min(chunkBytes, to - held), 0x46));
    }
  } finally {
    await handle.close();
  }
}
