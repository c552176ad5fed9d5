import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { commandStation } from './testing/command-station.ts';
import { fitbay, jsonLines, type Ran } from './testing/run-fitbay.ts';

const nordfracht = demoFleet.organizations.find(({ key }) => key === 'nordfracht')?.id ?? '';
const textOf = (id: string) => demoFleet.tray.find((label) => label.id === id)?.text ?? '';

/** The same carton without a page: a list in, one JSON line for each unit out. */
describe('OWN-12 STA-7 fitbay carton', { timeout: 60_000 }, () => {
  const station = commandStation({ isSynced: true });

  const carton = (...words: string[]): Promise<Ran> =>
    fitbay('carton', '--to', nordfracht, ...words, '--data', station.dataFolder, '--json');
  const listOf = (...texts: string[]) => {
    const file = join(station.dataFolder, 'list.txt');
    writeFileSync(file, texts.join('\n'));
    return file;
  };

  it('--dry-run says how each stands and transfers nothing', async () => {
    const file = listOf(
      textOf('partner-owned'),
      textOf('customer-owned'),
      textOf('two-types'),
      textOf('third-party'),
      textOf('partner-owned'),
      'serial number',
    );
    const ran = await carton('--file', file, '--dry-run');
    expect(ran.status).toBe(2);
    expect(jsonLines(ran)).toEqual([
      expect.objectContaining({ kind: 'ready', number: 1, unit: 'evopulse:359315075384726', transferId: null }),
      expect.objectContaining({ kind: 'already', number: 2 }),
      expect.objectContaining({ kind: 'choose-type', number: 3, types: ['krone', 'tp'] }),
      expect.objectContaining({ kind: 'refused', number: 4, code: 'OWNER_OTHER' }),
      { kind: 'duplicate', text: textOf('partner-owned'), number: 1 },
      { kind: 'unreadable', text: 'serial number', code: 'SCAN_UNREADABLE' },
      expect.objectContaining({
        kind: 'carton',
        units: 4,
        dryRun: true,
        counts: expect.objectContaining({ ready: 1 }),
      }),
    ]);
    const verdict = await fitbay(
      'verdict',
      '--unit',
      '359315075384726',
      '--customer',
      nordfracht,
      '--data',
      station.dataFolder,
      '--json',
    );
    expect(jsonLines(verdict)).toEqual([expect.objectContaining({ next: 'TRANSFER_AVAILABLE' })]);
  });

  it('waits while the cloud is not there, and that is no success', async () => {
    const ran = await carton('--unit', textOf('subscription-expired'), '--cloud', 'http://127.0.0.1:9');
    expect(ran.status).toBe(75);
    expect(jsonLines(ran)[0]).toMatchObject({ kind: 'provisional', transferId: expect.any(String) });
  });

  it('OWN-14 transfers what is allowed, each unit with its result; a repeat is a success without effect', async () => {
    const wish = ['--unit', textOf('partner-owned'), textOf('reseller-owned'), textOf('transfer-only')];
    const first = await carton(...wish);
    expect(first.status).toBe(0);
    expect(jsonLines(first)).toEqual([
      expect.objectContaining({ kind: 'transferred', transferId: expect.any(String), code: 'NEEDS_CONFIGURATION' }),
      expect.objectContaining({ kind: 'transferred', code: 'NEEDS_CONFIGURATION' }),
      expect.objectContaining({ kind: 'transferred', code: 'TYPE_TRANSFER_ONLY' }),
      expect.objectContaining({ kind: 'carton', dryRun: false, counts: expect.objectContaining({ transferred: 3 }) }),
    ]);
    const again = await carton(...wish);
    expect(again.status).toBe(0);
    expect(jsonLines(again).slice(0, 3)).toEqual(
      [1, 2, 3].map((number) => expect.objectContaining({ kind: 'already', number })),
    );
  });

  it('asks for units, and for a customer that it knows', async () => {
    expect((await carton()).status).toBe(64);
    expect((await carton('--file', join(station.dataFolder, 'no-such-list.txt'))).status).toBe(64);
    const stranger = await fitbay(
      'carton',
      '--to',
      'nobody',
      '--unit',
      textOf('partner-owned'),
      '--data',
      station.dataFolder,
      '--json',
    );
    expect([stranger.status, jsonLines(stranger)]).toEqual([2, [{ kind: 'refused', code: 'not-a-customer' }]]);
  });
});
