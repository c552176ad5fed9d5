import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { faultNames } from '#sim/faults/fault-catalogue.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { fitbay, jsonLines } from './testing/run-fitbay.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fitbay-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileWith(name: string, value: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
}

describe('SCAN-2 fitbay label parse', () => {
  it('prints one document a text, and 2 if any is unreadable', async () => {
    const ran = await fitbay('label', 'parse', 'ABC-123456789123456', 'tp:890123847562332', 'nonsense', '--json');
    expect(ran.status).toBe(2);
    expect(jsonLines(ran)).toEqual([
      {
        kind: 'label',
        text: 'ABC-123456789123456',
        fields: { serial: '123456789123456', prefix: 'ABC' },
        warnings: ['SERIAL_CHECKDIGIT'],
      },
      {
        kind: 'label',
        text: 'tp:890123847562332',
        fields: { unitType: 'tp', serial: '890123847562332' },
        warnings: ['SERIAL_CHECKDIGIT'],
      },
      expect.objectContaining({ kind: 'unreadable', text: 'nonsense', code: 'SCAN_UNREADABLE' }),
    ]);
  });

  it('speaks to people without --json', async () => {
    const ran = await fitbay('label', 'parse', '359315075384726');
    expect(ran).toEqual({
      status: 0,
      out: expect.stringMatching(/^359315075384726: serial "359315075384726"/),
      err: '',
    });
  });
});

describe('SCAN-3 PAIR-6 fitbay vin, imei and iccid check', () => {
  it.each([
    ['vin', 'wsm 000000 03111444', { value: 'WSM00000003111444', kind: 'ok', codes: [] }, 0],
    [
      'vin',
      '1HGCM82633A000001',
      { value: '1HGCM82633A000001', kind: 'warn', codes: ['VIN_CHECKDIGIT'], expected: '9' },
      0,
    ],
    ['vin', 'F3A000001', { value: 'F3A000001', kind: 'partial', codes: ['VIN_PARTIAL'] }, 0],
    ['vin', 'short', expect.objectContaining({ kind: 'bad', codes: ['VIN_FORMAT'] }), 2],
    ['imei', '35-931507-538472-6', { value: '359315075384726', kind: 'ok', codes: [] }, 0],
    ['imei', '359315075384725', expect.objectContaining({ kind: 'warn', expected: '6' }), 0],
    ['imei', '000000000000000', expect.objectContaining({ kind: 'bad' }), 2],
    ['iccid', '8949026388438797762', { value: '8949026388438797762', kind: 'ok', codes: [] }, 0],
    ['iccid', '123', expect.objectContaining({ kind: 'bad', codes: ['ICCID_FORMAT'] }), 2],
  ])('%s check %s', async (what, number, judged, status) => {
    const ran = await fitbay(what, 'check', number, '--json');
    expect(jsonLines(ran)).toEqual([judged]);
    expect(ran.status).toBe(status);
  });
});

describe('PAIR-2 fitbay pairing match', () => {
  const assets = () =>
    fileWith('assets.json', [
      { id: 'truck', vin: '1HGCM82633A000001' },
      { id: 'twin-a', vin: 'WSM00000000412233', unitId: null },
      { id: 'twin-b', vin: 'WKESD000000412233' },
      { id: 'taken', vin: 'WSM00000003111690', unitId: 'evoguard:866344054210427' },
    ]);

  it.each([
    ['F3A000001', { kind: 'paired', assetId: 'truck', match: 'partial' }, 0],
    ['1HGCM82633A000001', { kind: 'paired', assetId: 'truck', match: 'exact' }, 0],
    ['000412233', { kind: 'failed', reason: 'MultipleMatchFound', candidateAssetIds: ['twin-a', 'twin-b'] }, 2],
    ['WSM00000003111690', { kind: 'failed', reason: 'occupied', candidateAssetIds: ['taken'] }, 2],
    ['WSM00000009999999', { kind: 'failed', reason: 'NotFound', candidateAssetIds: [] }, 2],
    ['F3A', { kind: 'failed', reason: 'InvalidData', candidateAssetIds: [] }, 2],
  ])('of %s', async (vin, outcome, status) => {
    const ran = await fitbay('pairing', 'match', '--vin', vin, '--assets', assets(), '--json');
    expect(jsonLines(ran)).toEqual([outcome]);
    expect(ran.status).toBe(status);
  });

  it('refuses a list that is none, and a file that is not there', async () => {
    const odd = await fitbay(
      'pairing',
      'match',
      '--vin',
      'x',
      '--assets',
      fileWith('odd.json', [{ vin: 1 }]),
      '--json',
    );
    expect([odd.status, jsonLines(odd)]).toEqual([2, [expect.objectContaining({ kind: 'invalid' })]]);
    const missing = await fitbay('pairing', 'match', '--vin', 'x', '--assets', join(folder, 'none.json'), '--json');
    expect([missing.status, missing.out]).toEqual([64, '']);
  });
});

