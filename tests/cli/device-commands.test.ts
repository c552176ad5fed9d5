import { afterEach, describe, expect, it } from 'vitest';
import { createVirtualReceiver } from '#sim/devices/nmea/virtual-receiver.ts';
import { startTcpFront } from '#sim/fronts/tcp-server.ts';
import { fitbay, jsonLines, type Process, startFitbay } from './testing/run-fitbay.ts';

const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) {
    await end();
  }
});

/** A receiver on a TCP port, as a serial device server offers one. */
async function startReceiver(): Promise<string> {
  const receiver = createVirtualReceiver({ seed: 3, poweredForSeconds: 120 });
  const starting = await startTcpFront(receiver, { port: 0 });
  if (starting.kind !== 'started') {
    throw new Error(starting.detail);
  }
  endings.push(async () => {
    await starting.front.close();
    receiver.close();
  });
  return `tcp://127.0.0.1:${starting.front.port}`;
}

function start(...commandLine: readonly string[]): Process {
  const process = startFitbay(commandLine);
  endings.push(async () => {
    process.signal('SIGTERM');
    await process.ended;
  });
  return process;
}

describe('INST-1 STA-7 a GNSS receiver where a unit is expected', () => {
  it('unit identify says what it is, unit health how it sees the sky', async () => {
    const port = await startReceiver();
    const identified = await fitbay('unit', 'identify', '--port', port, '--driver', 'nmea', '--json');
    expect(jsonLines(identified)).toEqual([
      expect.objectContaining({ kind: 'identity', driver: 'nmea', model: 'GNSS receiver', imei: null }),
    ]);
    const health = await fitbay('unit', 'health', '--port', port, '--driver', 'nmea', '--json');
    expect(jsonLines(health)).toEqual([
      {
        kind: 'health',
        fields: {
          gnssFix: expect.objectContaining({ value: 'fix' }),
          satellites: expect.objectContaining({ kind: 'value' }),
          satellitesInView: expect.objectContaining({ value: 16 }),
          hdop: expect.objectContaining({ kind: 'value' }),
        },
      },
    ]);
    expect((await fitbay('unit', 'identify', '--port', port, '--driver', 'nmea')).out).toContain('firmware not told');
  });
});

describe('INST-2 fitbay sim device', () => {
  it('runs a receiver that the other commands read', async () => {
    const process = start('sim', 'device', '--kind', 'gnss-receiver', '--tcp', '0', '--json');
    const { kind, port } = JSON.parse(await process.firstLine) as { kind: string; port: string };
    expect(kind).toBe('ready');
    const health = await fitbay('unit', 'health', '--port', port, '--driver', 'nmea', '--json');
    expect(jsonLines(health)).toMatchObject([{ kind: 'health', fields: { gnssFix: { value: 'fix' } } }]);
  });

  it.each([
    [['--kind', 'toaster'], 'gnss-receiver, slcan, elm327'],
    [['--kind', 'slcan', '--trouble', 'rain'], 'silent-bus'],
    [['--kind', 'slcan', '--tcp', 'many'], 'take a number'],
    [['--kind', 'slcan', '--pty', '--tcp', '0'], 'one of'],
  ])('refuses %j and says what there is', async (commandLine, words) => {
    const ran = await fitbay('sim', 'device', ...commandLine);
    expect(ran.status).toBe(64);
    expect(ran.err).toContain(words);
  });
});
