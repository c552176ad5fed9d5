import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SignInResult } from '#core/contract/station/access.ts';
import { personId } from '#core/kernel/entity-ids.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import { openSheetOf } from './testing/sheet-work.ts';
import { createTestClock } from './testing/test-clock.ts';

const wrong = '111111';
const dayMs = 86_400_000;

let cloud: CloudWorld;
let bench: BenchWorld;
/** Hardly moves by itself: what waits here is skipped, however slow the machine is. */
const clock = createTestClock({ speed: 0.001 });

beforeAll(async () => {
  cloud = await createCloudWorld();
  bench = await cloud.addStation({ clock });
});
afterAll(() => cloud.close());

function idOf(name: string) {
  const person = demoFleet.people.find(({ displayName }) => displayName === name);
  return personId.parse(person?.id ?? name);
}

function pinOf(name: string): string {
  return demoFleet.people.find(({ displayName }) => displayName === name)?.pin ?? '';
}

const tryPin = (name: string, pin: string): Promise<SignInResult> =>
  bench.client.access.signIn({ personId: idOf(name), pin });

/** What is said to nine wrong PINs, each given as soon as it may be, and then to the tenth. */
const ladder: readonly SignInResult[] = [
  { kind: 'wrong-pin', triesLeft: 9, waitMs: 0 },
  { kind: 'wrong-pin', triesLeft: 8, waitMs: 0 },
  { kind: 'wrong-pin', triesLeft: 7, waitMs: 0 },
  { kind: 'wrong-pin', triesLeft: 6, waitMs: 2_000 },
  { kind: 'wrong-pin', triesLeft: 5, waitMs: 10_000 },
  { kind: 'wrong-pin', triesLeft: 4, waitMs: 30_000 },
  { kind: 'wrong-pin', triesLeft: 3, waitMs: 60_000 },
  { kind: 'wrong-pin', triesLeft: 2, waitMs: 300_000 },
  { kind: 'wrong-pin', triesLeft: 1, waitMs: 600_000 },
  { kind: 'locked-out' },
];

/** Gives wrong PINs and waits as long as is asked for each time. */
async function failTimes(name: string, times: number): Promise<SignInResult[]> {
  const answers: SignInResult[] = [];
  for (let count = 0; count < times; count += 1) {
    const answer = await tryPin(name, wrong);
    answers.push(answer);
    clock.skip(answer.kind === 'wrong-pin' ? answer.waitMs : 0);
  }
  return answers;
}

