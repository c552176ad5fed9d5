import { createPublicKey, verify } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { organization } from '#core/domain/organizations/organization.ts';
import { changesAnswer, type FeedRow } from '#core/domain/sync/changes.ts';
import { readChangesAnswer } from '#core/domain/sync/read-changes-answer.ts';
import { scopeGraceMs, scopeStatement } from '#core/domain/sync/scope-lease.ts';
import { epochMs, toIsoTime } from '#core/kernel/iso-time.ts';
import { putOrganization } from '../registry/put.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import { forgetRemovals } from './forget-removals.ts';

const site = worldOfTest();
const pair = () => ({ customerId: site.world.customer, partnerId: site.world.partner });

async function answerTo(cursor: string): Promise<number> {
  return (await site.station.fetch(`/v1/sync/changes?cursor=${cursor}`)).status;
}

function removedIn(rows: readonly FeedRow[]): string[] {
  return rows.flatMap((row) => (row.kind === 'removed' ? [`${row.of} ${row.key}`] : []));
}

/** Everything that was removed so far was removed long ago. */
function letRemovalsAge(): Promise<unknown> {
  return site.database
    .asSystem('administration')
    .transact((transaction) =>
      sql`update feed set removed_at = removed_at - interval '31 days' where removed`.execute(transaction),
    );
}

describe('STA-3 the feed forgets old removals', () => {
  it('and sends whoever has not heard of them back to the beginning, and nobody else', async () => {
    const [unit, asset] = [
      await site.world.addUnit(site.world.customer),
      await site.world.addAsset(site.world.customer, null),
    ];
    const before = await site.station.pull();
    await site.world.trust(pair(), { state: 'revoked' });
    const heard = await site.station.pull(before.cursor);
    expect(removedIn(heard.rows)).toEqual(expect.arrayContaining([`unit ${unit}`, `asset ${asset}`]));
    expect(await forgetRemovals(site.database)).toBe(0);
    expect(await answerTo(before.cursor)).toBe(200);
    await letRemovalsAge();
    expect(await forgetRemovals(site.database)).toBeGreaterThan(0);
    expect(await answerTo(before.cursor)).toBe(410);
    expect(await answerTo(heard.cursor)).toBe(200);
    const anew = await site.station.pull();
    expect(removedIn(anew.rows)).toEqual([]);
    expect(JSON.stringify(anew.rows)).not.toContain(asset);
  });

  it('leaves a station alone that hears nothing for long because nothing of its own changes', async () => {
    const quiet = await site.cloud.addStation(await site.world.addOrganization(['service-partner']));
    const { cursor } = await quiet.pull();
    await site.world.addUnit(site.world.customer);
    await site.world.trust(pair(), { state: 'revoked' });
    await letRemovalsAge();
    expect(await forgetRemovals(site.database)).toBeGreaterThan(0);
    expect((await quiet.fetch(`/v1/sync/changes?cursor=${cursor}`)).status).toBe(200);
  });

  it('does not disturb a first pull that is under way', async () => {
    await site.world.addUnit(site.world.customer);
    await site.world.trust(pair(), { state: 'revoked' });
    const first = await site.station.api.sync.changes({ limit: 1 });
    await letRemovalsAge();
    await forgetRemovals(site.database);
    expect(await answerTo(first.cursor)).toBe(200);
  });
});

describe('ORG-1 what an organization is decides who knows its things', () => {
  const put = (id: string, kinds: readonly string[]) =>
    site.database
      .asSystem('administration')
      .transact((transaction) =>
        putOrganization(
          transaction,
          organization.parse({ id, name: 'Renamed', kinds, autoPairing: true, nameIsPublic: false }),
        ),
      );

  it('takes the fleet from a workshop that is no service partner any more', async () => {
    const [unit, asset] = [
      await site.world.addUnit(site.world.customer),
      await site.world.addAsset(site.world.customer, null),
    ];
    const { cursor } = await site.station.pull();
    await put(site.world.partner, ['fleet-customer']);
    expect(removedIn((await site.station.pull(cursor)).rows)).toEqual(
      expect.arrayContaining([`unit ${unit}`, `asset ${asset}`]),
    );
    await put(site.world.partner, ['service-partner']);
    expect(JSON.stringify((await site.station.pull()).rows)).toContain(asset);
  });

  it('takes the stock of a reseller from everybody when it is none any more', async () => {
    const unit = await site.world.addUnit(site.world.reseller);
    const { cursor } = await site.station.pull();
    await put(site.world.reseller, ['fleet-customer']);
    expect(removedIn((await site.station.pull(cursor)).rows)).toContain(`unit ${unit}`);
  });
});

describe('JOB-6 the scope that a station is given', () => {
  async function statement() {
    const page = readChangesAnswer(changesAnswer.parse(await site.station.api.sync.changes({ limit: 1000 })));
    const { scope } = page;
    if (scope === undefined) {
      throw new Error('the last page brings the scope');
    }
    const key = createPublicKey({ key: Buffer.from(scope.key, 'base64'), format: 'der', type: 'spki' });
    const text = Buffer.from(scope.statement, 'utf8');
    expect(verify(null, text, key, Buffer.from(scope.signature, 'base64'))).toBe(true);
    expect(scope.key).toBe(page.roster?.key);
    return scopeStatement.parse(JSON.parse(scope.statement));
  }
  const inMs = (milliseconds: number) => toIsoTime(epochMs(site.cloud.clock.now()) + milliseconds);

  it('is signed, names this station, and lasts for the grace', async () => {
    expect(await statement()).toMatchObject({
      stationId: site.station.id,
      organizationId: site.world.partner,
      secretsValidUntil: inMs(scopeGraceMs),
      customers: [{ organizationId: site.world.customer, validUntil: inMs(scopeGraceMs) }],
    });
  });

  it('ends with the trust where that ends sooner, and holds no customer without trust', async () => {
    await site.world.trust(pair(), { validTo: inMs(3_600_000) });
    expect((await statement()).customers).toEqual([
      { organizationId: site.world.customer, validUntil: inMs(3_600_000) },
    ]);
    await site.world.trust(pair(), { state: 'revoked' });
    expect((await statement()).customers).toEqual([]);
  });
});
