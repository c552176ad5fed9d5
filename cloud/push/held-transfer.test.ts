import { describe, expect, it } from 'vitest';
import type { Operation } from '#core/domain/sync/operation.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import type { TestStation } from '../testing/test-cloud.ts';

const site = worldOfTest();

async function pendingFor(asker: TestStation, unit: string) {
  const { units } = await asker.api.units.lookUp({ serial: unit.slice(unit.indexOf(':') + 1) });
  return units.map(({ transferPending }) => transferPending);
}

describe('OWN-15 a transfer that the centre could not decide yet', () => {
  it('is shown to the other benches of its workshop until it is decided, and to nobody else', async () => {
    const unit = await site.world.addUnit(site.world.reseller);
    const payload = { fromId: site.world.reseller, toId: site.world.customer, expectedEpoch: 0, unpairFirst: false };
    const good = site.station.operation({ kind: 'unit.transfer', unit, payload });
    const odd = { ...good, payload: { ...payload, colour: 'red' } } as unknown as Operation;
    const colleague = await site.cloud.addStation(site.world.partner, 'Hall South');
    const rival = await site.cloud.addStation(await site.world.addOrganization(['service-partner']));
    expect(await pendingFor(colleague, unit)).toEqual([null]);
    expect((await site.station.push([odd])).results).toMatchObject([{ code: 'OPERATION_NOT_UNDERSTOOD' }]);
    expect(await pendingFor(colleague, unit)).toEqual([{ by: 'Bench', since: site.cloud.clock.now() }]);
    expect(await pendingFor(rival, unit)).toEqual([null]);
    expect((await site.station.push([good])).results).toMatchObject([{ verdict: 'applied' }]);
    expect(await pendingFor(colleague, unit)).toEqual([null]);
  });
});
