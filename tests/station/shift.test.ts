import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { procedureRights } from '#core/contract/station-rights.ts';
import { personId } from '#core/kernel/entity-ids.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { createInProcessPorts } from '#sim/fronts/in-process.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import { hurriedUnit, untilBayIs } from './testing/cable-bench.ts';
import { openSheetOf, scan, sheetOf, transferAsShown, workshopSerial } from './testing/sheet-work.ts';
import { createTestClock } from './testing/test-clock.ts';
import { givePin, withPin } from './testing/with-pin.ts';

const minuteMs = 60_000;
const serial = '359315075384726';
/** The same code again within three seconds is one scan. */
const secondScanMs = 5_000;

let cloud: CloudWorld;
let bench: BenchWorld;
let unit: VirtualUnit;
const clock = createTestClock();

beforeAll(async () => {
  cloud = await createCloudWorld();
  unit = hurriedUnit(serial, 4);
  bench = await cloud.addStation({ clock, unitPorts: createInProcessPorts({ 'sim:1': unit }) });
}, 120_000);
afterAll(async () => {
  await cloud.close();
  unit.close();
});

const demoPerson = (name: string) => {
  const found = demoFleet.people.find(({ displayName }) => displayName === name);
  if (found === undefined) {
    throw new Error(`the demo has no ${name}`);
  }
  return { id: personId.parse(found.id), pin: found.pin, badge: found.badge };
};
const seat = () => bench.client.access.seat();
const newest = async (action: string) =>
  (await bench.operator.audit.entries({ limit: 200 })).find((entry) => entry.action === action);
const isRefused = (code: string) => expect.objectContaining({ code });

describe('STA-1 the bench that nobody touches', { timeout: 120_000 }, () => {
  it('locks after five minutes by the station’s own clock, names nobody’s customer, and comes back as it was', async () => {
    await bench.signIn('M. Kaya');
    await bench.chooseCustomer('nordfracht');
    clock.skip(5 * minuteMs - 10_000);
    expect(await seat()).toMatchObject({ locked: false, locksAfterMs: 5 * minuteMs });
    clock.skip(10_000);
    expect(await seat()).toMatchObject({ locked: true, customer: null });
    expect(JSON.stringify(await seat())).not.toContain('Nordfracht');
    await expect(bench.client.bench.sheets({ limit: 1 })).rejects.toEqual(isRefused('NOT_SIGNED_IN'));
    await expect.poll(() => newest('person.locked'), { timeout: 20_000 }).toMatchObject({ code: 'idle' });
    await bench.signIn('M. Kaya');
    expect(await seat()).toMatchObject({ locked: false, customer: { name: 'Nordfracht Logistik' } });
    expect(await newest('person.returned')).toMatchObject({ actor: { name: 'M. Kaya' } });
  });

  it('work keeps it open, looking does not', async () => {
    clock.skip(4 * minuteMs);
    await scan(bench, 'badge:XX-0000');
    clock.skip(4 * minuteMs);
    expect(await seat()).toMatchObject({ locked: false });
    await bench.client.access.touch();
    clock.skip(4 * minuteMs);
    expect(await seat()).toMatchObject({ locked: false });
    await bench.client.bench.sheets({ limit: 1 });
    await bench.client.audit.entries({ limit: 1 });
    clock.skip(minuteMs);
    expect(await seat()).toMatchObject({ locked: true });
  });

  it('the administrator sets how long, between one minute and fifteen', async () => {
    const policy = { idleLockMinutes: 10, stepUpGraceSeconds: 0 };
    await bench.signIn('M. Kaya');
    await expect(bench.client.access.setPolicy(policy)).rejects.toEqual(isRefused('NOT_ALLOWED'));
    await bench.signIn('J. Lind');
    for (const idleLockMinutes of [0, 16]) {
      await expect(bench.client.access.setPolicy({ ...policy, idleLockMinutes })).rejects.toEqual(
        isRefused('BAD_REQUEST'),
      );
    }
    expect(await bench.client.access.setPolicy(policy)).toEqual(policy);
    clock.skip(9 * minuteMs);
    expect(await seat()).toMatchObject({ locked: false });
    expect(await newest('policy.changed')).toMatchObject({
      before: { idleLockMinutes: '5', stepUpGraceSeconds: '120' },
      after: { idleLockMinutes: '10', stepUpGraceSeconds: '0' },
    });
    await bench.client.access.setPolicy({ idleLockMinutes: 5, stepUpGraceSeconds: 120 });
  });

  it('a session ends after twelve hours, however busy', async () => {
    await bench.client.access.signOut();
    await bench.signIn('M. Kaya');
    for (let hour = 0; hour < 12 * 15; hour += 1) {
      await bench.client.access.touch().catch(() => null);
      clock.skip(4 * minuteMs);
    }
    expect(await seat()).toEqual({ kind: 'empty', why: 'session-ended' });
    await expect
      .poll(() => newest('person.session-ended'), { timeout: 20_000 })
      .toMatchObject({
        actor: { name: 'M. Kaya' },
      });
  });

  it('P29 after a lock no call gets through that is not for everybody', async () => {
    await bench.signIn('S. Brandt');
    await bench.client.access.lock();
    const open = Object.entries(procedureRights).filter(([, right]) => right !== 'public' && right !== 'badge');
    expect(open.length).toBeGreaterThan(50);
    // Every procedure on every wire is walked by tests/contract/role-matrix.test.ts; this is the real seat behind the real gate.
    const calls = [
      bench.client.bench.sheets({ limit: 1 }),
      bench.client.sync.queue({ limit: 1 }),
      bench.client.customers.list({}),
      bench.client.access.raise(),
      bench.client.access.stepUp({ act: 'transfer', pin: demoPerson('S. Brandt').pin }),
      bench.client.audit.entries({ limit: 1 }),
    ];
    for (const call of await Promise.allSettled(calls)) {
      expect(call).toMatchObject({ status: 'rejected', reason: { code: 'NOT_SIGNED_IN' } });
    }
    const badge = await scan(bench, `badge:${demoPerson('S. Brandt').badge}`);
    expect(badge).toMatchObject({ kind: 'person-chosen' });
    expect(await scan(bench, `EVP-${serial}`)).toMatchObject({ kind: 'wrong-kind' });
  });
});

