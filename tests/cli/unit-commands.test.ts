import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeProfileFile } from '#core/domain/installation/profile-file.ts';
import { sampleProfile } from '#core/domain/installation/testing/sample-profile.ts';
import { startTcpFront } from '#sim/fronts/tcp-server.ts';
import { createVirtualUnit, type VirtualUnit } from '#sim/virtual-unit.ts';
import { fitbay, jsonLines } from './testing/run-fitbay.ts';

const imei = '359315075384726';

/** On a machine without a station: units on a cable need none. */
describe('STA-7 INST-1 fitbay unit', () => {
  let folder: string;
  let unit: VirtualUnit;
  let port: string;
  let close: () => Promise<void>;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fitbay-unit-cli-'));
    unit = createVirtualUnit({
      family: 'teltonika',
      imei,
      seed: 3,
      poweredForSeconds: 600,
      ebsVin: 'WSM00000003111444',
    });
    const starting = await startTcpFront(unit, { port: 0 });
    if (starting.kind !== 'started') {
      throw new Error(starting.detail);
    }
    port = `tcp://127.0.0.1:${starting.front.port}`;
    close = starting.front.close;
  });
  afterEach(async () => {
    await close();
    unit.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function on(...words: string[]) {
    // A device server takes one connection at a time and needs a moment to notice that the one before is gone.
    await setTimeout(50);
    return fitbay('unit', ...words, '--port', port, '--data', folder, '--json');
  }

  function textFile(text: string): string {
    const path = join(folder, 'fitbay-profile.json');
    writeFileSync(path, text);
    return path;
  }

  function profile(values: unknown): string {
    const path = join(folder, 'profile.json');
    writeFileSync(path, JSON.stringify(values));
    return path;
  }

  it('identify says who it is', async () => {
    const ran = await on('identify');
    expect([ran.status, ran.err]).toEqual([0, '']);
    expect(jsonLines(ran)).toEqual([
      {
        kind: 'identity',
        driver: 'teltonika',
        imei,
        model: 'FMB920',
        firmware: '03.27.07_00',
        hardware: 'FMB920',
        iccid: expect.stringMatching(/^89\d{17}$/),
      },
    ]);
  });

  it('read and health tell each value or why there is none', async () => {
    const read = jsonLines(await on('read', '--driver', 'teltonika'));
    expect(read).toEqual([{ kind: 'config', values: expect.objectContaining({ apn: { kind: 'empty' } }) }]);
    const health = jsonLines(await on('health', '--driver', 'teltonika'));
    expect(health).toEqual([
      {
        kind: 'health',
        fields: expect.objectContaining({
          supplyMillivolts: { kind: 'value', value: expect.any(Number), raw: expect.any(String) },
          ebsVin: { kind: 'value', value: 'WSM00000003111444', raw: 'WSM00000003111444' },
        }),
      },
    ]);
  });

  it('INST-3 write shows the difference, writes it, reads back, and writes nothing twice', async () => {
    const file = profile({ values: [{ key: 'apn', value: 'fleet.example.com' }], name: 'ignored here' });
    const planned = await on('write', '--profile', file, '--dry-run');
    expect(jsonLines(planned)).toEqual([
      { kind: 'planned', changes: [{ key: 'apn', from: null, to: 'fleet.example.com', state: 'to-write' }] },
    ]);
    expect(unit.parameters()['2001']).toBe('');
    const written = await on('write', '--profile', file, '--imei', imei);
    expect([written.status, jsonLines(written)]).toEqual([
      0,
      [{ kind: 'verified', changes: [{ key: 'apn', from: null, to: 'fleet.example.com', state: 'verified' }] }],
    ]);
    expect(unit.parameters()['2001']).toBe('fleet.example.com');
    expect(jsonLines(await on('write', '--profile', profile({ apn: 'fleet.example.com' })))).toEqual([
      { kind: 'verified', changes: [] },
    ]);
  });

  it('INST-3 write takes a profile file with all that it inherits, checks its limits, and refuses what was edited', async () => {
    const base = sampleProfile({ id: 'base', values: { apn: 'base.example.com', serverHost: 'ingest.example.com' } });
    const night = (values: Readonly<Record<string, string>>, minimumFirmware: string | null = null) =>
      textFile(writeProfileFile([base, sampleProfile({ id: 'night', baseId: 'base', minimumFirmware, values })]));
    const planned = jsonLines(await on('write', '--profile', night({ apn: 'night.example.com' }), '--dry-run'));
    expect(planned).toMatchObject([
      {
        kind: 'planned',
        changes: [
          { key: 'apn', to: 'night.example.com' },
          { key: 'serverHost', to: 'ingest.example.com' },
        ],
      },
    ]);
    const refused = async (file: string) => {
      const ran = await on('write', '--profile', file);
      return [ran.status, ...jsonLines(ran)];
    };
    expect(await refused(night({ serverPort: '0' }))).toEqual([
      2,
      { kind: 'not-taken', why: 'bad-value', keys: ['serverPort'] },
    ]);
    expect(await refused(night({ apnPassword: 'apn of nobody' }))).toEqual([
      2,
      { kind: 'secret-missing', name: 'apn of nobody' },
    ]);
    expect(await refused(night({}, '99.01'))).toMatchObject([2, { kind: 'older-firmware', minimum: '99.01' }]);
    const edited = writeProfileFile([base]).replace('base.example.com', 'evil.example.com');
    expect(await refused(textFile(edited))).toEqual([2, { kind: 'not-taken', why: 'changed', keys: [] }]);
    expect(unit.parameters()['2001'], 'nothing of all this was written').toBe('');
  });

  it('INST-1 write refuses another unit than the named one, with 2', async () => {
    const ran = await on('write', '--profile', profile({ apn: 'x' }), '--imei', '866344054201822');
    expect([ran.status, jsonLines(ran)]).toEqual([
      2,
      [{ kind: 'wrong-unit', expected: '866344054201822', read: imei }],
    ]);
    expect(unit.parameters()['2001']).toBe('');
  });

  it('a port that is not there is a no, a busy one a later', async () => {
    const gone = await fitbay('unit', 'identify', '--port', '/dev/no-such-port', '--data', folder, '--json');
    expect([gone.status, jsonLines(gone)]).toEqual([
      2,
      [expect.objectContaining({ kind: 'link-problem', reason: 'not-found' })],
    ]);
    unit.setFaults(['unplug-mid-reply']);
    const lost = await on('identify', '--driver', 'teltonika');
    expect([lost.status, jsonLines(lost)]).toEqual([75, [expect.objectContaining({ reason: 'port-lost' })]]);
  });

  it('a profile that is none is wrong usage', async () => {
    expect(await on('write', '--profile', profile(['apn']))).toMatchObject({ status: 64, out: '' });
  });

  it('list answers with the ports of this machine', async () => {
    const ran = await fitbay('unit', 'list', '--data', folder, '--json');
    expect(ran.status).toBe(0);
    expect(jsonLines(ran)).toEqual([expect.any(Array)]);
  });

  it('leaves nothing behind on a machine that is no station', async () => {
    await on('identify');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('INST-3 backup keeps what it holds as a file, and restore puts it back into this unit only', async () => {
    await on('write', '--profile', profile({ openLinkS: '120', apn: 'internet' }));
    const file = join(folder, 'kept.json');
    const kept = await on('backup', '--out', file, '--name', 'as delivered');
    expect([kept.status, jsonLines(kept)]).toMatchObject([0, [{ kind: 'kept', unit: imei, unread: [], file }]]);
    expect(readFileSync(file, 'utf8')).not.toContain('"apnPassword":');

    await on('write', '--profile', profile({ openLinkS: '300', apn: 'elsewhere' }));
    const planned = await on('restore', file, '--dry-run');
    expect(jsonLines(planned)).toMatchObject([{ kind: 'planned' }]);
    expect(unit.parameters()).toMatchObject({ '1000': '300' });
    const restored = await on('restore', file);
    expect([restored.status, jsonLines(restored)]).toMatchObject([
      0,
      [
        {
          kind: 'restored',
          lines: expect.arrayContaining([
            { key: 'openLinkS', value: '120', found: '300', state: 'verified', reason: null },
            // Nobody here knows whose unit it is, so nothing of an owner is put back.
            { key: 'apn', value: 'internet', found: null, state: 'left-out', reason: 'owner' },
          ]),
        },
      ],
    ]);
    expect(unit.parameters()).toMatchObject({ '1000': '120', '2001': 'elsewhere' });

    writeFileSync(file, readFileSync(file, 'utf8').replace('"openLinkS": "120"', '"openLinkS": "121"'));
    const changed = await on('restore', file);
    expect([changed.status, jsonLines(changed)]).toEqual([2, [{ kind: 'not-taken', why: 'changed' }]]);
    expect((await on('restore', join(folder, 'nothing.json'))).status).toBe(64);
  });
});
