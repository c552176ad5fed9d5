import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionId } from '#core/kernel/entity-ids.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';
import { startCarton, viewOf } from './testing/carton-work.ts';
import { openSheetOf, sheetOf, transferAsShown, verdictOf } from './testing/sheet-work.ts';

const serial = '359315075384726';
const customerId = organizationOf('nordfracht');

let cloud: CloudWorld;
let bench: BenchWorld;

beforeAll(async () => {
  cloud = await createCloudWorld();
  bench = await cloud.addStation();
  await bench.signIn('M. Kaya');
  await bench.chooseCustomer('nordfracht');
}, 120_000);
afterAll(() => cloud.close());

const askedAnew = async () => {
  const verdict = await bench.operator.ownership.verdict({ unit: `evopulse:${serial}`, customerId });
  if (verdict.kind !== 'verdict') {
    throw new Error(`no verdict: ${verdict.kind}`);
  }
  return verdict;
};

describe('OWN-15 a transfer that waits at this station', { timeout: 60_000 }, () => {
  let sessionId: SessionId;

  it('is told to whoever asks about the unit anew, and who made it when', async () => {
    bench.setConnected(false);
    sessionId = await openSheetOf(bench, `EVP-${serial}`);
    expect((await askedAnew()).next).toBe('TRANSFER_AVAILABLE');
    expect(await transferAsShown(bench, sessionId)).toMatchObject({ kind: 'provisional' });
    const { next, allowed, findings } = await askedAnew();
    expect([next, allowed.transfer]).toEqual(['TRANSFER_PENDING', false]);
    expect(findings.find(({ code }) => code === 'TRANSFER_PENDING')).toMatchObject({
      severity: 'block',
      detail: { by: 'M. Kaya', since: expect.stringMatching(/^\d{4}-/) },
    });
  });

  it('does not stop the sheet that made it', async () => {
    await bench.client.bench.recheck({ sessionId });
    const codes = verdictOf(await sheetOf(bench, sessionId)).findings.map(({ code }) => code);
    expect(codes).not.toContain('TRANSFER_PENDING');
  });

  it('keeps a carton from transferring the same unit a second time', async () => {
    const cartonId = await startCarton(bench.client);
    await bench.client.carton.add({ cartonId, texts: [`EVP-${serial}`], source: 'typed' });
    const [row] = (await viewOf(bench.client, cartonId)).rows;
    expect(row?.verdict).toMatchObject({ next: 'TRANSFER_PENDING' });
  });

  it('ends with the answer of the cloud', async () => {
    bench.setConnected(true);
    await bench.operator.sync.run();
    expect(await askedAnew()).toMatchObject({ next: 'OWNED_BY_CUSTOMER', owner: { id: customerId } });
  });
});