describe('STA-1 one bench, several people', { timeout: 120_000 }, () => {
  it('a badge says who, the PIN proves it, and the trail says that both were there', async () => {
    const { id, pin, badge } = demoPerson('M. Kaya');
    await bench.client.access.signOut();
    expect(await scan(bench, `badge:${badge}`)).toEqual({ kind: 'person-chosen', personId: id });
    expect(await seat()).toEqual({ kind: 'empty' });
    expect(await bench.client.access.signIn({ personId: id, pin })).toMatchObject({ kind: 'signed-in' });
    expect(await newest('person.signed-in')).toMatchObject({ actor: { name: 'M. Kaya', method: 'badge-and-pin' } });
    await bench.client.access.signOut();
    await bench.signIn('S. Brandt');
    expect(await newest('person.signed-in')).toMatchObject({ actor: { name: 'S. Brandt', method: 'pin' } });
  });

  it('what somebody began stays theirs: another person looks, and goes on only after taking it over', async () => {
    await bench.signIn('M. Kaya');
    await bench.chooseCustomer('nordfracht');
    clock.skip(secondScanMs);
    const sessionId = await openSheetOf(bench, `EVP-${serial}`);
    expect((await sheetOf(bench, sessionId)).session.owner).toMatchObject({ name: 'M. Kaya' });
    await bench.signIn('S. Brandt');
    expect(await newest('person.switched')).toMatchObject({
      actor: { name: 'S. Brandt' },
      before: { person: 'M. Kaya' },
    });
    await bench.chooseCustomer('nordfracht');
    clock.skip(secondScanMs);
    expect(await openSheetOf(bench, `EVP-${serial}`)).toBe(sessionId);
    const foreign = { kind: 'refused', reason: 'owned-by-another', detail: { owner: 'M. Kaya' } };
    expect(await bench.client.bench.setVin({ sessionId, vin: 'WSM00000003111444' })).toEqual(foreign);
    expect(await bench.client.bench.identify({ sessionId, bay: 1 })).toEqual(foreign);
    expect(await bench.client.bench.abandon({ sessionId, why: 'not mine' })).toEqual(foreign);
    expect(await transferAsShown(bench, sessionId)).toEqual(foreign);
    const sign = { sessionId, pin: '830516', result: 'failed', remarks: 'no', signatureSvgPath: null } as const;
    expect(await bench.client.bench.sign(sign)).toMatchObject(foreign);
    expect(await bench.client.bench.takeOver({ sessionId })).toMatchObject({
      kind: 'updated',
      sheet: { session: { owner: { name: 'S. Brandt' } } },
    });
    expect(await newest('sheet.taken-over')).toMatchObject({
      actor: { name: 'S. Brandt' },
      before: { owner: 'M. Kaya' },
      after: { owner: 'S. Brandt' },
      sessionId,
    });
    expect(await bench.client.bench.takeOver({ sessionId })).toMatchObject({ reason: 'yours-already' });
    expect(await bench.client.bench.setVin({ sessionId, vin: 'WSM00000003111444' })).toMatchObject({ kind: 'taken' });
  });

  it('P29 drafts are separate: each finds the customer and the sheets that they left', async () => {
    await bench.signIn('M. Kaya');
    await bench.chooseCustomer('alpen');
    await bench.signIn('S. Brandt');
    expect(await seat()).toMatchObject({ displayName: 'S. Brandt', customer: { name: 'Nordfracht Logistik' } });
    await bench.signIn('M. Kaya');
    expect(await seat()).toMatchObject({ displayName: 'M. Kaya', customer: { name: 'Alpen Kühltransporte' } });
  });

  it('INST-6 work on a cable goes on under whoever began it, and its outcome is written down', async () => {
    await bench.signIn('S. Brandt');
    clock.skip(secondScanMs);
    const sessionId = await openSheetOf(bench, `EVP-${serial}`);
    await untilBayIs(bench, 1, 'idle');
    const reading = bench.client.bench.identify({ sessionId, bay: 1 });
    await bench.signIn('M. Kaya');
    expect(await reading).toMatchObject({ kind: 'agrees' });
    expect((await sheetOf(bench, sessionId)).session.identity).toMatchObject({ kind: 'agrees', by: 'S. Brandt' });
    expect(await bench.operator.cable.bays()).toMatchObject([{ bay: 1, by: 'S. Brandt', sessionId }]);
    expect((await bench.operator.audit.entries({ sessionId, limit: 500 })).at(-1)).toMatchObject({
      action: 'unit.identified',
      actor: { name: 'S. Brandt' },
    });
  });
});

