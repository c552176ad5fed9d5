import type { StatedActor } from '#core/domain/access/stated-actor.ts';
import type { JobCode } from '#core/domain/codes.ts';
import type { Job } from '#core/domain/jobs/job.ts';
import type { JobCircumstances } from '#core/domain/jobs/job-circumstances.ts';
import { type JobParty, rightOfParty } from '#core/domain/jobs/job-table.ts';
import { standingOf } from '#core/domain/organizations/trust.ts';
import type { LogAct } from '../audit/organization-log.ts';
import { oncePerRequest } from '../partners/once-per-request.ts';
import type { PushContext } from '../push/push-context.ts';
import { contextFor, type PushParts } from '../push/push-parts.ts';
import { loadOrganizations, loadTrust } from '../registry/load.ts';
import { personMay } from '../registry/person-may.ts';
import type { CallingStation } from '../stations/find-station.ts';

/** Who asks, and under which number of their own. */
export interface JobCall {
  readonly station: CallingStation;
  readonly actor: StatedActor;
  readonly requestId: string;
}

/** One call at work, inside its transaction. */
export interface JobDesk extends PushContext {
  readonly actor: StatedActor;
}

/** Does the work of a request once, in one transaction; null: the number stands for another request. */
export async function atJobDesk<Answer extends object>(
  parts: PushParts,
  { station, actor, requestId }: JobCall,
  { body, work }: { readonly body: unknown; readonly work: (desk: JobDesk) => Promise<Answer> },
): Promise<unknown> {
  const { organizationId } = station;
  const tenant = parts.database.forTenant({ organizationId, now: parts.clock.now() });
  const outcome = await tenant.transact(async (transaction) => {
    const context = await contextFor(parts, station, transaction);
    return oncePerRequest(transaction, { organizationId, requestId, body, now: context.now }, () =>
      work({ ...context, actor }),
    );
  });
  return outcome.kind === 'answered' ? outcome.answer : null;
}

/** What the person is to this job: by the organization they belong to, and by what the cloud knows of them now (ORG-2). */
async function partiesOf({ transaction, station, actor }: JobDesk, job: Job): Promise<ReadonlySet<JobParty>> {
  const { organizationId } = station;
  const sides: readonly JobParty[] = [
    ...(job.organizationId === organizationId ? (['fleet'] as const) : []),
    ...(job.partner?.id === organizationId ? (['dispatcher', 'worker'] as const) : []),
  ];
  const held = await Promise.all(
    sides.map((side) => personMay(transaction, { organizationId, actor, right: rightOfParty[side] })),
  );
  return new Set(sides.filter((_side, index) => held[index]));
}

/** What is true around the job now. `partnerId` is the partner that it is to have; left out, the one it has. */
export async function circumstancesOf(
  desk: JobDesk,
  job: Job,
  partnerId: string | null = job.partner?.id ?? null,
): Promise<JobCircumstances> {
  const { transaction, now, actor } = desk;
  const pair = { customerId: job.organizationId, partnerId: partnerId ?? '' };
  const trust = partnerId === null ? null : await loadTrust(transaction, pair);
  const partner = partnerId === null ? undefined : (await loadOrganizations(transaction, [partnerId])).get(partnerId);
  return {
    now,
    actor: { personId: actor.personId, name: actor.name },
    parties: await partiesOf(desk, job),
    partner: partner === undefined ? null : { id: partner.id, name: partner.name },
    isTrusted: standingOf(trust, now).kind === 'active',
    overrideAllowed: trust?.overrideAllowed ?? false,
  };
}

/** The trail's line about an act on a job: for the fleet, and for the partner that has it or had it until now. A refused attempt is for whoever tried. */
export function jobAct(
  desk: JobDesk,
  {
    action,
    code,
    jobs,
    source,
  }: {
    readonly action: string;
    readonly code: JobCode | null;
    readonly jobs: readonly (Job | null)[];
    readonly source: string;
  },
): LogAct {
  const own = desk.station.organizationId;
  const sides = jobs.flatMap((one) => (one === null ? [] : [one.organizationId, one.partner?.id ?? own]));
  return {
    organizationIds: code === null ? [...new Set<string>([own, ...sides])] : [own],
    content: {
      at: desk.now,
      action,
      outcome: code === null ? 'done' : 'refused',
      code,
      unit: null,
      sessionId: null,
      transferId: null,
      actingOrganizationId: own,
      actor: `${desk.actor.name}, ${desk.organizationName}`,
      actorPerson: desk.actor.personId,
      source,
    },
  };
}
