import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addUnits } from '#cloud/registry/put.ts';
import { luhnCheckDigit } from '#core/domain/identity/luhn.ts';
import type { SessionId } from '#core/kernel/entity-ids.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';
import { openSheetOf, sheetOf, transferAsShown, verdictOf } from './testing/sheet-work.ts';

/** More than any list of sheets that is looked through for showing. */
const others = 105;
const serials = Array.from({ length: others + 1 }, (_, index) => {
  const body = String(35_950_000_000_000 + index);
  return `${body}${luhnCheckDigit(body)}`;
});

let cloud: CloudWorld;
let bench: BenchWorld;
let first: SessionId;

beforeAll(async () => {
  cloud = await createCloudWorld();
  const rest = { subscription: { state: 'active', endsAt: null }, configuration: 'configured' } as const;
  await cloud.database.asSystem('administration').transact((transaction) =>
    addUnits(
      transaction,
      serials.map((serial) => ({
        unitType: 'evopulse',
        serial,
        ownerId: organizationOf('hansen'),
        ...rest,
        pairedAssetId: null,
        lastContactAt: null,
      })),
    ),
  );
  bench = await cloud.addStation({ name: 'Hall North' });
  await bench.signIn('M. Kaya');
  await bench.chooseCustomer('nordfracht');
  const [mine = '', ...later] = serials;
  first = await openSheetOf(bench, mine);
  for (const serial of later) {
    await openSheetOf(bench, serial);
  }
}, 240_000);
afterAll(() => cloud.close());

describe('a bench with more than a hundred open sheets', { timeout: 120_000 }, () => {
  it('OWN-11 tells the oldest of them too that its unit went to somebody else', async () => {
    const other = await cloud.addStation({ name: 'Hall South' });
    await other.signIn('M. Kaya');
    await other.chooseCustomer('alpen');
    await transferAsShown(other, await openSheetOf(other, serials[0] ?? ''));
    await other.client.sync.run();
    await bench.client.sync.run();
    await expect
      .poll(async () => verdictOf(await sheetOf(bench, first)).owner?.id, { timeout: 20_000 })
      .toBe(organizationOf('alpen'));
  });
});