describe('STA-1 wrong PINs', { timeout: 60_000 }, () => {
  it('makes every further try wait longer, and locks at ten', async () => {
    expect(await failTimes('J. Lind', 10)).toEqual(ladder);
    clock.skip(dayMs);
    expect(await tryPin('J. Lind', pinOf('J. Lind'))).toEqual({ kind: 'locked-out' });
    await bench.restart();
    expect(await tryPin('J. Lind', pinOf('J. Lind'))).toEqual({ kind: 'locked-out' });
    const people = await bench.client.access.people();
    expect(people.filter(({ lockedOut }) => lockedOut).map(({ displayName }) => displayName)).toEqual(['J. Lind']);
    expect(await tryPin('S. Brandt', pinOf('S. Brandt'))).toMatchObject({ kind: 'signed-in' });
  });

  it('says the same of somebody who does not work here', async () => {
    expect(await failTimes('nobody-we-know', 10)).toEqual(ladder);
  });

  it('while waiting no try is judged, not even a right one, and none is counted', async () => {
    await failTimesWithoutWaiting('A. Okafor', 4);
    expect(await tryPin('A. Okafor', pinOf('A. Okafor'))).toMatchObject({ kind: 'wait' });
    clock.skip(1_000);
    const waiting = await tryPin('A. Okafor', wrong);
    expect(waiting.kind === 'wait' ? waiting.waitMs : 0).toBeGreaterThan(0);
    expect(waiting.kind === 'wait' ? waiting.waitMs : 0).toBeLessThanOrEqual(1_000);
    clock.skip(1_000);
    expect(await tryPin('A. Okafor', wrong)).toEqual(ladder[4]);
  });

  it('setting the wall clock forward shortens nothing', async () => {
    clock.setForward(dayMs);
    expect(await tryPin('A. Okafor', pinOf('A. Okafor'))).toMatchObject({ kind: 'wait' });
    clock.setForward(-dayMs);
  });

  it('a restart gives no free try: the wait begins anew', async () => {
    clock.skip(9_000);
    await bench.restart();
    const answer = await tryPin('A. Okafor', pinOf('A. Okafor'));
    expect(answer.kind === 'wait' ? answer.waitMs : 0).toBeGreaterThan(8_000);
    clock.skip(10_000);
    expect(await tryPin('A. Okafor', pinOf('A. Okafor'))).toMatchObject({ kind: 'signed-in' });
  });

  it('the right PIN sets the count back', async () => {
    expect(await tryPin('A. Okafor', wrong)).toEqual(ladder[0]);
    expect(await tryPin('A. Okafor', pinOf('A. Okafor'))).toMatchObject({ kind: 'signed-in' });
  });

  it('a try is counted before it is judged: killing the program after a guess gains nothing', async () => {
    const guessing = tryPin('M. Kaya', wrong).catch(() => null);
    await new Promise((resolve) => setImmediate(resolve));
    await bench.crash();
    await guessing;
    expect(await tryPin('M. Kaya', wrong)).toEqual(ladder[1]);
  });

  it('many tries at once are many tries', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => tryPin('M. Kaya', wrong)));
    const judged = answers.filter(({ kind }) => kind === 'wrong-pin');
    expect(judged.length).toBeLessThanOrEqual(2);
    expect(answers.filter(({ kind }) => kind === 'wait').length).toBe(answers.length - judged.length);
  });

  it('INSP-4 a signature counts on the same ladder and says how many tries are left', async () => {
    clock.skip(2_000);
    await bench.signIn('M. Kaya');
    await bench.chooseCustomer('nordfracht');
    const sessionId = await openSheetOf(bench, 'EVP-359315075384726');
    const sign = (pin: string) =>
      bench.client.bench.sign({ sessionId, pin, result: 'failed', remarks: 'It is broken.', signatureSvgPath: null });
    for (const expected of ladder.slice(0, 4)) {
      expect(await sign(wrong)).toEqual(expected);
    }
    const waiting = await sign('471902');
    expect(waiting).toMatchObject({ kind: 'wrong-pin', triesLeft: 6 });
    expect(waiting.kind === 'wrong-pin' ? waiting.waitMs : 0).toBeGreaterThan(0);
    expect(await tryPin('M. Kaya', '471902')).toMatchObject({ kind: 'wait' });
    clock.skip(2_000);
    expect(await sign('471902')).toMatchObject({ kind: 'signed' });
  });

  it('REP-1 every failure stands in the trail, without the PIN', async () => {
    const entries = await bench.operator.audit.entries({ limit: 500 });
    const failures = entries.filter(({ action }) => action === 'person.sign-in-failed');
    expect(failures.length).toBeGreaterThan(20);
    expect(new Set(failures.map(({ code }) => code))).toEqual(new Set(['wrong-pin', 'wait', 'locked-out']));
    expect(failures.every(({ outcome }) => outcome === 'refused')).toBe(true);
    expect(failures.some(({ actor }) => actor.name === 'unknown')).toBe(true);
    for (const pin of [wrong, ...demoFleet.people.map((person) => person.pin)]) {
      expect(JSON.stringify(entries)).not.toContain(pin);
    }
  });
});

describe('STA-1 who sits at the bench', () => {
  it('changes by another’s PIN, keeps the customer for the same person only, and is empty after a restart', async () => {
    clock.skip(dayMs);
    await bench.signIn('M. Kaya');
    await bench.chooseCustomer('nordfracht');
    await bench.client.access.lock();
    await bench.signIn('M. Kaya');
    expect(await bench.client.access.seat()).toMatchObject({
      locked: false,
      customer: { name: 'Nordfracht Logistik' },
    });
    await bench.signIn('S. Brandt');
    expect(await bench.client.access.seat()).toMatchObject({ displayName: 'S. Brandt', customer: null });
    await bench.restart();
    expect(await bench.client.access.seat()).toEqual({ kind: 'empty' });
  });
});

async function failTimesWithoutWaiting(name: string, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    await tryPin(name, wrong);
  }
}
