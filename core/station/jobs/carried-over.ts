import { formatUnitKey } from '../../domain/identity/unit-key.ts';
import type { Job } from '../../domain/jobs/job.ts';
import type { JobFields } from '../../domain/jobs/job-fields.ts';
import { jobWants } from '../../domain/jobs/job-wants.ts';
import type { StoreReader } from '../../ports/station-store.ts';

/**
 * What a swap carries over from the old unit to the new one (decisions.md d13): its vehicle and its profile, as far as the fleet says nothing else and
 * this station knows them. Null where there is nothing to carry.
 */
export function carriedOver(read: StoreReader, job: Job): Pick<JobFields, 'assetId' | 'profileId'> {
  const wants = jobWants(job);
  const old =
    job.fields.task === 'swap' && wants.oldUnitSerial !== null
      ? read.unitsBySerial(wants.oldUnitSerial).find(({ ownerId }) => ownerId === job.organizationId)
      : undefined;
  const known = old === undefined ? null : read.knownConfiguration(formatUnitKey(old));
  const profileId = known?.organizationId === job.organizationId ? known.profileId : null;
  return {
    assetId: wants.assetId === null ? (old?.pairedWith?.assetId ?? null) : null,
    profileId: wants.profileId === null ? profileId : null,
  };
}
