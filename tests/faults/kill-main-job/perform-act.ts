import type { Sheet } from '#core/contract/station/bench.ts';
import type { BenchSession } from '#core/domain/bench/bench-session.ts';
import { sessionId as asSessionId, type SessionId } from '#core/kernel/entity-ids.ts';
import type { BenchPlan, Job } from './bench-plan.ts';
import { type nextAct, unanswered } from './next-act.ts';
import type { Bench } from './open-bench.ts';

// The acts of the main job as calls of the contract. Answers that a technician simply meets, such as a cable that did not answer in time,
// are left to the sheet; answers that must not come are thrown.

export interface Work {
  readonly bench: Bench;
  readonly plan: BenchPlan;
  readonly job: Job;
  readonly session: BenchSession;
}

type Act = ReturnType<typeof nextAct>;

/** Scans the label of a unit. */
export async function scanUnit({ client }: Bench, serial: string): Promise<SessionId> {
  const result = await client.scan.read({
    text: `EVP-${serial}`,
    source: 'wedge',
    context: { screen: 'bench', sessionId: null, awaiting: 'unit' },
  });
  if (result.kind !== 'sheet-opened') {
    throw new Error(`the scan opened no sheet: ${JSON.stringify(result)}`);
  }
  return asSessionId.parse(result.sessionId);
}

export async function sheetOf({ operator }: Bench, sessionId: SessionId): Promise<Sheet> {
  const answer = await operator.bench.sheet({ sessionId });
  if (answer.kind !== 'sheet') {
    throw new Error(`sheet ${sessionId} is not there`);
  }
  return answer.sheet;
}

/** Performs one act; the path of the file that it left, or null. */
export async function performAct(work: Work, act: Act): Promise<string | null> {
  const { bench, job, session } = work;
  const sessionId = session.id;
  const { bench: sheets, sync } = bench.client;
  switch (act) {
    case 'identify':
      await waitForBay(bench);
      expectNoRefusal(act, await sheets.identify({ sessionId, bay: benchBay }));
      return null;
    case 'transfer':
      await prove(work);
      expectOneOf(act, await sheets.transfer(confirmed(work)), ['transferred', 'provisional']);
      return null;
    case 'compare':
      await waitForBay(bench);
      expectNoRefusal(act, await sheets.compareConfiguration({ sessionId }));
      return null;
    case 'write':
      await waitForBay(bench);
      expectNoRefusal(act, await sheets.writeConfiguration({ sessionId }));
      return null;
    case 'measure':
      await waitForBay(bench);
      expectNoRefusal(act, await sheets.measure({ sessionId }));
      return null;
    case 'answer':
      expectNoRefusal(act, await sheets.answerCheck({ ...firstUnanswered(session), sessionId }));
      return null;
    case 'vin':
      expectOneOf(act, await sheets.setVin({ sessionId, vin: job.vin }), ['taken']);
      return null;
    case 'pair':
      expectNoRefusal(act, await sheets.pair({ sessionId, assetId: job.assetId }));
      return null;
    case 'sign':
      await sign(work);
      return null;
    case 'save-report':
      return saveReport(work);
    case 'sync':
      await sync.run();
      return null;
  }
}

const benchBay = 1;

/**
 * The station looks for ports in its own time; a unit is plugged in before it is seen. A hand needs a moment between two acts, and so does
 * the far end of the cable before it takes the next connection.
 */
async function waitForBay({ operator, sleep }: Bench): Promise<void> {
  const soonMs = 300;
  await sleep(soonMs);
  while (!(await operator.cable.bays()).some(({ bay, state }) => bay === benchBay && state !== 'gone')) {
    await sleep(soonMs);
  }
}

function confirmed({ session }: Work) {
  const { verdict } = session;
  if (verdict.kind !== 'verdict' || verdict.owner === null) {
    throw new Error(`no transfer without a known owner: ${JSON.stringify(verdict)}`);
  }
  return {
    sessionId: session.id,
    fromId: verdict.owner.id,
    toId: session.customerId,
    expectedEpoch: verdict.ownerEpoch ?? -1,
    unpairFirst: false,
  };
}

function firstUnanswered({ inspection }: BenchSession) {
  const [checkId = ''] = unanswered(inspection.kind === 'measured' ? inspection.checks : []);
  return { checkId, result: 'pass' as const, note: null };
}

/** A kill between a PIN and its answer costs a try, and tries cost time. */
async function prove({ bench, plan }: Work): Promise<void> {
  for (;;) {
    const result = await bench.client.access.stepUp({ act: 'transfer', pin: plan.pin });
    if (result.kind !== 'wait') {
      expectOneOf('transfer', result, ['proved']);
      return;
    }
    await bench.sleep(result.waitMs);
  }
}

async function sign({ bench, plan, session }: Work): Promise<void> {
  const wish = { sessionId: session.id, pin: plan.pin, result: 'succeeded', remarks: null } as const;
  for (;;) {
    const result = await bench.client.bench.sign({ ...wish, signatureSvgPath: null });
    if (result.kind !== 'wrong-pin' || result.waitMs === 0) {
      expectOneOf('sign', result, ['signed']);
      return;
    }
    await bench.sleep(result.waitMs);
  }
}

async function saveReport({ bench, session }: Work): Promise<string> {
  const saved = await bench.client.bench.saveReport({ sessionId: session.id });
  if (saved.kind !== 'saved') {
    throw new Error(`the report was not saved: ${JSON.stringify(saved)}`);
  }
  return saved.path;
}

interface Answer {
  readonly kind: string;
}

function expectNoRefusal(act: Act, answer: Answer): void {
  expectOneOf(act, answer, ['updated', 'agrees', 'link-problem']);
}

function expectOneOf(act: Act, answer: Answer, expected: readonly string[]): void {
  if (!expected.includes(answer.kind)) {
    const { sheet: _, ...short } = { sheet: null, ...answer };
    throw new Error(`${act} was answered by ${JSON.stringify(short)}`);
  }
}