describe('STA-1 a supervisor’s rights end with the lock', { timeout: 120_000 }, () => {
  const resolve = () => bench.client.sync.resolve({ operationId: 'none', note: 'trying' });

  it('and come back with the PIN', async () => {
    await bench.client.access.signOut();
    await bench.signIn('S. Brandt');
    expect(await resolve()).toEqual({ kind: 'not-open' });
    await bench.client.access.lock();
    await bench.signIn('S. Brandt');
    expect(await seat()).toMatchObject({ supervising: 'off' });
    await expect(resolve()).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
      data: { right: 'resolve', why: 'raise-first' },
    });
    await expect(bench.client.access.raise()).rejects.toMatchObject({
      code: 'STEP_UP_NEEDED',
      data: { act: 'supervise' },
    });
    expect(await withPin(bench.client, () => bench.client.access.raise())).toMatchObject({ supervising: 'on' });
    expect(await resolve()).toEqual({ kind: 'not-open' });
    expect(await newest('person.raised')).toMatchObject({ actor: { name: 'S. Brandt' } });
  });

  it('unlocks a colleague’s PIN with their own, and never their own', async () => {
    const lind = demoPerson('J. Lind');
    for (let tries = 0; tries < 10; tries += 1) {
      const answer = await bench.client.access.signIn({ personId: lind.id, pin: '000001' });
      clock.skip(answer.kind === 'wrong-pin' ? answer.waitMs : 0);
      await bench.client.access.touch().catch(() => null);
    }
    expect(await bench.client.access.signIn({ personId: lind.id, pin: lind.pin })).toEqual({ kind: 'locked-out' });
    await bench.client.access.signOut();
    await bench.signIn('M. Kaya');
    await expect(bench.client.access.unlock({ personId: lind.id })).rejects.toEqual(isRefused('NOT_ALLOWED'));
    await bench.signIn('S. Brandt');
    const unlock = (id: typeof lind.id) => withPin(bench.client, () => bench.client.access.unlock({ personId: id }));
    expect(await unlock(demoPerson('S. Brandt').id)).toEqual({ kind: 'oneself' });
    expect(await unlock(lind.id)).toEqual({ kind: 'unlocked' });
    expect(await unlock(lind.id)).toEqual({ kind: 'not-locked' });
    expect(await newest('person.unlocked')).toMatchObject({
      actor: { name: 'S. Brandt' },
      after: { person: 'J. Lind' },
    });
    expect(await bench.client.access.signIn({ personId: lind.id, pin: lind.pin })).toMatchObject({ kind: 'signed-in' });
  });
});

