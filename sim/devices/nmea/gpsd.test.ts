import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type PtyFront, startPtyFront } from '../../fronts/pty.ts';
import { needProgram } from '../../testing/installed-program.ts';
import { createVirtualReceiver, type VirtualReceiver } from './virtual-receiver.ts';

const report = z.object({
  class: z.string(),
  mode: z.number().optional(),
  lat: z.number().optional(),
  lon: z.number().optional(),
  time: z.string().optional(),
  hdop: z.number().optional(),
  uSat: z.number().optional(),
  nSat: z.number().optional(),
  satellites: z.array(z.object({ used: z.boolean() })).optional(),
});
type Report = z.infer<typeof report>;

describe('INST-2 gpsd, a program that others wrote, reads the virtual receiver', () => {
  it('gpsd gets the expected place, time, mode and satellites from our position sentences', async (context) => {
    needPrograms(context);
    await withGpsd({ poweredForSeconds: 120 }, async (receiver, reports) => {
      const fix = await reports.until(
        ({ class: kind, mode, time }) => kind === 'TPV' && mode === 3 && time !== undefined,
      );
      const truth = receiver.sky();
      expect(fix.lat).toBeCloseTo(truth.latitude, 3);
      expect(fix.lon).toBeCloseTo(truth.longitude, 3);
      expect(Math.abs(Date.parse(fix.time ?? '') - truth.timeMs)).toBeLessThan(60_000);
      const sky = await reports.until(({ class: kind, nSat }) => kind === 'SKY' && nSat === truth.satellites.length);
      const used = truth.satellites.filter((satellite) => satellite.used).length;
      expect(sky.satellites?.filter((satellite) => satellite.used)).toHaveLength(used);
    });
  });

  it('gpsd finds no place while the virtual receiver has none', async (context) => {
    needPrograms(context);
    await withGpsd({ poweredForSeconds: 120, troubles: ['no-fix'] }, async (_receiver, reports) => {
      const none = await reports.until(({ class: kind, mode }) => kind === 'TPV' && mode === 1);
      expect(none.lat).toBeUndefined();
    });
  });
});

function needPrograms(context: Parameters<typeof needProgram>[0]): void {
  needProgram(context, 'gpsd', '-V');
  needProgram(context, 'gpspipe', '-V');
  needProgram(context, 'socat', '-V');
}

interface Reports {
  until(isWanted: (report: Report) => boolean): Promise<Report>;
}

async function withGpsd(
  options: Omit<Parameters<typeof createVirtualReceiver>[0], 'seed'>,
  judge: (receiver: VirtualReceiver, reports: Reports) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fitbay-gpsd-'));
  const receiver = createVirtualReceiver({ ...options, seed: 7 });
  const starting = await startPtyFront(receiver, { path: join(folder, 'receiver') });
  expect(starting.kind).toBe('started');
  const front = starting.kind === 'started' ? starting.front : null;
  try {
    if (front !== null) {
      await readWithGpsd(front, (reports) => judge(receiver, reports));
    }
  } finally {
    await front?.close();
    receiver.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** `-N` stays in the foreground, `-n` opens the receiver at once, `-b` writes nothing to it. */
async function readWithGpsd(front: PtyFront, judge: (reports: Reports) => Promise<void>): Promise<void> {
  const port = await freePort();
  const gpsd = spawn('gpsd', ['-N', '-n', '-b', '-S', String(port), front.path], { stdio: 'ignore' });
  try {
    const pipe = await connect(port);
    try {
      await judge(reportsOf(pipe));
    } finally {
      await end(pipe.program);
    }
  } finally {
    await end(gpsd);
  }
}

interface Pipe {
  readonly program: ChildProcess;
  readonly lines: AsyncIterator<string>;
}

/** gpsd needs a moment before it listens; gpspipe ends without a word where nobody does, and where somebody does it tells gpsd's version at once. */
async function connect(port: number): Promise<Pipe> {
  for (;;) {
    const program = spawn('gpspipe', ['-w', `127.0.0.1:${port}`], { stdio: ['ignore', 'pipe', 'ignore'] });
    const lines = createInterface({ input: program.stdout })[Symbol.asyncIterator]();
    if ((await lines.next()).done !== true) {
      return { program, lines };
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function reportsOf({ lines }: Pipe): Reports {
  return {
    async until(isWanted) {
      for (;;) {
        const line = await lines.next();
        if (line.done === true) {
          throw new Error('gpspipe ended before gpsd had said it');
        }
        const said = report.parse(JSON.parse(line.value));
        if (isWanted(said)) {
          return said;
        }
      }
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await exited;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
