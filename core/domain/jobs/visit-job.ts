import type { JobId, OrganizationId } from '../../kernel/entity-ids.ts';
import type { IsoTime } from '../../kernel/iso-time.ts';
import type { JobCode } from '../codes.ts';
import type { UnitFacts } from '../ownership/unit-facts.ts';
import type { UnitVerdict } from '../ownership/verdict.ts';
import { type Job, type JobTechnician, job } from './job.ts';
import type { VisitCommand } from './job-command.ts';
import { blankJobFields, type JobKind } from './job-fields.ts';
import { judgeJobFields } from './judge-job-fields.ts';
import { newRun } from './new-run.ts';

/** What a visit becomes a job from, beside what the bench says of it. */
export interface VisitAbout {
  readonly id: JobId;
  readonly organizationId: OrganizationId;
  /** Null at a bench; only the centre numbers. */
  readonly number: number | null;
  readonly partner: NonNullable<Job['partner']>;
  readonly technician: JobTechnician;
  /** When it was made. */
  readonly at: IsoTime;
}

export type VisitJob =
  | { readonly kind: 'job'; readonly job: Job }
  | { readonly kind: 'refused'; readonly code: JobCode };

/**
 * The ad-hoc job of a visit that nobody had ordered (X2): running from its first moment, by whoever scanned the unit. Bench and centre make the same
 * of the same command. It names its unit, so that no other one is taken for it, and prescribes nothing else. One step is wanted: that the unit is its
 * fleet's. What else a visit must do is what its sheet wants before it can be signed (docs/decisions/0026).
 */
export function visitJob(command: VisitCommand, about: VisitAbout): VisitJob {
  const { kind, unitSerial, unitType, runId, stationId, stationName } = command;
  const judged = judgeJobFields(kind, { ...blankJobFields, unitSerial, unitType });
  if (judged.kind === 'unfit') {
    return { kind: 'refused', code: judged.faults[0]?.code ?? 'JOB_EMPTY' };
  }
  const { id, organizationId, number, partner, technician, at } = about;
  const run = newRun({ id: runId, stationId, stationName, startedAt: at, technician });
  return {
    kind: 'job',
    job: job.parse({
      id,
      number,
      organizationId,
      isAdHoc: true,
      kind,
      status: 'running',
      version: 1,
      fields: judged.fields,
      steps: ['owner'],
      partner,
      technician: null,
      templateId: null,
      repeats: null,
      createdAt: at,
      createdBy: technician.name,
      changedAt: at,
      assignedAt: null,
      run,
      end: null,
    }),
  };
}

/**
 * What a visit is. A unit that sits in one of the fleet's vehicles is maintained; any other one is there to be fitted. Whose it is and where it sits is all
 * that is known when it is scanned, and it does not change under the job when the visit does something else.
 */
export function kindOfVisit(
  unit: Pick<UnitFacts, 'ownerId' | 'pairedWith'> | undefined,
  fleet: OrganizationId,
): JobKind {
  return unit !== undefined && unit.ownerId === fleet && unit.pairedWith !== null ? 'maintenance' : 'installation';
}

/**
 * Whether there is anything to visit: the unit is the fleet's or may become so. Of one that is a stranger's nothing can be done here, and the fleet is not told
 * of it (OWN-8).
 */
export function isVisit({ allowed }: Pick<UnitVerdict, 'allowed'>): boolean {
  return Object.values(allowed).some(Boolean);
}
