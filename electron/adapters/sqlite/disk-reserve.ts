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
  const bytes = () => (existsSync(file) ? statSync(file).size : 0);
  return {
    async hold(cancel) {
      if (bytes() >= wantedBytes) {
        return;
      }
      try {
        // Written, not only sized: a file with holes holds no room.
        const handle = await open(file, 'a', 0o600);
        try {
          for (let held = bytes(); held < wantedBytes && !cancel.aborted; held = bytes()) {
            await handle.write(Buffer.alloc(Math.min(chunkBytes, wantedBytes - held), 0x46));
          }
        } finally {
          await handle.close();
        }
      } catch (error: unknown) {
        rmSync(file, { force: true });
        if (diskTroubleOf(error) === undefined) {
          throw error;
        }
      }
    },
    release: () => rmSync(file, { force: true }),
    bytes,
  };
}
