import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { organizationId } from '#core/kernel/entity-ids.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';
import { openSheetOf, transferAsShown } from './testing/sheet-work.ts';

let cloud: CloudWorld;
let bench: BenchWorld;
let office: BenchWorld;

beforeAll(async () => {
  cloud = await createCloudWorld();
  bench = await cloud.addStation();
  office = await cloud.addStation({ organization: 'nordfracht', name: 'Office' });
  await bench.signIn('M. Kaya');
});
afterAll(async () => {
  await cloud.close();
});

const listOf = async (station: BenchWorld, key: string) => {
  const answer = await station.client.units.list({ organizationId: organizationId.parse(organizationOf(key)) });
  return answer.kind === 'units' ? answer.rows : answer.kind;
};
const moved = '359315075384726';
const serialsOf = (rows: Awaited<ReturnType<typeof listOf>>) =>
  typeof rows === 'string' ? [] : rows.map(({ serial }) => serial);

describe('UNIT-1 units of an organization', () => {
  it('lists our own and those of a customer whose trust is active, with what the registry says of each', async () => {
    const theirs = await listOf(bench, 'nordfracht');
    expect(serialsOf(theirs)).toHaveLength(38);
    expect(theirs).toContainEqual(
      expect.objectContaining({
        serial: '866344054210427',
        configuration: 'configured',
        pairedWith: expect.objectContaining({ label: 'B LK 905' }),
        subscription: expect.objectContaining({ state: 'active' }),
        health: expect.objectContaining({ communication: 'pass', tachograph: 'unknown', can: 'unknown' }),
        inspectedAt: null,
      }),
    );
    expect(serialsOf(await listOf(bench, 'hansen'))).toContain(moved);
  });

  it.each([
    ['a customer whose trust has ended', 'baltic'],
    ['a customer that has not accepted yet', 'hafen'],
    ['a stranger', 'kontor'],
    ['a reseller', 'evolane'],
  ])('shows nothing of %s', async (_who, key) => {
    expect(await listOf(bench, key)).toBe('not-yours');
  });

  it('shows a fleet only its own', async () => {
    await office.signIn('H. Petersen');
    expect(serialsOf(await listOf(office, 'nordfracht'))).toHaveLength(38);
    expect(await listOf(office, 'hansen')).toBe('not-yours');
    expect(await office.client.units.open({ unit: `evopulse:${moved}` })).toEqual({ kind: 'not-found' });
  });

  it('has a unit that was transferred a second ago, and tells the page by itself', async () => {
    await bench.chooseCustomer('nordfracht');
    const stop = new AbortController();
    const topics: string[] = [];
    const watching = (async () => {
      for await (const event of await bench.client.station.watch(undefined, { signal: stop.signal })) {
        if (event.kind === 'changed') {
          topics.push(...event.topics);
        }
      }
    })().catch(() => {});
    const sessionId = await openSheetOf(bench, moved);
    expect(serialsOf(await listOf(bench, 'nordfracht'))).not.toContain(moved);
    await transferAsShown(bench, sessionId);
    await expect.poll(async () => serialsOf(await listOf(bench, 'nordfracht'))).toContain(moved);
    await expect.poll(() => topics).toContain('units');
    stop.abort();
    await watching;
    expect(serialsOf(await listOf(bench, 'hansen'))).not.toContain(moved);
    await office.operator.sync.run();
    await expect.poll(async () => serialsOf(await listOf(office, 'nordfracht'))).toContain(moved);
  });

  it('opens a unit with its whole history: from the centre, and without it what this station wrote down', async () => {
    const opened = async () => {
      const answer = await bench.client.units.open({ unit: `evopulse:${moved}` });
      return answer.kind === 'unit' ? answer.unit : null;
    };
    const live = await opened();
    expect(live?.ownerName).toBe('Nordfracht Logistik');
    expect(live?.row.configuration).toBe('needs-configuration');
    expect(live?.sheets).toHaveLength(1);
    expect(live?.historyFrom).toEqual({ kind: 'centre' });
    const transfers = live?.history.filter(({ action }) => action === 'transfer.applied') ?? [];
    expect(transfers).toHaveLength(1);
    expect(transfers[0]?.transferId).not.toBeNull();
    bench.setConnected(false);
    const alone = await opened();
    bench.setConnected(true);
    expect(alone?.historyFrom).toEqual({ kind: 'station', why: 'offline' });
    expect(alone?.history.map(({ action }) => action)).toContain('transfer.acknowledged');
  });

  it('knows nothing of a unit that is not ours to see', async () => {
    for (const unit of [
      'evopulse:359315075386028',
      'evopulse:359315075387331',
      'evopulse:000000000000018',
      'nonsense',
    ]) {
      expect(await bench.client.units.open({ unit })).toEqual({ kind: 'not-found' });
    }
  });
});
