import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Kills a program again and again at random moments and collects what it had acknowledged by then (reliability.md §7 K, P1). The
 * program prints `ready` once, then one line `ack {…}` per act after the act is safe. What the acknowledgements must have left behind
 * is the caller's business, so that the same loop drives a bare store or a whole station.
 */
export interface KillLoop {
  readonly kills: number;
  /** Uniform in [0, 1); decides when. */
  readonly random: () => number;
  /** Where the next kill falls. Default: 60 to 120 ms after `ready`. */
  readonly aim?: () => KillAim;
  /** Program and arguments, run under the Node that runs the test. */
  readonly program: readonly string[];
  /** Called after each kill, when the program is gone. */
  readonly afterKill: (kill: KillReport) => void | Promise<void>;
  /** Asked after each kill; ends the loop early. */
  readonly isOver?: () => boolean;
}

export interface KillAim {
  /** Counted from the first line that holds `afterLine`, or from `ready` where none is named or none comes within 20 s. */
  readonly afterMs: number;
  readonly afterLine?: string;
}

export interface KillReport {
  readonly number: number;
  readonly afterMs: number;
  /** What followed `ack ` on each line of this run, oldest first. */
  readonly acknowledged: readonly string[];
}

const earliestMs = 60;
const latestMs = 120;
const startLimitMs = 30_000;
const lineLimitMs = 20_000;

/** Rejects when the program ends by itself or never becomes ready. */
export async function runKillLoop(loop: KillLoop): Promise<void> {
  for (let number = 1; number <= loop.kills && loop.isOver?.() !== true; number += 1) {
    const aim = loop.aim?.() ?? { afterMs: earliestMs + loop.random() * (latestMs - earliestMs) };
    const acknowledged = await runAndKill(loop.program, aim);
    await loop.afterKill({ number, afterMs: aim.afterMs, acknowledged });
  }
}

async function runAndKill(program: readonly string[], aim: KillAim): Promise<readonly string[]> {
  const child = spawn(process.execPath, [...program], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines = collectLines(child);
  const gone = new Promise<NodeJS.Signals | number | null>((resolve) => {
    child.once('close', (exitCode, signal) => resolve(signal ?? exitCode));
  });
  const isReady = await Promise.race([
    lines.awaited('ready'),
    gone.then(() => false),
    pause(startLimitMs).then(() => false),
  ]);
  if (isReady && aim.afterLine !== undefined) {
    await Promise.race([lines.awaited(aim.afterLine), gone, pause(lineLimitMs)]);
  }
  if (isReady) {
    await Promise.race([gone, pause(aim.afterMs)]);
  }
  child.kill('SIGKILL');
  const end = await gone;
  if (!isReady || end !== 'SIGKILL') {
    throw new Error(`the program ended with ${end} instead of being killed: ${lines.complaints()}`);
  }
  return lines.acknowledged();
}

/** A line counts only when its end has arrived: what was cut by the kill was not acknowledged. */
function collectLines(child: ChildProcess) {
  let text = '';
  let complaints = '';
  const waiting = new Map<string, (value: true) => void>();
  child.stderr?.on('data', (chunk) => {
    complaints += String(chunk);
  });
  child.stdout?.on('data', (chunk) => {
    text += String(chunk);
    for (const [part, tell] of waiting) {
      if (text.includes(part)) {
        tell(true);
      }
    }
  });
  return {
    /** Resolves when a line with this text has come. */
    awaited: (part: string) =>
      new Promise<true>((resolve) => {
        waiting.set(part, resolve);
        if (text.includes(part)) {
          resolve(true);
        }
      }),
    complaints: () => complaints,
    acknowledged: () =>
      text
        .split('\n')
        .slice(0, -1)
        .filter((line) => line.startsWith('ack '))
        .map((line) => line.slice('ack '.length)),
  };
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, durationMs).unref();
  });
}
