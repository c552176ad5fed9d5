import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AssetWish } from '#core/domain/pairing/asset-exchange.ts';
import { type AssetId, assetId, organizationId } from '#core/kernel/entity-ids.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';
import { openSheetOf, transferAsShown, workshopSerial } from './testing/sheet-work.ts';
import { withPin } from './testing/with-pin.ts';

let cloud: CloudWorld;
let bench: BenchWorld;
let office: BenchWorld;
let count = 0;

beforeAll(async () => {
  cloud = await createCloudWorld();
  bench = await cloud.addStation();
  office = await cloud.addStation({ organization: 'nordfracht', name: 'Office' });
  await bench.signIn('M. Kaya');
  await bench.chooseCustomer('nordfracht');
  await office.signIn('H. Petersen');
});
afterAll(async () => {
  await cloud.close();
});

const fleet = organizationId.parse(organizationOf('nordfracht'));
const nextRequest = () => {
  count += 1;
  return `request-${count}`;
};
const wish = (extra: Partial<AssetWish> = {}): AssetWish => ({
  category: 'trailer',
  type: 'Curtainsider',
  plate: `KL ${count}`,
  vin: null,
  code: null,
  ...extra,
});

async function created(station: BenchWorld, extra: Partial<AssetWish> = {}) {
  const answer = await station.client.assets.create({
    requestId: nextRequest(),
    organizationId: fleet,
    wish: wish(extra),
  });
  if (answer.kind !== 'done') {
    throw new Error(`nothing was created: ${JSON.stringify(answer)}`);
  }
  return answer.asset;
}

async function linkAsShown(station: BenchWorld, id: AssetId, unit: string) {
  const found = await station.client.assets.findUnit({ id, unit });
  if (found.kind !== 'unit' || found.verdict.owner === null) {
    throw new Error(`there is no ${unit}: ${JSON.stringify(found)}`);
  }
  const { owner, ownerEpoch } = found.verdict;
  const confirmed = { requestId: nextRequest(), id, unit: found.verdict.unit, ownerId: owner.id };
  const asked = { ...confirmed, ownerEpoch: ownerEpoch ?? 0, unpairFirst: found.pairedWith !== null };
  return found.moves
    ? withPin(station.client, () => station.client.assets.linkAndTransfer(asked))
    : station.client.assets.link(asked);
}

const assetsAt = async (station: BenchWorld) => {
  const answer = await station.client.assets.list({ organizationId: fleet });
  return answer.kind === 'assets' ? answer.rows : [];
};

describe('UNIT-2 assets at the station', () => {
  it('creates one for the customer; it is in the list at once and with the fleet after its next pull', async () => {
    const asset = await created(bench, { vin: 'WSM00000003199001' });
    expect(await assetsAt(bench)).toContainEqual(asset);
    await office.operator.sync.run();
    await expect.poll(() => assetsAt(office)).toContainEqual(asset);
  });

  it('is changed by the fleet; the workshop that has not heard of it is told, and nothing is lost', async () => {
    const asset = await created(bench);
    await office.operator.sync.run();
    const changed = await office.client.assets.change({
      requestId: nextRequest(),
      id: asset.id,
      expectedVersion: 1,
      wish: wish({ plate: 'KL 900' }),
    });
    expect(changed).toMatchObject({ kind: 'done', asset: { version: 2 } });
    const late = await bench.client.assets.change({
      requestId: nextRequest(),
      id: asset.id,
      expectedVersion: 1,
      wish: wish({ plate: 'KL 901' }),
    });
    expect(late).toMatchObject({ kind: 'refused', code: 'ASSET_CHANGED', current: { plate: 'KL 900' } });
  });

  it('says who has the VIN already', async () => {
    expect(
      await bench.client.assets.create({
        requestId: nextRequest(),
        organizationId: fleet,
        wish: wish({ vin: 'WSM00000003111444' }),
      }),
    ).toMatchObject({ kind: 'refused', code: 'ASSET_VIN_TAKEN', current: { plate: 'KL 99' } });
  });

  it('without a connection changes nothing and says so; asked again with the same number it is done once', async () => {
    const asked = { requestId: nextRequest(), organizationId: fleet, wish: wish({ plate: 'OFF 1' }) };
    bench.setConnected(false);
    expect(await bench.client.assets.create(asked)).toEqual({ kind: 'not-answered', why: 'offline' });
    bench.setConnected(true);
    const first = await bench.client.assets.create(asked);
    expect(first.kind).toBe('done');
    expect(await bench.client.assets.create(asked)).toEqual(first);
  });

  it('OWN-8 shows nothing of organizations that do not trust us', async () => {
    for (const key of ['baltic', 'kontor', 'evolane']) {
      const id = organizationId.parse(organizationOf(key));
      expect(await bench.client.assets.list({ organizationId: id })).toEqual({ kind: 'not-yours' });
    }
  });

  it('OWN-6 a tracker that no workshop transfers moves by the link, with the PIN of a transfer', async () => {
    const asset = await created(bench);
    const found = await bench.client.assets.findUnit({ id: asset.id, unit: '861107053302866' });
    expect(found).toMatchObject({
      kind: 'unit',
      moves: true,
      obstacle: null,
      verdict: { unit: 'tmd200:861107053302866' },
    });
    expect(await linkAsShown(bench, asset.id, '861107053302866')).toMatchObject({ kind: 'linked' });
    expect(await cloud.ownerOf('tmd200:861107053302866')).toBe(fleet);
    const { rows } = await unitsOf(bench);
    expect(rows).toContainEqual(expect.objectContaining({ serial: '861107053302866' }));
  });

  it.each([
    ['of a third party', '359315075387331', 'OWNER_OTHER'],
    ['that nobody knows', '356938035643809', 'SERIAL_UNKNOWN'],
  ])('says before any question why a unit %s cannot be linked', async (_what, unit, obstacle) => {
    const asset = await created(bench);
    expect(await bench.client.assets.findUnit({ id: asset.id, unit })).toMatchObject({ obstacle });
  });

  it('moves nothing by the plain link, which asks for no PIN', async () => {
    const asset = await created(bench);
    const unit = `evopulse:${workshopSerial(9)}`;
    const hansen = organizationId.parse(organizationOf('hansen'));
    expect(
      await bench.client.assets.link({
        requestId: nextRequest(),
        id: asset.id,
        unit,
        ownerId: hansen,
        ownerEpoch: 0,
        unpairFirst: false,
      }),
    ).toEqual({ kind: 'refused', code: 'OWNER_OTHER' });
    expect(await cloud.ownerOf(unit)).toBe(hansen);
  });
});

