import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConfigChange, KeyWrite, WriteConfigurationOutcome } from '#core/ports/unit-driver.ts';
import { change, IMEI, setUpTeltonika, teltonika } from './testing/teltonika-bench.ts';

/** Two batches: the first four fill a command line. */
const changes: readonly ConfigChange[] = [
  change('apn', 'a'.repeat(32)),
  change('apnUser', 'u'.repeat(32)),
  change('serverHost', `${'h'.repeat(43)}.example.com`),
  change('reportMovingS', '300'),
  change('serverProto', 'udp'),
];
const KEYS_OF_FIRST_BATCH = 4;
const ids: Readonly<Record<string, number>> = {
  apn: 2001,
  apnUser: 2002,
  serverHost: 2004,
  reportMovingS: 10050,
  serverProto: 2006,
};

/** One whole write with nothing wrong, to know where its bytes lie. */
async function measureBytes() {
  const { cable, context } = setUpTeltonika();
  const toUnit: number[] = [];
  const toStation: number[] = [];
  cable.unit.onBytes((bytes) => toUnit.push(bytes.length));
  cable.station.onBytes((bytes) => toStation.push(bytes.length));
  expect(await teltonika.writeConfiguration(context, IMEI, changes)).toMatchObject({ kind: 'written' });
  expect([toUnit.length, toStation.length]).toEqual([3, 3]);
  return { toUnit, toStation };
}

/** The unit's commands end after these many bytes: getver, first batch, second batch. */
function ends(lengths: readonly number[]): readonly [number, number, number] {
  const [first = 0, second = 0, third = 0] = lengths;
  return [first, first + second, first + second + third];
}

function states(outcome: WriteConfigurationOutcome): readonly KeyWrite['state'][] {
  return outcome.kind === 'written' || outcome.kind === 'partial' ? outcome.writes.map((write) => write.state) : [];
}

function expected(acknowledgedBatches: number, wasSent: boolean): readonly KeyWrite['state'][] {
  return changes.map((_change, index) => {
    const batch = index < KEYS_OF_FIRST_BATCH ? 0 : 1;
    if (batch < acknowledgedBatches) {
      return 'accepted';
    }
    return batch === acknowledgedBatches && wasSent ? 'unknown' : 'not-sent';
  });
}

/** Whatever is said must be so on the unit itself. */
function expectTruth(outcome: WriteConfigurationOutcome, held: ReadonlyMap<number, string>) {
  if (outcome.kind !== 'partial' && outcome.kind !== 'written') {
    expect([...held.values()].every((value) => value === '')).toBe(true);
    return;
  }
  for (const write of outcome.writes) {
    const value = held.get(ids[write.key] ?? 0);
    if (write.state === 'accepted') {
      expect(value).toBe(write.to === 'udp' ? '1' : write.to);
    }
    if (write.state === 'not-sent') {
      expect(value).toBe('');
    }
  }
}

describe('P26 INST-3 the cable is pulled during a write', () => {
  it('at every byte towards the unit: accepted, unknown and not-sent exactly as it was acknowledged', async () => {
    const [identified, first, second] = ends((await measureBytes()).toUnit);
    for (let cut = 0; cut <= second; cut += 1) {
      const { cable, context, unit } = setUpTeltonika();
      cable.cutAfter('to-unit', cut);
      const outcome = await teltonika.writeConfiguration(context, IMEI, changes);
      if (cut <= identified) {
        // A pull right behind `getver` shows before the first write is sent.
        expect([cut, outcome.kind]).toEqual([cut, 'port-lost']);
      } else {
        expect([cut, outcome.kind, states(outcome)]).toEqual([cut, 'partial', expected(cut > first ? 1 : 0, true)]);
      }
      expectTruth(outcome, unit.held);
    }
  });

  it('at every byte towards the station: what was acknowledged in full counts, nothing else does', async () => {
    const [identified, first, second] = ends((await measureBytes()).toStation);
    for (let cut = 1; cut <= second; cut += 1) {
      const { cable, context, unit } = setUpTeltonika();
      cable.cutAfter('to-station', cut);
      const outcome = await teltonika.writeConfiguration(context, IMEI, changes);
      // The last byte of an answer is the LF behind a CR that has ended the line already.
      if (cut < identified - 1) {
        expect([cut, outcome.kind]).toEqual([cut, 'port-lost']);
      } else if (cut <= identified) {
        expect([cut, outcome.kind, states(outcome)]).toEqual([cut, 'port-lost', []]);
      } else if (cut < first - 1) {
        expect([cut, outcome.kind, states(outcome)]).toEqual([cut, 'partial', expected(0, true)]);
      } else if (cut <= first) {
        expect([cut, outcome.kind, states(outcome)]).toEqual([cut, 'partial', expected(1, false)]);
      } else if (cut < second - 1) {
        expect([cut, outcome.kind, states(outcome)]).toEqual([cut, 'partial', expected(1, true)]);
      } else {
        expect([cut, outcome.kind, states(outcome)]).toEqual([cut, 'written', expected(2, false)]);
      }
      expectTruth(outcome, unit.held);
    }
  });

  it('500 pulls at random moments: never "done" for what the unit does not hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 2500 }), async (pullAtMs) => {
        const bench = setUpTeltonika();
        void bench.clock.sleep(pullAtMs).then(() => bench.cable.cut());
        const outcome = await teltonika.writeConfiguration(bench.context, IMEI, changes);
        expectTruth(outcome, bench.unit.held);
      }),
      { numRuns: 500 },
    );
  });

  it('nothing is claimed verified over a cable that is gone', async () => {
    const { cable, context } = setUpTeltonika();
    cable.cut();
    expect(await teltonika.verify(context, changes)).toMatchObject({ kind: 'port-lost' });
  });
});
