import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validSerial } from '../ownership/testing/sample-question.ts';
import type { BenchEventBody } from './bench-event.ts';
import { applyBench } from './bench-machine.ts';
import { type BenchSession, benchSession } from './bench-session.ts';
import { stepsOf } from './steps-of.ts';
import {
  change,
  compared,
  happened,
  identified,
  mainJob,
  measured,
  sheet,
  sign,
  standing,
  steps,
  unpairing,
  unpairingAnswered,
  verdicts,
} from './testing/sample-sheet.ts';

// Random walks against a model that knows nothing of the machine's states: it only remembers which events were accepted, and says from
// that history whether a signature may stand.
const pool: readonly BenchEventBody[] = [
  ...Object.values(steps),
  ...Object.values(verdicts).map((verdict): BenchEventBody => ({ kind: 'verdict-given', verdict })),
  identified('866344054201822'),
  identified(null),
  compared(),
  compared(change('apn', 'unknown')),
  { kind: 'write-ended', changes: [change('apn', 'differs')], why: null },
  { kind: 'write-ended', changes: [change('apn', 'unknown')], why: 'port-lost' },
  measured('fail'),
  measured('not-possible'),
  { ...steps.answer, result: 'fail' },
  { kind: 'check-digit-confirmed' },
  { kind: 'type-chosen', unitType: 'evopulse', verdict: verdicts.partnerOwned },
  { ...steps.confirmPairing, answer: { kind: 'refused' } },
  { kind: 'automatic-pairing-awaited', predicted: 'NotFound' },
  { kind: 'pairing-kept', pairing: standing },
  unpairing,
  { ...unpairingAnswered, answer: 'unpaired' },
  { ...unpairingAnswered, answer: 'refused' },
  { kind: 'abandoned', why: 'the vehicle left' },
  sign('failed', 'gave up'),
  sign('succeeded', 'no antenna in the hall'),
];

/** The main job with some events left out, put in, or moved: near enough to the end to reach it, wrong enough to be refused. */
const walk = fc
  .tuple(
    fc.subarray([...mainJob.slice(0, -1)], { minLength: 6 }),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...pool)), { maxLength: 8 }),
  )
  .map(([kept, added]) => {
    const events: BenchEventBody[] = [...kept];
    for (const [place, body] of added) {
      events.splice(place % (events.length + 1), 0, body);
    }
    return [...events, steps.sign, sign('succeeded', 'remarked'), sign('failed', 'gave up')];
  });
const start = fc.constantFrom(...Object.values(verdicts));

type Accepted = readonly BenchEventBody[];

function run(session: BenchSession, events: Accepted): { readonly accepted: Accepted; readonly session: BenchSession } {
  const accepted: BenchEventBody[] = [];
  let current = session;
  for (const body of events) {
    const outcome = applyBench(current, happened(body));
    if (outcome.kind === 'accepted') {
      accepted.push(body);
      current = outcome.session;
    }
  }
  return { accepted, session: current };
}

const pairingKinds: ReadonlySet<BenchEventBody['kind']> = new Set([
  'pairing-requested',
  'automatic-pairing-awaited',
  'left-unpaired',
  'pairing-kept',
  'unpairing-requested',
  'unpairing-answered',
]);
const lastIndex = (accepted: Accepted, test: (body: BenchEventBody) => boolean) => accepted.findLastIndex(test);
const of = (kind: BenchEventBody['kind']) => (body: BenchEventBody) => body.kind === kind;

