import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { commandStation } from './testing/command-station.ts';
import { fitbay, jsonLines } from './testing/run-fitbay.ts';

const idOf = (key: string) => demoFleet.organizations.find((one) => one.key === key)?.id ?? '';
const made = z.object({ asset: z.object({ id: z.string(), version: z.number() }) });

describe('UNIT-2 STA-7 fitbay asset on a station', { timeout: 180_000 }, () => {
  const fleet = idOf('nordfracht');
  const station = commandStation({ isSynced: true });

  const on = async (...words: string[]) => {
    const ran = await fitbay('asset', ...words, '--data', station.dataFolder, '--json');
    return [ran.status, jsonLines(ran)[0]] as const;
  };
  const create = async (plate: string) => {
    const [status, answer] = await on('create', '--of', fleet, '--category', 'trailer', '--plate', plate);
    expect(status).toBe(0);
    return made.parse(answer).asset.id;
  };

  it('writes a vehicle, changes what is named and nothing else, and lists it', async () => {
    const id = await create('HH CL 1');
    expect(await on('change', id, '--code', 'T-1', '--vin', 'wsm00000003199991')).toMatchObject([
      0,
      { kind: 'done', asset: { plate: 'HH CL 1', code: 'T-1', vin: 'WSM00000003199991', version: 2 } },
    ]);
    expect(await on('change', id, '--code', '')).toMatchObject([0, { asset: { plate: 'HH CL 1', code: null } }]);
    const [status, list] = await on('list', '--of', fleet);
    expect(status).toBe(0);
    expect(list).toMatchObject({ kind: 'assets', rows: expect.arrayContaining([expect.objectContaining({ id })]) });
  });

  it('is told no clearly, and to try later where nobody answers', async () => {
    const id = await create('HH CL 2');
    expect(await on('change', id, '--vin', 'nonsense')).toMatchObject([2, { kind: 'refused', code: 'ASSET_VIN_BAD' }]);
    expect(await on('change', 'nothing-like-it', '--plate', 'X')).toMatchObject([2, { code: 'ASSET_UNKNOWN' }]);
    expect(await on('list', '--of', 'nobody')).toEqual([2, { kind: 'not-yours' }]);
    expect((await on('create', '--of', fleet, '--category', 'boat', '--plate', 'X'))[0]).toBe(64);
    const away = await on('change', id, '--plate', 'Y', '--cloud', 'http://127.0.0.1:9');
    expect(away).toMatchObject([75, { kind: 'not-answered' }]);
  });

  it('UNIT-3 links a unit as the page does: asked before it moves or loses its vehicle, and unlinks it', async () => {
    const [id, other] = [await create('HH CL 3'), await create('HH CL 4')];
    const free = demoFleet.units.find(
      (one) => one.owner === 'hansen' && one.unitType === 'evopulse' && !one.pairedWith,
    );
    const unit = `evopulse:${free?.serial}`;
    expect(await on('link', id, '--unit', unit)).toMatchObject([2, { kind: 'refused', code: 'TRANSFER_AVAILABLE' }]);
    expect(await on('link', id, '--unit', unit, '--transfer')).toMatchObject([
      0,
      { kind: 'linked', asset: { id, unit }, transferId: expect.any(String) },
    ]);
    expect(await on('link', other, '--unit', unit)).toMatchObject([2, { kind: 'refused', code: 'STILL_PAIRED' }]);
    expect(await on('link', other, '--unit', unit, '--unpair-first')).toMatchObject([0, { asset: { id: other } }]);
    expect(await on('unlink', other)).toMatchObject([0, { kind: 'linked', asset: { id: other, unit: null } }]);
    expect(await on('unlink', other)).toEqual([0, { kind: 'already' }]);
  });
});