const unitsOf = async (station: BenchWorld) => {
  const answer = await station.client.units.list({ organizationId: fleet });
  return { rows: answer.kind === 'units' ? answer.rows : [] };
};

/** Everything that the centre knows of a unit that came in, without what names this one unit, asset or moment. */
async function endOf(unit: string, asset: string) {
  return cloud.database.asSystem('administration').read(async (transaction) => {
    const row = await transaction.selectFrom('units').selectAll().where('unit', '=', unit).executeTakeFirstOrThrow();
    const transfer = await transaction.selectFrom('transfers').selectAll().where('unit', '=', unit).execute();
    const pairing = await transaction.selectFrom('pairings').selectAll().where('unit', '=', unit).execute();
    const events = await transaction.selectFrom('pairing_events').selectAll().where('unit', '=', unit).execute();
    const trail = await transaction
      .selectFrom('organization_audit')
      .select(['organization_id', 'action', 'outcome', 'code', 'unit', 'transfer_id', 'acting_organization_id'])
      .where('unit', '=', unit)
      .where('action', 'in', ['transfer.applied', 'unit.paired'])
      .orderBy('organization_id')
      .orderBy('index')
      .execute();
    const { last_contact_at: _contact, ...facts } = row;
    const text = JSON.stringify({
      row: facts,
      transfer: transfer.map(({ id: _id, at: _at, station_id: _station, actor: _actor, ...rest }) => rest),
      pairing: pairing.map(
        ({ registered_at: _at, last_event_at: _event, first_at: _first, tried_at: _tried, ...rest }) => rest,
      ),
      events: events.map(({ v1, v2 }) => ({ v1: Object.keys(v1), v2: v2 === null ? null : Object.keys(v2) })),
      trail: trail.map(({ transfer_id, ...rest }) => ({ ...rest, isTransfer: transfer_id !== null })),
    });
    return JSON.parse(text.replaceAll(row.serial, 'SERIAL').replaceAll(asset, 'ASSET'));
  });
}

describe('UNIT-3 three ways to bring a unit in', () => {
  it('the bench, the page of assets and the API end in the same state, down to the trails and the events', async () => {
    const serials = [workshopSerial(0), workshopSerial(1), workshopSerial(2)];
    const [atBench, atPage, byApi] = serials.map((serial) => `evopulse:${serial}`);
    const assets = [await created(bench), await created(bench), await created(bench)];
    const ids = assets.map(({ id }) => id);

    const sessionId = await openSheetOf(bench, serials[0] ?? '');
    await transferAsShown(bench, sessionId);
    const paired = await bench.client.bench.pair({ sessionId, assetId: ids[0] ?? '' });
    expect(paired.kind).toBe('updated');

    expect(await linkAsShown(bench, assets[1]?.id ?? assetId.parse('none'), serials[1] ?? '')).toMatchObject({
      kind: 'linked',
    });

    const seat = bench.station.seatPrincipal();
    const actor = seat.kind === 'person' ? { personId: seat.personId, name: seat.name, roles: [...seat.roles] } : null;
    const answered = await cloud.ask(bench, `/v1/assets/${ids[2]}/link`, {
      actor,
      unit: byApi,
      ownerId: organizationOf('hansen'),
      ownerEpoch: 0,
      unpairFirst: false,
    });
    expect(answered).toMatchObject({ kind: 'linked' });

    const ends = [
      await endOf(atBench ?? '', ids[0] ?? ''),
      await endOf(atPage ?? '', ids[1] ?? ''),
      await endOf(byApi ?? '', ids[2] ?? ''),
    ];
    expect(ends[0]).toMatchObject({ row: { owner_id: fleet, owner_epoch: 1, paired_asset_id: 'ASSET' } });
    expect(ends[0].transfer).toHaveLength(1);
    expect(ends[0].events).toHaveLength(1);
    expect(ends[0].trail).toHaveLength(4);
    expect(ends[1]).toEqual(ends[0]);
    expect(ends[2]).toEqual(ends[0]);
    await bench.operator.sync.run();
    await office.operator.sync.run();
    for (const station of [bench, office]) {
      const { rows } = await unitsOf(station);
      const came = rows.filter(({ serial }) => serials.includes(serial));
      const states = came.map(({ configuration, pairedWith, ownerEpoch }) => ({
        configuration,
        ownerEpoch,
        isPaired: pairedWith !== null,
      }));
      expect(states).toEqual(Array(3).fill({ configuration: 'needs-configuration', ownerEpoch: 1, isPaired: true }));
    }
  });
});
