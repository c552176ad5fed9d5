import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second, whatever the kernel's own clock does. */
const ticksPerSecond = 100;

/** Processor time of this process and of everything below it, also of what has ended, in seconds. Null where there is no `/proc`. */
export function processorSeconds(): number | null {
  const processes = readProcesses();
  const own = new Set([process.pid]);
  // A child may stand before its parent in the list, so it is gone through until nobody is added.
  for (let known = 0; known < own.size; ) {
    known = own.size;
    for (const { pid, parent } of processes) {
      if (own.has(parent)) {
        own.add(pid);
      }
    }
  }
  const ticks = processes.filter(({ pid }) => own.has(pid)).map((one) => one.ticks);
  return ticks.length === 0 ? null : ticks.reduce((sum, one) => sum + one, 0) / ticksPerSecond;
}

interface ProcessTimes {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
}

function readProcesses(): readonly ProcessTimes[] {
  if (process.platform !== 'linux') {
    return [];
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readTimes(Number(name)));
}

/** proc_pid_stat(5): fields 4, and 14 to 17; the name in field 2 may hold blanks and stands in brackets. */
function readTimes(pid: number): readonly ProcessTimes[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return [{ pid, parent: Number(fields[1]), ticks }];
  } catch {
    return []; // it has ended meanwhile
  }
}
