import type { Asset } from '../pairing/asset.ts';
import type { Job } from './job.ts';
import { bindingFields } from './job-wants.ts';

/**
 * Whether an asset is another vehicle than the one that the job names (JOB-7, ORG-5): by the asset itself where it names one, else by a VIN that both
 * have. What the fleet left open is nobody else's vehicle.
 */
export function isOtherVehicle(job: Job, asset: Pick<Asset, 'id' | 'vin'>): boolean {
  const { assetId, vin } = bindingFields(job);
  return assetId === null ? vin !== null && asset.vin !== null && asset.vin !== vin : asset.id !== assetId;
}
