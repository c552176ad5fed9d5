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
  /** Program and arguments, run under the Node that runs the test. */
  readonly program: readonly string[];
  /** Called after each kill, when the program is gone. */
  readonly afterKill: (kill: KillReport) => void | Promise<void>;
  /** Asked after each kill; ends the loop early. */
  readonly isOver?: () => boolean;
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

/** Rejects when the program ends by itself or never becomes ready. */
export async function runKillLoop(loop: KillLoop): Promise<void> {
  for (let number = 1; number <= loop.kills && loop.isOver?.() !== true; number += 1) {
    const afterMs = earliestMs + loop.random() * (latestMs - earliestMs);
    const acknowledged = await runAndKill(loop.program, afterMs);
    await loop.afterKill({ number, afterMs, acknowledged });
  }
}

async function runAndKill(program: readonly string[], afterMs: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [...program], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines = collectLines(child);
  const gone = new Promise<NodeJS.Signals | number | null>((resolve) => {
    child.once('close', (exitCode, signal) => resolve(signal ?? exitCode));
  });
  const isReady = await Promise.race([lines.ready, gone.then(() => false), pause(startLimitMs).then(() => false)]);
  if (isReady) {
    await pause(afterMs);
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
  let becomeReady: (value: true) => void = () => {};
  const ready = new Promise<true>((resolve) => {
    becomeReady = resolve;
  });
  child.stderr?.on('data', (chunk) => {
    complaints += String(chunk);
  });
  child.stdout?.on('data', (chunk) => {
    text += String(chunk);
    if (text.startsWith('ready\n')) {
      becomeReady(true);
    }
  });
  return {
    ready,
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
