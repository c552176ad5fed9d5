import type { z } from 'zod';
import { parseUnitKey } from '#core/domain/identity/unit-key.ts';
import { judgeInstalled } from '#core/domain/installation/judge-installed.ts';
import { offeredProfiles } from '#core/domain/installation/offered-profiles.ts';
import { resolveAll, resolveProfile } from '#core/domain/installation/resolve-profile.ts';
import { bindingFields } from '#core/domain/jobs/job-wants.ts';
import { standingOf } from '#core/domain/organizations/trust.ts';
import type { installedOperation } from '#core/domain/sync/operation.ts';
import { organizationId } from '#core/kernel/entity-ids.ts';
import { loadJobs } from '../jobs/job-rows.ts';
import type { CloudCode, PushContext } from './push-context.ts';

type Installed = z.infer<typeof installedOperation>;

/** `against`: the unit was written otherwise than its customer prescribes. `unclear`: nobody here knows that version. */
export type ProfileUse =
  | { readonly kind: 'fits' }
  | { readonly kind: 'against'; readonly code: CloudCode }
  | { readonly kind: 'unclear'; readonly code: CloudCode };

/**
 * Whether a unit was configured as its customer prescribes (ORG-5, INST-4), by the profile as the station had it and by what the customer
 * allows its partner now. A station that was changed to leave out the rule is refused here.
 */
export async function judgeProfileUse(context: PushContext, operation: Installed): Promise<ProfileUse> {
  const { reads, station } = context;
  const { payload } = operation;
  const overrideAllowed = await mayOverride(context, payload.customerId);
  const templates = await reads.profilesOf([payload.customerId, station.organizationId]);
  if (!templates.some(({ id }) => id === payload.profileId)) {
    return { kind: 'against', code: 'PROFILE_UNKNOWN' };
  }
  const key = parseUnitKey(operation.unit);
  const offered = offeredProfiles(resolveAll(templates), {
    unitType: key.kind === 'unit-key' ? key.key.unitType : '',
    customerId: payload.customerId,
    partnerId: organizationId.parse(station.organizationId),
    overrideAllowed,
  });
  if (!offered.some(({ id }) => id === payload.profileId)) {
    return { kind: 'against', code: 'PROFILE_NOT_OFFERED' };
  }
  const own = { profileId: payload.profileId, version: payload.profileVersion };
  const levels = await reads.profileVersions([own, ...(payload.profileLevels ?? [])]);
  const resolution = resolveProfile(payload.profileId, levels);
  const profile = resolution.kind === 'resolved' ? resolution.profile : null;
  const judgement = judgeInstalled({
    profile,
    changes: payload.changes,
    overrides: payload.overrides ?? [],
    overrideAllowed,
    jobValues: await jobValuesOf(context, payload),
  });
  switch (judgement.kind) {
    case 'locked':
      return { kind: 'against', code: 'OVERRIDE_NOT_ALLOWED' };
    case 'reason-missing':
      return { kind: 'against', code: 'OVERRIDE_REASON_MISSING' };
    default:
      return profile === null ? { kind: 'unclear', code: 'PROFILE_UNKNOWN' } : { kind: 'fits' };
  }
}

/** What the job prescribes beside the profile; also where it has ended meanwhile. Only this customer's job that this company has had counts. */
async function jobValuesOf(
  { transaction, station }: PushContext,
  { jobId, customerId }: Installed['payload'],
): Promise<Readonly<Record<string, string>>> {
  const [job] = jobId === undefined ? [] : await loadJobs(transaction, [jobId]);
  const isTheirs = job?.organizationId === customerId && job.partner?.id === station.organizationId;
  return job !== undefined && isTheirs ? bindingFields(job).values : {};
}

async function mayOverride({ reads, station, now }: PushContext, customerId: string): Promise<boolean> {
  if (customerId === station.organizationId) {
    return true;
  }
  const trust = await reads.trust({ customerId, partnerId: station.organizationId });
  return trust?.overrideAllowed === true && standingOf(trust, now).kind === 'active';
}