/** What the history itself lacks for a successful signature. */
function lacking(first: BenchSession, accepted: Accepted): readonly string[] {
  const verdict = accepted.flatMap((body) => ('verdict' in body ? [body.verdict] : [])).at(-1) ?? first.verdict;
  if (verdict.kind === 'choose-type') return ['type'];
  const codes = verdict.findings.map((finding) => finding.code);
  const undone = lastIndex(accepted, of('transfer-reversed'));
  const askedAt = lastIndex(accepted, of('transfer-requested'));
  const asked = askedAt > undone ? askedAt : -1;
  const refusedAt = lastIndex(accepted, (body) => body.kind === 'transfer-answered' && body.answer.kind === 'refused');
  const since = accepted.slice(Math.max(asked, undone) + 1);
  const judgedAt = lastIndex(accepted, (body) => 'verdict' in body);
  const isHome = codes.includes('OWNED_BY_CUSTOMER') && (undone < 0 || judgedAt > undone);
  const mayWork =
    (isHome || asked >= 0) && !['TRUST_MISSING', 'SERIAL_UNKNOWN'].some((code) => codes.includes(code as never));
  const isFull = !codes.includes('TYPE_TRANSFER_ONLY') && !codes.includes('SUBSCRIPTION_EXPIRED');
  const identity = accepted.findLast(of('cable-identified'));
  const configured = since.findLast((body) => body.kind === 'configuration-compared' || body.kind === 'write-ended');
  const isConfigured =
    (configured?.kind === 'configuration-compared' &&
      configured.changes.every(({ state }) => state === 'unsupported')) ||
    (configured?.kind === 'write-ended' &&
      configured.why === null &&
      configured.changes.every(({ state }) => state === 'verified'));
  const supply = since.findLast(of('measured'));
  const mounting = since.findLast(of('check-answered'));
  const results = [
    supply?.kind === 'measured' ? supply.checks[0]?.result : null,
    mounting?.kind === 'check-answered' ? mounting.result : null,
  ];
  const pairing = accepted.findLast((body) => pairingKinds.has(body.kind));
  const isEnding =
    pairing?.kind === 'unpairing-requested' ||
    (pairing?.kind === 'unpairing-answered' && pairing.answer === 'unpaired');
  const isPairingSettled = pairing !== undefined && !isEnding;
  const isNeeded = ((asked >= 0 && refusedAt < asked) || codes.includes('NEEDS_CONFIGURATION')) && isFull;
  return [
    ...(mayWork ? [] : ['right']),
    ...(refusedAt > asked && asked >= 0 && !isHome ? ['transfer'] : []),
    ...(identity?.kind === 'cable-identified' && identity.imei !== validSerial ? ['mismatch'] : []),
    ...(isFull && identity === undefined ? ['identity'] : []),
    ...(isNeeded && !isConfigured ? ['configuration'] : []),
    ...(isFull && results.some((result) => result === null || result === undefined || result === 'fail')
      ? ['inspection']
      : []),
    ...(!codes.includes('TYPE_TRANSFER_ONLY') && !isPairingSettled ? ['pairing'] : []),
  ];
}

describe('OWN-9 INST-1 INSP-2 no order of events signs a sheet that lacks something', () => {
  it('for 3,000 random walks, and the walk is not always refused', () => {
    let signed = 0;
    fc.assert(
      fc.property(start, walk, (verdict, events) => {
        const first = sheet(verdict);
        const { accepted, session } = run(first, events);
        expect(benchSession.parse(structuredClone(session))).toEqual(session);
        expect(session.revision).toBe(1 + accepted.length);
        if (session.signOff.kind === 'signed' && session.signOff.result === 'succeeded') {
          signed += 1;
          expect(lacking(first, accepted.slice(0, lastIndex(accepted, of('signed'))))).toEqual([]);
        }
      }),
      { numRuns: 3_000 },
    );
    expect(signed).toBeGreaterThan(100);
  });

  it('INST-1 nothing is done to the unit while another one is on the cable', () => {
    const touching = new Set([
      'transfer-requested',
      'configuration-compared',
      'write-begun',
      'measured',
      'check-answered',
      'pairing-requested',
    ]);
    fc.assert(
      fc.property(start, walk, (verdict, events) => {
        const { accepted } = run(sheet(verdict), events);
        let isOther = false;
        for (const body of accepted) {
          if (body.kind === 'cable-identified') isOther = body.imei !== validSerial;
          expect(isOther && touching.has(body.kind), `${body.kind} with another unit on the cable`).toBe(false);
        }
      }),
    );
  });

  it('OWN-11 a transfer is done only by an answer of the cloud', () => {
    fc.assert(
      fc.property(start, walk, (verdict, events) => {
        const { accepted, session } = run(sheet(verdict), events);
        const kinds = ['transfer-requested', 'transfer-answered', 'transfer-reversed'];
        const last = accepted.findLast((body) => kinds.includes(body.kind));
        expect(session.transfer.kind === 'done').toBe(
          last?.kind === 'transfer-answered' && last.answer.kind === 'done',
        );
      }),
    );
  });

  it('every sheet on the way can be drawn, with one current line at most', () => {
    fc.assert(
      fc.property(start, walk, (verdict, events) => {
        const { session } = run(sheet(verdict), events.slice(0, -3));
        const lines = stepsOf(session, null);
        expect(lines.map((line) => line.step)).toEqual([
          'identity',
          'owner',
          'configure',
          'inspect',
          'pair',
          'sign-off',
        ]);
        expect(lines.filter((line) => line.current).length).toBeLessThanOrEqual(session.state === 'open' ? 1 : 0);
      }),
    );
  });
});
