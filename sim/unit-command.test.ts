import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { needProgram } from './testing/installed-program.ts';
import { runSimUnit, type SimUnitOptions } from './unit-command.ts';

function start(options: Omit<SimUnitOptions, 'stop'>) {
  const stop = new AbortController();
  const lines: string[] = [];
  const ended = runSimUnit({ ...options, stop: stop.signal }, (line) => lines.push(line));
  return { stop: () => stop.abort(), lines, ended };
}

describe('INST-2 fitbay sim unit', () => {
  it('says where the unit is, serves it there and ends when told', async () => {
    const { stop, lines, ended } = start({
      family: 'teltonika',
      model: 'FTC961',
      faults: ['other-imei'],
      front: { kind: 'tcp', port: 0 },
    });
    await expect.poll(() => lines).toHaveLength(1);
    const ready = JSON.parse(lines[0] ?? '');
    expect(ready).toEqual({
      kind: 'ready',
      port: expect.stringMatching(/^tcp:\/\/127\.0\.0\.1:\d+$/),
      family: 'teltonika',
      model: 'FTC961',
      imei: '359315075384726',
    });
    const { port } = new URL(ready.port);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('getver\r');
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toContain('Hw:FTC961 Mod:1 Pos:43 IMEI:359315075384734 ');
    const closed = once(socket, 'close');
    stop();
    expect(await ended).toEqual({ kind: 'stopped' });
    await closed;
  });

  it('makes a terminal of its own and cleans it up', async (context) => {
    needProgram(context, 'socat', '-V');
    const { stop, lines, ended } = start({ family: 'at27007', front: { kind: 'pty' } });
    await expect.poll(() => lines, { timeout: 5_000 }).toHaveLength(1);
    const { port } = JSON.parse(lines[0] ?? '');
    expect(existsSync(port)).toBe(true);
    stop();
    expect(await ended).toEqual({ kind: 'stopped' });
    expect(existsSync(port)).toBe(false);
  });

  it.each<[Partial<SimUnitOptions>, string]>([
    [{ family: 'nokia' }, 'unknown-family'],
    [{ faults: ['no-such-fault'] }, 'unknown-fault'],
    [{ imei: '12345' }, 'invalid-imei'],
    [{ front: { kind: 'pty', path: '/dev/null' } }, 'not-started'],
  ])('refuses %j as %s', async (wrong, kind) => {
    const { lines, ended } = start({ family: 'teltonika', front: { kind: 'tcp', port: 0 }, ...wrong });
    expect((await ended).kind).toBe(kind);
    expect(lines).toEqual([]);
  });
});
