import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own, small enough to fill. */
export type SmallDisk =
  | { readonly kind: 'mounted'; readonly directory: string; unmount(): void }
  /** Only root may mount, and not in every container. */
  | { readonly kind: 'not-allowed'; readonly detail: string };

export function mountSmallDisk(kibibytes: number): SmallDisk {
  const directory = mkdtempSync(join(tmpdir(), 'fitbay-disk-'));
  const mounting = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'tmpfs', directory], {
    encoding: 'utf8',
  });
  if (mounting.status !== 0) {
    rmSync(directory, { recursive: true });
    return { kind: 'not-allowed', detail: mounting.error?.message ?? mounting.stderr };
  }
  return {
    kind: 'mounted',
    directory,
    unmount() {
      spawnSync('umount', [directory]);
      rmSync(directory, { recursive: true });
    },
  };
}
