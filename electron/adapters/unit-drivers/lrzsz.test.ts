import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import { needProgram } from '#sim/testing/installed-program.ts';
import { systemClock } from '../clock/system-clock.ts';
import { createSerialUnitPorts } from '../serial/create-serial-unit-ports.ts';
import { receiveFiles, sendFiles } from './file-transfer.ts';
import { type LineErrors, withLineErrors } from './testing/line-errors.ts';

/*
 * lrzsz is the opponent: programs that others wrote and everybody uses. It sits at the other end of a pseudo-terminal, and our own serial
 * adapter at this one; errors are put in between.
 */
const log = { info: () => {}, warn: () => {}, error: () => {} };
/** Both sides wait for silence after damage; ours need not be as long as a real line's. */
const receiveTiming = { betweenBytesMs: 300 };
/** Two large blocks, some small ones, and a last one that is not full. */
const content = Uint8Array.from({ length: 2_500 }, (_, index) => (index * 73 + (index >> 3)) % 256);

let folder = '';
let ends: (() => Promise<void>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fitbay-lrzsz-'));
  ends = [];
});
afterEach(async () => {
  for (const end of ends.reverse()) {
    await end();
  }
  rmSync(folder, { recursive: true, force: true });
});

/**
 * Opens our end of a fresh terminal and starts a program of lrzsz behind the other. The program itself sits on pipes: it flushes a terminal
 * when it ends, and its last answer would be lost with it by chance.
 */
async function against(program: string, args: readonly string[], errors: LineErrors = {}) {
  const path = join(folder, 'line');
  const terminal = spawn('socat', [`pty,raw,echo=0,link=${path}`, '-'], { stdio: ['pipe', 'pipe', 'ignore'] });
  ends.push(() => killed(terminal));
  await expect.poll(() => existsSync(path)).toBe(true);
  const opening = await createSerialUnitPorts({ extraPaths: [path], clock: systemClock, log }).open(path);
  if (opening.kind !== 'opened') {
    throw new Error(opening.detail);
  }
  const link = withLineErrors(opening.link, errors);
  ends.push(() => opening.link.close());
  const child = spawn(program, args, { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
  const exited = once(child, 'exit');
  ends.push(() => killed(child));
  // What is written to a program that has ended is lost, as on any line.
  child.stdin.on('error', () => {});
  terminal.stdout.on('data', (bytes: Buffer) => child.stdin.write(bytes));
  child.stdout.on('data', (bytes: Buffer) => terminal.stdin.write(bytes));
  const exitCode = async () => {
    const [code] = await exited;
    return code as unknown;
  };
  const interrupt = () => child.kill('SIGINT');
  return { context: { link, clock: systemClock }, hits: link.hits, exitCode, interrupt };
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}

function needAll(context: TestContext): void {
  needProgram(context, 'rb', '--version');
  needProgram(context, 'socat', '-V');
}

const flipped: LineErrors = { toUnit: [{ piece: 2, kind: 'flip', at: 500 }], fromUnit: [] };
const dropped: LineErrors = { toUnit: [{ piece: 1, kind: 'drop', at: 700 }] };
const doubled: LineErrors = { toUnit: [{ piece: 2, kind: 'double', at: 64 }] };
const all: LineErrors = {
  toUnit: [
    { piece: 1, kind: 'flip', at: 40 },
    { piece: 3, kind: 'drop', at: 3 },
    { piece: 5, kind: 'double', at: 90 },
  ],
};
const errorsOnTheWay = [
  ['a clean line', {}, 0],
  ['a flipped bit', flipped, 1],
  ['a dropped byte', dropped, 1],
  ['a doubled byte', doubled, 1],
  ['all three', all, 3],
] as const;

describe('INST-5 our sender against lrzsz', { timeout: 90_000 }, () => {
  it.for(errorsOnTheWay)('rb receives by YMODEM, over %s', async ([, errors, expected], context) => {
    needAll(context);
    const other = await against('rb', ['-y'], errors);
    const sent = await sendFiles(other.context, { protocol: 'ymodem', files: [{ name: 'image.bin', bytes: content }] });
    expect(sent).toMatchObject({ kind: 'sent' });
    expect(await other.exitCode()).toBe(0);
    expect(Uint8Array.from(readFileSync(join(folder, 'image.bin')))).toEqual(content);
    expect(other.hits()).toBe(expected);
  });

  it.for([
    ['xmodem', 2_560],
    ['xmodem-1k', 2_560],
  ] as const)('rx receives by %s, padding included', async ([protocol, length], context) => {
    needAll(context);
    const other = await against('rx', ['-c', '-y', 'image.bin'], flipped);
    const sent = await sendFiles(other.context, { protocol, files: [{ name: 'image.bin', bytes: content }] });
    expect(sent).toMatchObject({ kind: 'sent' });
    expect(await other.exitCode()).toBe(0);
    const file = readFileSync(join(folder, 'image.bin'));
    expect(Uint8Array.from(file.subarray(0, content.length))).toEqual(content);
    expect(file.length).toBe(length);
  });

  it('is told when the other side breaks off', async (context) => {
    needAll(context);
    const large = { name: 'image.bin', bytes: new Uint8Array(400_000) };
    const other = await against('rb', ['-y']);
    const sent = await sendFiles(other.context, { protocol: 'ymodem', files: [large] }, (sentBytes) => {
      if (sentBytes > 0) {
        other.interrupt();
      }
    });
    expect(sent.kind).toBe('stopped-by-receiver');
  });
});

describe('INST-5 our receiver against lrzsz', { timeout: 90_000 }, () => {
  const backwards = (errors: LineErrors): LineErrors => ({ fromUnit: errors.toUnit ?? [] });

  it.for(errorsOnTheWay)('sb sends by YMODEM, over %s', async ([, errors], context) => {
    needAll(context);
    writeFileSync(join(folder, 'image.bin'), content);
    const other = await against('sb', ['-k', 'image.bin'], backwards(errors));
    const received = await receiveFiles(other.context, { protocol: 'ymodem', timing: receiveTiming });
    expect(received).toEqual({
      kind: 'received',
      files: [{ name: 'image.bin', bytes: content, isExact: true }],
      isEnded: true,
    });
    expect(await other.exitCode()).toBe(0);
  });

  it.for([
    ['128-byte blocks', []],
    ['1024-byte blocks', ['-k']],
  ] as const)('sx sends by XMODEM in %s', async ([, options], context) => {
    needAll(context);
    writeFileSync(join(folder, 'image.bin'), content);
    const other = await against('sx', [...options, 'image.bin'], backwards(flipped));
    const received = await receiveFiles(other.context, {
      protocol: 'xmodem',
      length: content.length,
      timing: receiveTiming,
    });
    expect(received).toEqual({ kind: 'received', files: [{ name: '', bytes: content, isExact: true }], isEnded: true });
    expect(await other.exitCode()).toBe(0);
  });

  it('sb sends two files in one batch', async (context) => {
    needAll(context);
    writeFileSync(join(folder, 'first.bin'), content);
    writeFileSync(join(folder, 'second.bin'), 'two');
    const other = await against('sb', ['first.bin', 'second.bin']);
    const received = await receiveFiles(other.context, { protocol: 'ymodem', timing: receiveTiming });
    expect(received).toMatchObject({ kind: 'received', files: [{ name: 'first.bin' }, { name: 'second.bin' }] });
    expect(received.kind === 'received' && received.files[1]?.bytes).toEqual(Uint8Array.of(0x74, 0x77, 0x6f));
  });
});
