import type { JobRow, JobSide } from '../../contract/station/jobs.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { isOpenForPartner } from '../../domain/jobs/job.ts';
import type { JobFields } from '../../domain/jobs/job-fields.ts';
import { overlayFields } from '../../domain/jobs/judge-job-fields.ts';
import { standingOf, type TrustRelationship } from '../../domain/organizations/trust.ts';
import type { Asset } from '../../domain/pairing/asset.ts';
import type { StationContext } from '../station-context.ts';
import { cloudNow } from '../sync/cloud-now.ts';
import type { StandingJob } from './job-book.ts';

export type RowMaker = (standing: StandingJob, side: JobSide) => JobRow;

/** Makes lines of a list. What many jobs share, such as names and trust, is looked up once for all lines that one maker makes. */
export function createRowMaker(context: StationContext): RowMaker {
  const { store } = context;
  const names = createMemory<string>();
  const trusts = createMemory<TrustRelationship | null>();
  const trustIn = ({ organizationId, partner }: Job) =>
    partner === null ? null : trusts(`${organizationId} ${partner.id}`, () => store.trust(organizationId, partner.id));
  const templateNames = new Map<string, string>(store.jobTemplates().map(({ id, name }) => [id, name]));
  const assetOf = (fields: JobFields) => (fields.assetId === null ? null : store.asset(fields.assetId));
  return ({ job, isWaiting }, side) => {
    const known = knownFields(job);
    const trust = trustIn(job);
    return {
      ...{ id: job.id, number: job.number, kind: job.kind, status: job.status, version: job.version },
      fleetName: names(job.organizationId, () => store.organization(job.organizationId)?.name ?? job.organizationId),
      ...vehicleOf(known, assetOf),
      ...{ unitType: known.unitType, unitSerial: known.unitSerial, task: known.task },
      ...{ serviceDate: known.serviceDate, servicePlace: known.servicePlace },
      templateName: job.templateId === null ? null : (templateNames.get(job.templateId) ?? null),
      partner:
        job.partner === null ? null : { ...job.partner, code: side === 'fleet' ? (trust?.partnerCode ?? null) : null },
      technicianName: job.run?.technician.name ?? job.technician?.name ?? null,
      ...progressOf(job),
      ...{ changedAt: job.changedAt, isWaiting },
      endsBefore: endsBefore(context, { job, known, trust }),
    };
  };
}

/** What the fleet prescribed and what was found for the rest. */
export function knownFields({ fields, run }: Job): JobFields {
  return run === null ? fields : overlayFields(run.filled, fields);
}

/** What is written of the vehicle, else what its asset says. */
function vehicleOf(
  known: JobFields,
  assetOf: (fields: JobFields) => Asset | null,
): Pick<JobRow, 'plate' | 'vin' | 'customName'> {
  const { plate, vin, customName } = known;
  const asset = plate === null || vin === null || customName === null ? assetOf(known) : null;
  return {
    plate: plate ?? asset?.plate ?? null,
    vin: vin ?? asset?.vin ?? null,
    customName: customName ?? asset?.code ?? null,
  };
}

function progressOf({
  steps,
  run,
  end,
  status,
}: Job): Pick<JobRow, 'steps' | 'isPaused' | 'failure' | 'note' | 'overrides'> {
  const paused = status === 'running' ? (run?.paused ?? null) : null;
  return {
    steps: { done: steps.filter((step) => run?.steps[step] !== undefined).length, total: steps.length },
    isPaused: paused !== null,
    failure: end?.kind === 'failed' ? end.failure : null,
    note: end?.kind === 'failed' ? end.explanation : (end?.comment ?? paused?.note ?? null),
    overrides: run?.overrides.length ?? 0,
  };
}

/** Whether what the work needs is over before its day; a job that is not given or over needs nothing any more. */
function endsBefore(
  context: StationContext,
  { job, known, trust }: { readonly job: Job; readonly known: JobFields; readonly trust: TrustRelationship | null },
): JobRow['endsBefore'] {
  const { serviceDate, unitSerial, unitType } = known;
  if (serviceDate === null || !isOpenForPartner(job)) {
    return null;
  }
  const standing = standingOf(trust, cloudNow(context));
  if (standing.kind !== 'active' || isBefore(standing.until, serviceDate)) {
    return 'trust';
  }
  const units = unitSerial === null ? [] : context.store.unitsBySerial(unitSerial);
  const unit = unitType === null && units.length === 1 ? units[0] : units.find((one) => one.unitType === unitType);
  const isOver =
    unit !== undefined && (unit.subscription.state === 'expired' || isBefore(unit.subscription.endsAt, serviceDate));
  return isOver ? 'subscription' : null;
}

/** Null never comes. */
function isBefore(end: string | null, day: string): boolean {
  return end !== null && end.slice(0, day.length) < day;
}

/** Looks each thing up once. */
function createMemory<Value>(): (key: string, look: () => Value) => Value {
  const known = new Map<string, { readonly value: Value }>();
  return (key, look) => {
    const found = known.get(key) ?? { value: look() };
    known.set(key, found);
    return found.value;
  };
}
