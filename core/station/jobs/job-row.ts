import type { JobRow, JobSide } from '../../contract/station/jobs.ts';
import { isOpenForPartner, type Job } from '../../domain/jobs/job.ts';
import type { JobFields } from '../../domain/jobs/job-fields.ts';
import type { JobLine } from '../../domain/jobs/job-line.ts';
import { overlayFields } from '../../domain/jobs/judge-job-fields.ts';
import { standingOf, type TrustRelationship } from '../../domain/organizations/trust.ts';
import type { IsoTime } from '../../kernel/iso-time.ts';
import type { StationContext } from '../station-context.ts';
import { cloudNow } from '../sync/cloud-now.ts';
import type { StandingLine } from './job-book.ts';

export type RowMaker = (standing: StandingLine, side: JobSide) => JobRow;

/** Makes lines of a list. What many jobs share, such as the time, names and trust, is looked up once for all lines that one maker makes. */
export function createRowMaker(context: StationContext): RowMaker {
  const { store } = context;
  const now = cloudNow(context);
  const names = createMemory<string>();
  const trusts = createMemory<TrustRelationship | null>();
  const trustIn = ({ organizationId, partner }: JobLine) =>
    partner === null ? null : trusts(`${organizationId} ${partner.id}`, () => store.trust(organizationId, partner.id));
  const templateNames = new Map<string, string>(store.jobTemplates().map(({ id, name }) => [id, name]));
  return ({ line, isWaiting }, side) => {
    const trust = trustIn(line);
    const { partner, organizationId, templateId } = line;
    return {
      id: line.id,
      number: line.number,
      isAdHoc: line.isAdHoc,
      kind: line.kind,
      status: line.status,
      version: line.version,
      fleetName: names(organizationId, () => store.organization(organizationId)?.name ?? organizationId),
      ...vehicleOf(context, line),
      unitType: line.unitType,
      unitSerial: line.unitSerial,
      task: line.task,
      serviceDate: line.serviceDate,
      servicePlace: line.servicePlace,
      templateName: templateId === null ? null : (templateNames.get(templateId) ?? null),
      partner: partner === null ? null : { ...partner, code: side === 'fleet' ? (trust?.partnerCode ?? null) : null },
      technicianName: line.technicianName,
      steps: line.steps,
      isPaused: line.isPaused,
      failure: line.failure,
      note: line.note,
      overrides: line.overrides,
      changedAt: line.changedAt,
      isWaiting,
      endsBefore: endsBefore(context, { line, trust, now }),
    };
  };
}

/** What the fleet prescribed and what was found for the rest. */
export function knownFields({ fields, run }: Job): JobFields {
  return run === null ? fields : overlayFields(run.filled, fields);
}

/** What is written of the vehicle, else what its asset says. */
function vehicleOf(
  { store }: StationContext,
  { plate, vin, customName, assetId }: JobLine,
): Pick<JobRow, 'plate' | 'vin' | 'customName'> {
  const isWhole = plate !== null && vin !== null && customName !== null;
  const asset = isWhole || assetId === null ? null : store.asset(assetId);
  return {
    plate: plate ?? asset?.plate ?? null,
    vin: vin ?? asset?.vin ?? null,
    customName: customName ?? asset?.code ?? null,
  };
}

/** Whether what the work needs is over before its day; a job that is not given or over needs nothing any more. */
function endsBefore(
  context: StationContext,
  { line, trust, now }: { readonly line: JobLine; readonly trust: TrustRelationship | null; readonly now: IsoTime },
): JobRow['endsBefore'] {
  const { serviceDate, unitSerial, unitType } = line;
  if (serviceDate === null || !isOpenForPartner(line)) {
    return null;
  }
  const standing = standingOf(trust, now);
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