describe('PAIR-4 fitbay events check', () => {
  const event = {
    eventBatchId: '31fccdce-725e-4c87-a91b-3a8e66144641',
    eventSubscriptionId: '41634ca6-a7fb-4dc2-9461-7e9b24be885e',
    eventBatchTime: '2025-05-13T13:18:13.2017310Z',
    eventsData: [
      {
        eventType: 'unit.unpaired',
        eventVersion: 1,
        eventData: {
          registeredOn: '2025-05-12T22:20:00.000Z',
          organizationId: 'c8c90b90-ad39-4a3d-8b89-c25a22acaa25',
          assetId: '5bca3b72-e006-4cea-bfaa-f5a4dcf3a63c',
          unitId: 'tp:890123847562332',
          assetVIN: '1HGCM82633A000001',
        },
      },
    ],
  };

  it('reads each file and names the one that is invalid', async () => {
    const good = fileWith('good.json', `\uFEFF${JSON.stringify(event)}`);
    const bad = fileWith('bad.json', { eventsData: 'none' });
    const broken = fileWith('broken.json', '{');
    const ran = await fitbay('events', 'check', good, bad, broken, '--json');
    expect(ran.status).toBe(2);
    expect(jsonLines(ran)).toEqual([
      expect.objectContaining({
        file: good,
        kind: 'events',
        events: [
          expect.objectContaining({ eventType: 'unit.unpaired', unitId: 'tp:890123847562332', eventVersion: 1 }),
        ],
      }),
      expect.objectContaining({ file: bad, kind: 'invalid', issues: expect.arrayContaining([expect.any(String)]) }),
      expect.objectContaining({ file: broken, kind: 'invalid', issues: [expect.stringContaining('broken.json')] }),
    ]);
    expect((await fitbay('events', 'check', good, '--json')).status).toBe(0);
  });
});

describe('STA-7 the command line itself', () => {
  it.each([
    [['bogus']],
    [['label', 'parse']],
    [['verdict', '--unit', 'x']],
    [['label', 'parse', 'x', '--bogus']],
    [['unit', 'identify']],
    [['serve', '--port', 'many', '--no-open']],
    [['cloud', '--port', '70000']],
    [['sim', 'unit', '--family', 'nothing']],
    [['sim', 'unit', '--family', 'teltonika', '--pty', '--tcp', '0']],
    [['sim', 'unit', '--family', 'teltonika', '--imei', '12']],
    [['sim', 'unit', '--family', 'teltonika', '--fault', 'nothing']],
    [['unit', 'read', '--port', 'x', '--driver', 'nothing']],
    [['audit', 'verify', '--bundle', '/nowhere.json']],
  ])('%j is wrong usage: 64, a word on standard error, nothing on standard output', async (commandLine) => {
    const ran = await fitbay(...commandLine, '--json');
    expect([ran.status, ran.out]).toEqual([64, '']);
    expect(ran.err).not.toBe('');
  });

  it('INST-2 lists what can go wrong with a virtual unit, by the names that it takes', async () => {
    const { status, out } = await fitbay('sim', 'faults', '--json');
    expect(status).toBe(0);
    const { kind, faults } = z
      .object({
        kind: z.string(),
        faults: z.array(z.object({ name: z.string(), group: z.number(), says: z.string() })),
      })
      .parse(JSON.parse(out));
    expect([kind, new Set(faults.map(({ name }) => name))]).toEqual(['faults', new Set(faultNames)]);
    expect((await fitbay('sim', 'faults')).out).toMatch(/^ 6 {2}unplug-mid-write +The cable is pulled .* =20: bytes/m);
  });

  it('tells its version and its help', async () => {
    expect(await fitbay('--version')).toEqual({ status: 0, out: `${packageJson.version}\n`, err: '' });
    const help = await fitbay('unit', 'write', '--help');
    expect(help.status).toBe(0);
    expect(help.out).toContain('--profile');
    expect(help.out).toContain('--json');
  });

  it('has every command that its users build on', async () => {
    const { out } = await fitbay('--help');
    const named = [
      'label',
      'vin',
      'imei',
      'iccid',
      'verdict',
      'transfer',
      'pairing',
      'events',
      'unit',
      'sim',
      'report',
    ];
    for (const command of [...named, 'audit', 'sync', 'status', 'serve', 'cloud', 'doctor', 'demo']) {
      expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
    }
  });
});