describe('STA-1 a PIN right before what counts', { timeout: 120_000 }, () => {
  let index = 2;
  /** Another unit of the workshop, ready to be transferred; the call as the sheet shows it, without a PIN. */
  const readyTransfer = async () => {
    index += 1;
    const sessionId = await openSheetOf(bench, workshopSerial(index));
    const { session } = await sheetOf(bench, sessionId);
    const verdict = session.verdict.kind === 'verdict' ? session.verdict : null;
    const wish = {
      sessionId,
      fromId: verdict?.owner?.id ?? session.customerId,
      toId: session.customerId,
      expectedEpoch: verdict?.ownerEpoch ?? -1,
      unpairFirst: false,
    };
    return () => bench.client.bench.transfer(wish);
  };
  const asked = isRefused('STEP_UP_NEEDED');

  it('one PIN covers the transfers of two minutes, of this person and of nothing else', async () => {
    await bench.signIn('M. Kaya');
    await bench.chooseCustomer('nordfracht');
    const first = await readyTransfer();
    await expect(first()).rejects.toEqual(asked);
    await givePin(bench.client, 'transfer');
    expect(await first()).toMatchObject({ kind: 'transferred' });
    expect(await (await readyTransfer())()).toMatchObject({ kind: 'transferred' });
    clock.skip(2 * minuteMs);
    await expect((await readyTransfer())()).rejects.toEqual(asked);
  });

  it('a lock, a switch and another act make nothing of it', async () => {
    await givePin(bench.client, 'transfer');
    await bench.client.access.lock();
    await bench.signIn('M. Kaya');
    const transfer = await readyTransfer();
    await expect(transfer()).rejects.toEqual(asked);
    await givePin(bench.client, 'restore');
    await expect(transfer()).rejects.toEqual(asked);
    await givePin(bench.client, 'transfer');
    await bench.signIn('S. Brandt');
    await bench.signIn('M. Kaya');
    await expect(transfer()).rejects.toEqual(asked);
  });

  it('set to none, each asks, and a PIN that is not used is good for a minute', async () => {
    await bench.signIn('J. Lind');
    await bench.client.access.setPolicy({ idleLockMinutes: 5, stepUpGraceSeconds: 0 });
    await bench.signIn('M. Kaya');
    const [one, other] = [await readyTransfer(), await readyTransfer()];
    await givePin(bench.client, 'transfer');
    expect(await one()).toMatchObject({ kind: 'transferred' });
    await expect(other()).rejects.toEqual(asked);
    await givePin(bench.client, 'transfer');
    clock.skip(minuteMs);
    await expect(other()).rejects.toEqual(asked);
  });

  it('two persons where the rule wants two: another one, who may, with their own PIN', async () => {
    const kaya = demoPerson('M. Kaya');
    const brandt = demoPerson('S. Brandt');
    const bulk = (who: { id: typeof kaya.id; pin: string }, pin = who.pin) =>
      bench.client.access.stepUp({ act: 'bulk', pin, personId: who.id });
    expect(await bulk(kaya)).toEqual({ kind: 'not-allowed' });
    expect(await bulk(demoPerson('A. Okafor'))).toEqual({ kind: 'not-allowed' });
    expect(await bulk(brandt, kaya.pin)).toMatchObject({ kind: 'wrong-pin' });
    expect(await bulk(brandt)).toEqual({ kind: 'proved' });
    expect(await newest('person.stepped-up')).toMatchObject({
      actor: { name: 'M. Kaya' },
      after: { act: 'bulk', second: 'S. Brandt' },
    });
  });

  it('wrong PINs count on the one ladder, and every one stands in the trail', async () => {
    const wrong = await bench.client.access.stepUp({ act: 'transfer', pin: '000001' });
    expect(wrong).toMatchObject({ kind: 'wrong-pin', triesLeft: 9 });
    const { id } = demoPerson('M. Kaya');
    expect(await bench.client.access.signIn({ personId: id, pin: '000001' })).toMatchObject({ triesLeft: 8 });
    expect(await newest('person.stepped-up')).toMatchObject({ outcome: 'refused', code: 'wrong-pin' });
  });
});
