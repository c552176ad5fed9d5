import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A disk whose power can be cut (reliability.md §7 P): an ext4 in a file on an XFS that can copy a file at one moment. What the copy holds is what has
 * reached the disk by then; what the system still had in memory is not in it. Needs root, loop devices and the XFS tools.
 */
export interface ReflinkDisk {
  /** Where the program works. */
  readonly directory: string;
  /** What has reached the disk at this moment; `look` is given the folder as the next start would find it. */
  cut<Result>(look: (directory: string) => Result): Result;
  remove(): void;
}

export type ReflinkDiskMaking =
  | { readonly kind: 'made'; readonly disk: ReflinkDisk }
  | { readonly kind: 'not-possible'; readonly detail: string };

const outerMegabytes = 700;
const innerMegabytes = 64;

class StepFailed extends Error {}

export function makeReflinkDisk(): ReflinkDiskMaking {
  const place = mkdtempSync(join(tmpdir(), 'fitbay-power-'));
  const undo: (() => void)[] = [() => rmSync(place, { recursive: true, force: true })];
  const remove = (): void => {
    for (const step of undo.splice(0).reverse()) {
      step();
    }
  };
  try {
    return { kind: 'made', disk: { ...build(place, undo), remove } };
  } catch (error: unknown) {
    remove();
    if (error instanceof StepFailed) {
      return { kind: 'not-possible', detail: error.message };
    }
    throw error;
  }
}

function build(place: string, undo: (() => void)[]): Omit<ReflinkDisk, 'remove'> {
  const [outer, inner, look] = ['outer', 'inner', 'look'].map((name) => join(place, name)) as [string, string, string];
  for (const folder of [outer, inner, look]) {
    mkdirSync(folder);
  }
  run('truncate', '-s', `${outerMegabytes}M`, `${outer}.img`);
  run('mkfs.xfs', '-q', '-m', 'reflink=1', `${outer}.img`);
  mount(`${outer}.img`, outer, undo);
  const image = join(outer, 'disk.img');
  run('truncate', '-s', `${innerMegabytes}M`, image);
  run('mkfs.ext4', '-q', image);
  mount(image, inner, undo);
  let cuts = 0;
  return {
    directory: inner,
    cut(looking) {
      cuts += 1;
      const copy = join(outer, `cut-${cuts}.img`);
      run('cp', '--reflink=always', image, copy);
      const leave: (() => void)[] = [() => rmSync(copy)];
      try {
        mount(copy, look, leave);
        return looking(look);
      } finally {
        for (const step of leave.reverse()) {
          step();
        }
      }
    },
  };
}

function mount(image: string, folder: string, undo: (() => void)[]): void {
  run('mount', '-o', 'loop', image, folder);
  undo.push(() => run('umount', folder));
}

function run(program: string, ...options: readonly string[]): void {
  const { status, error, stderr } = spawnSync(program, options, { encoding: 'utf8' });
  if (status !== 0) {
    throw new StepFailed(`${program}: ${error?.message ?? stderr.trim()}`);
  }
}
