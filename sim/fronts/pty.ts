import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { lstat, readlink, rm } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { type PluggedDevice, pathAt } from '../devices/serial-device.ts';
import type { Cable } from '../runtime/cable.ts';

export interface PtyFrontOptions {
  /** Where the port shall appear, as a link to the terminal that the system chose. */
  readonly path: string;
  readonly baudRate?: number;
  /** The program that makes terminals; `socat` from the search path when left out. */
  readonly socat?: string;
}

/** `no-socat`: the program is missing, as on Windows. `path-taken`: something that is no terminal of ours lies at the path. */
export type PtyStarting =
  | { readonly kind: 'started'; readonly front: PtyFront }
  | { readonly kind: 'no-socat'; readonly detail: string }
  | { readonly kind: 'path-taken'; readonly detail: string }
  | { readonly kind: 'failed'; readonly detail: string };

export interface PtyFront {
  /** Where the port is now; another one when the unit came back elsewhere. */
  readonly path: string;
  /** Takes the port away; the unit goes on living. */
  close(): Promise<void>;
}

type Socat = ChildProcessByStdio<Writable, Readable, Readable>;

const appearsWithinMs = 5_000;

/**
 * Offers a virtual unit as a pseudo-terminal, so that the station opens it like any serial port. socat holds the
 * terminal; we are at its standard input and output. An unplugged or restarting unit is a killed socat: whoever has the
 * port open is hung up, as by a USB cable that goes, and the path is gone until the unit is back.
 */
export async function startPtyFront(unit: PluggedDevice, options: PtyFrontOptions): Promise<PtyStarting> {
  let current: RunningTerminal | undefined;
  let trouble: Exclude<PtyStarting, { kind: 'started' }> | undefined;

  async function follow(): Promise<void> {
    await current?.kill();
    current = undefined;
    if (unit.presence() === 'plugged') {
      const starting = await startTerminal(unit, options);
      current = starting.kind === 'started' ? starting.terminal : undefined;
      trouble = starting.kind === 'started' ? undefined : starting;
    }
  }

  // One change after the other: a terminal must be gone before the next takes its path.
  let change = follow();
  const stopWatching = unit.onPresence(() => {
    current?.hangUp();
    change = change.then(follow);
  });
  await change;
  if (trouble !== undefined) {
    stopWatching();
    return trouble;
  }
  return {
    kind: 'started',
    front: {
      get path() {
        return pathAt(options.path, unit);
      },
      async close() {
        stopWatching();
        await change;
        await current?.kill();
      },
    },
  };
}

interface RunningTerminal {
  /** Pulls the terminal away at once, without waiting for the end of it. */
  hangUp(): void;
  /** The same, and resolves when the path is free again. */
  kill(): Promise<void>;
}

type TerminalStarting =
  | { readonly kind: 'started'; readonly terminal: RunningTerminal }
  | Exclude<PtyStarting, { kind: 'started' }>;

async function startTerminal(unit: PluggedDevice, options: PtyFrontOptions): Promise<TerminalStarting> {
  const path = pathAt(options.path, unit);
  if (await isForeign(path)) {
    return { kind: 'path-taken', detail: `${path} exists and is no terminal of a virtual unit` };
  }
  await rm(path, { force: true });
  const program = options.socat ?? 'socat';
  const socat: Socat = spawn(program, [`pty,raw,echo=0,link=${path}`, '-'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => {
    socat.once('exit', () => resolve());
    socat.once('error', () => resolve());
  });
  const appearing = await waitForTerminal(socat, path);
  if (appearing.kind !== 'appeared') {
    socat.kill('SIGKILL');
    return appearing;
  }
  let cable: Cable | undefined;
  const plugIn = () => {
    cable = plugTerminalIn(unit, socat, options.baudRate);
  };
  const letGo = holdByAnother({ program, path, forMs: unit.portTakenMs?.() ?? 0 }, plugIn);
  const hangUp = () => {
    letGo();
    cable?.detach();
    socat.kill('SIGKILL');
  };
  return {
    kind: 'started',
    terminal: {
      hangUp,
      async kill() {
        hangUp();
        await exited;
        // Killed like this, socat leaves its link behind.
        await rm(path, { force: true });
      },
    },
  };
}

/** Another program has the terminal open and locked for a while, as a second station would; then `free` is called, or at once. */
function holdByAnother(
  { program, path, forMs }: { readonly program: string; readonly path: string; readonly forMs: number },
  free: () => void,
): () => void {
  if (forMs === 0) {
    free();
    return () => undefined;
  }
  const other = spawn(program, ['-u', `${path},raw,echo=0,flock-ex`, '/dev/null'], { stdio: 'ignore' });
  const timer = setTimeout(() => {
    other.kill('SIGKILL');
    free();
  }, forMs);
  return () => {
    clearTimeout(timer);
    other.kill('SIGKILL');
  };
}

/** True for a path where something lies that is not a link into the terminals. */
async function isForeign(path: string): Promise<boolean> {
  const found = await lstat(path).catch(ignoreAbsence);
  if (found === undefined) {
    return false;
  }
  return !(found.isSymbolicLink() && (await readlink(path)).startsWith('/dev/pts/'));
}

function ignoreAbsence(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
    return undefined;
  }
  throw error;
}

type Appearing =
  | { readonly kind: 'appeared' }
  | { readonly kind: 'no-socat'; readonly detail: string }
  | { readonly kind: 'failed'; readonly detail: string };

async function waitForTerminal(socat: Socat, path: string): Promise<Appearing> {
  let ending: Appearing | undefined;
  let complaint = '';
  socat.stderr.on('data', (chunk) => {
    complaint = `${complaint}${String(chunk)}`.slice(-2_000);
  });
  socat.once('error', (error: NodeJS.ErrnoException) => {
    ending = { kind: error.code === 'ENOENT' ? 'no-socat' : 'failed', detail: error.message };
  });
  socat.once('exit', () => {
    ending ??= { kind: 'failed', detail: `socat ended: ${complaint.trim()}` };
  });
  const giveUpAt = performance.now() + appearsWithinMs;
  while (performance.now() < giveUpAt) {
    if (ending !== undefined) {
      return ending;
    }
    if ((await lstat(path).catch(ignoreAbsence)) !== undefined) {
      return { kind: 'appeared' };
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return { kind: 'failed', detail: 'the terminal did not appear' };
}

function plugTerminalIn(unit: PluggedDevice, socat: Socat, baudRate: number | undefined): Cable | undefined {
  // A pipe breaks when socat is killed with bytes on the way: that is the unplugged cable, not a fault of ours.
  socat.stdin.on('error', () => undefined);
  const attaching = unit.attach(
    { receive: (bytes) => socat.stdin.write(bytes), lost: () => socat.kill('SIGKILL') },
    baudRate === undefined ? {} : { baudRate },
  );
  if (attaching.kind !== 'attached') {
    return undefined;
  }
  socat.stdout.on('data', (chunk) => {
    // The terminal has taken the bytes already; nobody waits for them here.
    void attaching.cable.send(new Uint8Array(chunk));
  });
  return attaching.cable;
}
