import type { BenchSession } from '#core/domain/bench/bench-session.ts';
import { organizationId, personId, type SessionId } from '#core/kernel/entity-ids.ts';
import type { Acknowledgement, DoneAct } from './acknowledgement.ts';
import type { BenchPlan, Job } from './bench-plan.ts';
import { nextAct } from './next-act.ts';
import type { Bench } from './open-bench.ts';
import { performAct, scanUnit, sheetOf } from './perform-act.ts';

/** Does the main job over the contract, act by act, and says what was acknowledged. */
export interface Technician {
  /** Looks what the station holds, signs in and chooses the customer. */
  begin(): Promise<void>;
  /** One act of the job at hand. `job-done` after the last one of a job, `all-done` when there is no further job. */
  act(): Promise<'acted' | 'job-done' | 'all-done'>;
}

export interface Shift {
  readonly bench: Bench;
  readonly plan: BenchPlan;
  readonly say: (what: Acknowledgement) => void;
}

interface AtHand {
  readonly sessionId: SessionId;
  readonly job: Job;
}

export function createTechnician(shift: Shift): Technician {
  const { bench, plan } = shift;
  let atHand: AtHand | null = null;
  let jobsBegun = 0;

  return {
    async begin() {
      const sheets = await lookAround(shift);
      await signIn(shift);
      const numbers = sheets.map(({ label }) => plan.jobs.findIndex(({ serial }) => serial === label.serial));
      jobsBegun = 1 + Math.max(-1, ...numbers);
      const open = sheets.find(({ state }) => state === 'open');
      const job = plan.jobs.find(({ serial }) => serial === open?.label.serial);
      atHand = open === undefined || job === undefined ? null : { sessionId: open.id, job };
    },

    async act() {
      if (atHand === null) {
        const job = plan.jobs[jobsBegun];
        if (job === undefined) {
          return 'all-done';
        }
        bench.plugIn(job.address);
        shift.say({ kind: 'begun', act: 'scan' });
        const sessionId = await scanUnit(bench, job.serial);
        await acknowledge(shift, { act: 'scan', sessionId, file: null });
        jobsBegun += 1;
        atHand = { sessionId, job };
        return 'acted';
      }
      const { sessionId, job } = atHand;
      bench.plugIn(job.address);
      const { session } = await sheetOf(bench, sessionId);
      await tryWritingUnread(shift, session);
      const act = nextAct(session);
      shift.say({ kind: 'begun', act });
      const file = await performAct({ bench, plan, job, session }, act);
      await acknowledge(shift, { act, sessionId, file });
      if (act === 'save-report') {
        atHand = null;
        return 'job-done';
      }
      return 'acted';
    },
  };
}

/** What the station says of itself before anybody does anything. */
async function lookAround({ bench, say }: Shift): Promise<readonly BenchSession[]> {
  const newest = 100;
  const rows = await bench.operator.bench.sheets({ limit: newest });
  const sheets = await Promise.all(rows.map(({ sessionId }) => sheetOf(bench, sessionId)));
  const audit = await bench.operator.audit.verify();
  const open = sheets.filter(({ session }) => session.state === 'open');
  say({
    kind: 'found',
    audit: audit.kind,
    openSheets: open.map(({ session, steps }) => ({
      sessionId: session.id,
      revision: session.revision,
      configuration: session.configuration.kind,
      why: session.configuration.kind === 'incomplete' ? session.configuration.why : null,
      step: steps.find(({ current }) => current)?.step ?? null,
    })),
  });
  return sheets.map(({ session }) => session);
}

async function signIn(shift: Shift): Promise<void> {
  const { bench, plan, say } = shift;
  const { access, customers } = bench.client;
  const untilPulledMs = 500;
  while ((await access.people()).length === 0) {
    await bench.sleep(untilPulledMs);
  }
  say({ kind: 'begun', act: 'sign-in' });
  for (;;) {
    const result = await access.signIn({ personId: personId.parse(plan.personId), pin: plan.pin });
    if (result.kind === 'signed-in') {
      break;
    }
    // A try that a kill cut off counts as a wrong one.
    if (result.kind !== 'wait') {
      throw new Error(`the right PIN was not taken: ${JSON.stringify(result)}`);
    }
    await bench.sleep(result.waitMs);
  }
  await acknowledge(shift, { act: 'sign-in', sessionId: null, file: null });
  const chosen = await customers.choose({ customerId: organizationId.parse(plan.customerId) });
  if (chosen.kind !== 'chosen') {
    throw new Error('the customer is not known');
  }
}

/** A unit whose write was cut off must be read first; whoever wants to write at once is sent back. */
async function tryWritingUnread({ bench, say }: Shift, session: BenchSession): Promise<void> {
  if (session.configuration.kind === 'incomplete') {
    const result = await bench.client.bench.writeConfiguration({ sessionId: session.id });
    say({ kind: 'write-unread', answer: result.kind === 'refused' ? result.reason : result.kind });
  }
}

interface Acted extends Pick<DoneAct, 'act' | 'file'> {
  readonly sessionId: SessionId | null;
}

/** Asks the station over the contract what it now holds of the act, and passes that on as acknowledged. */
async function acknowledge({ bench, say }: Shift, { act, sessionId, file }: Acted): Promise<void> {
  const [newest] = await bench.operator.audit.entries({ limit: 1 });
  if (newest === undefined) {
    throw new Error('an act left no audit entry');
  }
  const sheet = sessionId === null ? null : await heldOf(bench, sessionId);
  say({ kind: 'done', act, audit: { seq: newest.seq, head: newest.head }, sheet, file });
}

async function heldOf(bench: Bench, sessionId: SessionId): Promise<DoneAct['sheet']> {
  const { session } = await sheetOf(bench, sessionId);
  const newest = 20;
  const queue = await bench.operator.sync.queue({ limit: newest });
  return {
    sessionId,
    serial: session.label.serial,
    revision: session.revision,
    reportNumber: session.signOff.kind === 'signed' ? session.signOff.reportNumber : null,
    operations: queue
      .filter((row) => row.sessionId === sessionId)
      .map(({ operationId, kind, state }) => ({ operationId, kind, accepted: state === 'accepted' })),
  };
}
