import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';
import { openSheetOf, sheetOf, stepOf, transferAsShown, verdictOf, workshopSerial } from './testing/sheet-work.ts';
import { withPin } from './testing/with-pin.ts';

/** Two benches of one workshop, each with the same unit on its sheet (OWN-10). */
describe('two stations transfer the same unit', { timeout: 60_000 }, () => {
  let cloud: CloudWorld;
  let north: BenchWorld;
  let south: BenchWorld;

  beforeAll(async () => {
    cloud = await createCloudWorld();
    [north, south] = [await cloud.addStation({ name: 'Hall North' }), await cloud.addStation({ name: 'Hall South' })];
    await north.signIn('M. Kaya');
    await south.signIn('S. Brandt');
  });
  afterAll(() => cloud.close());

  it('OWN-10 to different customers at once: exactly one wins, the other is told who did and when', async () => {
    await north.chooseCustomer('nordfracht');
    await south.chooseCustomer('alpen');
    const label = 'EVP-359315075384726';
    const sheets = { north: await openSheetOf(north, label), south: await openSheetOf(south, label) };
    const outcomes = await Promise.all([transferAsShown(north, sheets.north), transferAsShown(south, sheets.south)]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['not-transferred', 'transferred']);

    const northWon = outcomes[0]?.kind === 'transferred';
    const [lost] = outcomes.filter((one) => one.kind === 'not-transferred');
    const winner = northWon ? 'M. Kaya' : 'S. Brandt';
    expect(lost).toMatchObject({ code: 'OWNER_OTHER', winner: `${winner}, Hansen Trailer Service` });
    const wonSheet = await sheetOf(northWon ? north : south, northWon ? sheets.north : sheets.south);
    const acceptedAt = wonSheet.session.transfer.kind === 'done' ? wonSheet.session.transfer.acceptedAt : '';
    expect(lost?.kind === 'not-transferred' ? lost.at : null).toBe(acceptedAt);
    expect(await cloud.ownerOf('evopulse:359315075384726')).toBe(organizationOf(northWon ? 'nordfracht' : 'alpen'));

    const [loser, lostId] = northWon ? [south, sheets.south] : [north, sheets.north];
    await expect.poll(async () => (await sheetOf(loser, lostId)).session.verdict.freshness).toBe('live');
    const after = await sheetOf(loser, lostId);
    expect(stepOf(after, 'owner')).toMatchObject({
      state: 'refused',
      mark: 'stop',
      detail: { code: 'OWNER_OTHER', winner: expect.stringContaining(winner) },
    });
    expect(after.missing).toContain('transfer-refused');
    expect(verdictOf(after)).toMatchObject({ next: 'OWNER_OTHER', allowed: { transfer: false } });
    expect(await transferAsShown(loser, lostId)).toMatchObject({ kind: 'refused', reason: 'not-allowed' });
    expect(await loser.client.sync.status()).toMatchObject({ needsYou: 1 });
  });

  it('OWN-14 to the same customer at once: one transfers, for the other it is done already, and both sheets are done', async () => {
    await north.chooseCustomer('vallon');
    await south.chooseCustomer('vallon');
    const label = 'EVG-866344054203018';
    const sheets = [
      { bench: north, id: await openSheetOf(north, label) },
      { bench: south, id: await openSheetOf(south, label) },
    ];
    const outcomes = await Promise.all(sheets.map(({ bench, id }) => transferAsShown(bench, id)));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['already', 'transferred']);
    expect(await cloud.ownerOf('evoguard:866344054203018')).toBe(organizationOf('vallon'));
    for (const { bench, id } of sheets) {
      const sheet = await sheetOf(bench, id);
      expect(sheet.session.transfer).toMatchObject({ kind: 'done', toName: 'Groupe Vallon' });
      expect(stepOf(sheet, 'owner').mark).toBe('ok');
      expect(verdictOf(sheet)).toMatchObject({ next: 'OWNED_BY_CUSTOMER', freshness: 'live' });
      expect(sheet.provisional).toBe(false);
    }
  });

  it('OWN-10 one bench, two clicks: one transfer, and no second operation', async () => {
    await north.chooseCustomer('nordfracht');
    const id = await openSheetOf(north, 'TXG-357862051104273');
    const outcomes = await Promise.all([transferAsShown(north, id), transferAsShown(north, id)]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['refused', 'transferred']);
    expect(outcomes.find(({ kind }) => kind === 'refused')).toMatchObject({ reason: 'transfer-under-way' });
    const queue = await north.client.sync.queue({ limit: 100 });
    expect(queue.filter(({ sessionId }) => sessionId === id)).toHaveLength(1);
  });

  it('OWN-3 OWN-10 what is confirmed must be what is shown', async () => {
    const id = await openSheetOf(north, 'EVP-359315075385517');
    const { owner, ownerEpoch } = verdictOf(await sheetOf(north, id));
    const shown = {
      sessionId: id,
      fromId: owner?.id ?? (await sheetOf(north, id)).session.customerId,
      toId: (await sheetOf(north, id)).session.customerId,
      expectedEpoch: ownerEpoch ?? -1,
      unpairFirst: false,
    };
    for (const other of [{ expectedEpoch: shown.expectedEpoch + 1 }, { fromId: shown.toId }, { toId: shown.fromId }]) {
      const confirmed = await withPin(north.client, () => north.client.bench.transfer({ ...shown, ...other }));
      expect(confirmed).toMatchObject({ kind: 'confirm-again' });
    }
    expect((await sheetOf(north, id)).session.transfer).toEqual({ kind: 'open' });
  });

  it('OWN-14 a unit that is still paired moves only after a person agreed to end that', async () => {
    const id = await openSheetOf(north, 'EVP-359315075388149');
    expect(await transferAsShown(north, id)).toMatchObject({ kind: 'refused', reason: 'unpair-first' });
    expect(await transferAsShown(north, id, true)).toMatchObject({ kind: 'transferred' });
  });

  it('STA-3 a network that is cut in the middle of the answer costs nothing: the repetition finds the first verdict', async () => {
    const id = await openSheetOf(south, workshopSerial(0));
    expect((await sheetOf(south, id)).session.customerName).toBe('Groupe Vallon');
    const pending = transferAsShown(south, id);
    south.setConnected(false);
    const outcome = await pending;
    expect(['provisional', 'transferred']).toContain(outcome.kind);
    south.setConnected(true);
    await south.client.sync.run();
    const { transfer } = (await sheetOf(south, id)).session;
    expect(transfer).toMatchObject({ kind: 'done', repeated: false });
  });
});
