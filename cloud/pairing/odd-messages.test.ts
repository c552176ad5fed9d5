import { describe, expect, it } from 'vitest';
import { epochMs, toIsoTime } from '#core/kernel/iso-time.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';

const site = worldOfTest();

interface Said {
  readonly sensorVin: string | null;
  /** Seconds from now. */
  readonly after?: number;
}

function say(unitId: string, { sensorVin, after = 0 }: Said) {
  const at = toIsoTime(epochMs(site.cloud.clock.now()) + after * 1_000);
  return site.station.api.units.message({ unitId, at, position: null, sensorVin, supplyMillivolts: null });
}

async function lastContactOf(unit: string) {
  const { units } = await site.station.api.units.lookUp({ serial: unit.split(':')[1] ?? '' });
  return units[0]?.lastContactAt;
}

async function reasonsOf(unit: string) {
  const { rows } = await site.station.pull();
  const status = rows.flatMap((row) => (row.kind === 'pairing' && row.value.unit === unit ? [row.value] : []))[0];
  return [status?.reason, status?.sensorVin, status?.count];
}

describe('messages of a unit whose clock or line is odd', () => {
  it('UNIT-1 of a clock that is ahead count as of now, and hide no later contact', async () => {
    const unit = await site.world.addUnit(site.world.customer);
    await say(unit, { sensorVin: null, after: 86_400 * 365 });
    expect(await lastContactOf(unit)).toBe(site.cloud.clock.now());
    site.cloud.clock.advance(60_000);
    await say(unit, { sensorVin: null });
    expect(await lastContactOf(unit)).toBe(site.cloud.clock.now());
  });

  it('PAIR-2 that come after a later one decide nothing: its VIN may have been corrected meanwhile', async () => {
    const former = await site.world.addAsset(site.world.customer, 'WSM00000003110001');
    const unit = await site.world.addUnit(site.world.customer);
    expect(await say(unit, { sensorVin: 'WSM00000003119998' })).toEqual({ kind: 'taken', pairing: 'NotFound' });
    expect(await say(unit, { sensorVin: 'WSM00000003110001', after: -60 })).toEqual({ kind: 'taken', pairing: null });
    expect(await lastContactOf(unit)).toBe(site.cloud.clock.now());
    expect(await reasonsOf(unit)).toEqual(['NotFound', 'WSM00000003119998', 1]);
    site.cloud.clock.advance(1_000);
    expect(await say(unit, { sensorVin: 'WSM00000003110001' })).toEqual({ kind: 'taken', pairing: 'AutoPair' });
    expect(former).not.toBe('');
  });

  it('PAIR-2 of one moment are heard each, and of a contact that lies ahead all', async () => {
    const unit = await site.world.addUnit(site.world.customer);
    await say(unit, { sensorVin: null });
    expect(await say(unit, { sensorVin: 'WSM00000003119997' })).toEqual({ kind: 'taken', pairing: 'NotFound' });
    await site.database.asSystem('unit-message').transact((transaction) =>
      transaction
        .updateTable('units')
        .set({ last_contact_at: toIsoTime(epochMs(site.cloud.clock.now()) + 86_400_000) })
        .where('unit', '=', unit)
        .execute(),
    );
    expect(await say(unit, { sensorVin: 'WSM00000003119996' })).toEqual({ kind: 'taken', pairing: 'NotFound' });
    expect(await lastContactOf(unit)).toBe(site.cloud.clock.now());
  });

  it.each(['', '   ', '\n'])('PAIR-2 with the VIN %j have none', async (sensorVin) => {
    const unit = await site.world.addUnit(site.world.customer);
    await say(unit, { sensorVin: null });
    expect(await say(unit, { sensorVin })).toEqual({ kind: 'taken', pairing: 'InvalidData' });
    expect(await reasonsOf(unit)).toEqual(['InvalidData', null, 2]);
    const { events } = await site.station.api.organizations.pairingEvents({
      organizationId: site.world.customer as never,
      unit,
    });
    expect(events).toHaveLength(1);
    expect(JSON.stringify(events)).not.toContain('sensorVIN');
  });
});
