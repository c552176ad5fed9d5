import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSimUnit } from '#sim/unit-command.ts';
import { unitFamilies } from '#sim/units/families.ts';
import { fitbay, jsonLines } from './testing/run-fitbay.ts';

/** Everything by hand, as a person without hardware would: a virtual unit of each family, and the commands that work on units. */
describe.each(unitFamilies)('STA-7 INST-2 fitbay sim unit --family %s', { timeout: 120_000 }, (family) => {
  const stop = new AbortController();
  const folder = mkdtempSync(join(tmpdir(), 'fitbay-sim-families-'));
  const profile = join(folder, 'profile.json');
  let ended: Promise<unknown>;
  let port: string;
  beforeAll(async () => {
    writeFileSync(profile, JSON.stringify({ apn: 'fleet.example' }));
    const front = { kind: 'tcp', port: 0 } as const;
    const ready = await new Promise<string>((resolve) => {
      ended = runSimUnit({ family, front, stop: stop.signal }, resolve);
    });
    port = JSON.parse(ready).port;
  });
  afterAll(async () => {
    stop.abort();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });

  async function on(...words: string[]) {
    // The front takes one connection at a time and needs a moment to notice that the one before is gone.
    await setTimeout(50);
    return fitbay('unit', ...words, '--port', port, '--data', folder, '--json');
  }

  it('is identified, configured, read back and measured', async () => {
    expect(jsonLines(await on('identify'))).toMatchObject([
      { kind: 'identity', driver: family, imei: '359315075384726' },
    ]);
    expect(jsonLines(await on('write', '--profile', profile, '--imei', '359315075384726'))).toMatchObject([
      { kind: 'verified', changes: [{ key: 'apn', to: 'fleet.example', state: 'verified' }] },
    ]);
    expect(jsonLines(await on('read'))).toMatchObject([
      { kind: 'config', values: { apn: { value: 'fleet.example' } } },
    ]);
    const [measured] = jsonLines(await on('health'));
    expect(measured).toMatchObject({ kind: 'health' });
    expect(JSON.stringify(measured)).toContain('"kind":"value"');
  });

  it('and another unit than the named one is left alone', async () => {
    const ran = await on('write', '--profile', profile, '--imei', '866344054201822');
    expect(jsonLines(ran)).toMatchObject([{ kind: 'wrong-unit', read: '359315075384726' }]);
  });
});
