import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { startSession } from '../../domain/bench/start-session.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { jobName } from '../../domain/jobs/job-name.ts';
import { type OrganizationId, type ProfileId, type SessionId, sessionId } from '../../kernel/entity-ids.ts';
import { invariant } from '../../kernel/invariant.ts';
import { followJob } from '../jobs/follow-job.ts';
import { asSheetJob, jobForScan, profileWanted } from '../jobs/job-for-sheet.ts';
import { makeVisitJob } from '../jobs/make-visit-job.ts';
import { auditActor, type Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';
import { mustTakeNewWork } from '../storage/must-take-new-work.ts';
import { changeSheet, concerned, tellSheet, unitOf } from './change-sheet.ts';
import { judgeFor } from './judge-for.ts';
import { ownerFor } from './sheet-owner.ts';

export interface RecognizedUnit {
  readonly text: string;
  readonly serial: string;
  readonly unitType: string | null;
  readonly warnings: readonly string[];
  readonly customerId: OrganizationId;
  /** What a carton said the unit shall be configured with. */
  readonly profileId?: ProfileId | null;
}

/** Opens the work sheet of a scanned unit, or goes on with the one that is open (SCAN-4). The verdict is asked anew in both cases. */
export async function openSheet(
  context: StationContext,
  principal: Principal,
  unit: RecognizedUnit,
): Promise<{ readonly sessionId: SessionId; readonly resumed: boolean }> {
  const { store } = context;
  const { serial, customerId } = unit;
  const job = jobForScan(context, principal, { serial, unitType: unit.unitType, customerId });
  const verdict = await judgeFor(context, {
    serial,
    customerId,
    chosenType: unit.unitType,
    jobId: job?.id,
    within: openSheetFor(context, unit)?.id,
  });
  const open = openSheetFor(context, unit);
  if (open !== null) {
    joinJob(context, principal, { session: open, job });
    const judged =
      open.unit === null
        ? verdict
        : await judgeFor(context, { serial, customerId, chosenType: open.unit.unitType, within: open.id });
    changeSheet(context, {
      sessionId: open.id,
      principal,
      event: { kind: 'verdict-given', verdict: judged },
      audit: { action: 'unit.scanned', after: { text: unit.text } },
      feed: { mark: 'ok', key: 'sheet-resumed', detail: { serial: unit.serial } },
    });
    return { sessionId: open.id, resumed: true };
  }
  mustTakeNewWork(context);
  const customer = store.organization(unit.customerId);
  invariant(customer !== null, 'a sheet is opened for an organization that the station knows');
  const session = startSession({
    id: sessionId.parse(context.ids.next()),
    at: context.clock.now(),
    by: auditActor(principal).name,
    ...ownerFor(principal),
    mode: unit.customerId === context.identity.organizationId ? 'own-organization' : 'customer',
    customer,
    label: { text: unit.text, serial: unit.serial, warnings: unit.warnings },
    verdict,
    wishedProfileId: (job === null ? null : profileWanted(context, job, unit)) ?? unit.profileId ?? null,
    job: job === null ? null : asSheetJob(job),
  });
  store.transact((write) => {
    write.saveSession(session);
    write.appendAudit({
      actor: auditActor(principal),
      organizations: concerned(context, session),
      action: 'unit.scanned',
      outcome: 'done',
      code: verdict.kind === 'verdict' ? verdict.next : 'TYPE_AMBIGUOUS',
      unit: unitOf(session),
      sessionId: session.id,
      after: { text: unit.text, freshness: verdict.freshness },
    });
    write.addFeed({
      at: session.startedAt,
      mark: verdict.kind === 'verdict' && verdict.findings.some((one) => one.severity === 'block') ? 'warn' : 'ok',
      key: 'sheet-opened',
      detail: { serial: unit.serial },
      sessionId: session.id,
    });
    followJob(context, write, {
      session: makeVisitJob(context, write, { session, principal, isScan: true }),
      principal,
    });
  });
  tellSheet(context, session.id, false);
  return { sessionId: session.id, resumed: false };
}

/** A sheet that was begun outside a job, or for one that is over, belongs to the job that somebody goes on with it for. */
function joinJob(
  context: StationContext,
  principal: Principal,
  { session, job }: { readonly session: BenchSession; readonly job: Job | null },
): void {
  if (job === null || session.job?.id === job.id) {
    return;
  }
  const unit = { serial: session.label.serial, unitType: session.unit?.unitType ?? null };
  changeSheet(context, {
    sessionId: session.id,
    principal,
    event: { kind: 'job-joined', job: asSheetJob(job), profileId: profileWanted(context, job, unit) },
    audit: { action: 'sheet.job-joined', after: { job: jobName(job.number) } },
  });
}

/** The serial alone does not say which unit it is (OWN-5): a label that names the type never goes on with the sheet of another type. */
function openSheetFor(
  { store }: StationContext,
  { serial, unitType, customerId }: RecognizedUnit,
): BenchSession | null {
  const isOfUnit = (session: BenchSession) =>
    unitType === null || session.unit === null || session.unit.unitType === unitType;
  const newest = store.openSessionOf(serial, customerId);
  if (newest === null || isOfUnit(newest)) {
    return newest;
  }
  const others = store
    .sessionsOfSerials([serial])
    .filter((session) => session.state === 'open' && session.customerId === customerId);
  return others.find(isOfUnit) ?? null;
}
