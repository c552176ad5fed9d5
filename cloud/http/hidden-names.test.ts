import { describe, expect, it } from 'vitest';
import { stationRequest } from '../enrolment/station-request.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';

const site = worldOfTest('once');
const turned = '\u202eM. Kaya\u200b';
const unseen = '\u202e\u2066\u200b';

describe('REP-1 ORG-2 nobody is called what nobody can see', () => {
  it.each([turned, unseen])('a call in the name of %j is refused', async (name) => {
    const answer = await site.station.fetch('/v1/assets', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': `"${crypto.randomUUID()}"` },
      body: JSON.stringify({
        actor: { personId: null, name, roles: [] },
        organizationId: site.world.customer,
        wish: { category: 'trailer', type: null, plate: 'KL 1', vin: null, code: null },
      }),
    });
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({
      status: 400,
      body: { code: 'malformed' },
    });
  });

  it.each([
    [turned, 'M. Kaya'],
    [unseen, '?'],
  ])('an operation in the name of %j is judged, and filed for %j', async (name, filed) => {
    const unit = await site.world.addUnit(site.world.partner);
    const payload = { fromId: site.world.partner, toId: site.world.customer, expectedEpoch: 0, unpairFirst: false };
    const operation = site.station.operation({ kind: 'unit.transfer', unit, payload });
    const { results } = await site.station.push([{ ...operation, actor: { ...operation.actor, name } }]);
    expect(results[0]).toMatchObject({ verdict: 'applied' });
    const rows = await site.database
      .asSystem('administration')
      .read((transaction) =>
        transaction.selectFrom('organization_audit').select(['actor', 'leaf']).where('unit', '=', unit).execute(),
      );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(({ actor }) => actor?.split(', ')[0])).toContain(filed);
    expect(JSON.stringify(rows)).not.toMatch(/\p{Bidi_Control}|\u200b/u);
  });

  it.each([turned, unseen])('no station is enrolled as %j, and none stands at such a place', (name) => {
    const asked = {
      dpop_jkt: 'a'.repeat(43),
      station_id: 'station-one',
      station_generation: '0',
      station_name: 'Bench 1',
      audit_key: 'a'.repeat(60),
      check_number: '42',
    };
    expect(stationRequest.safeParse(asked).success).toBe(true);
    expect(stationRequest.safeParse({ ...asked, station_name: name }).success).toBe(false);
    expect(stationRequest.safeParse({ ...asked, station_place: name }).success).toBe(false);
  });
});
