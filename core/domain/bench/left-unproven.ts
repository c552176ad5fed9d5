import type { BenchSession } from './bench-session.ts';

/**
 * Whether a write to the unit of a sheet ended without proof of what the unit holds now: values, what was to be put back, or a firmware.
 * Where it did, no bay may show a green mark for that unit, however safely its cable may be pulled (INST-3, INST-6).
 */
export function isLeftUnproven({
  configuration,
  restore,
  firmware,
}: Pick<BenchSession, 'configuration' | 'restore' | 'firmware'>): boolean {
  return (
    configuration.kind === 'incomplete' ||
    // Values that were read back later tell what the unit holds, whatever became of putting others back.
    (restore.kind === 'incomplete' && configuration.kind !== 'verified') ||
    (firmware?.kind === 'incomplete' && firmware.after === null)
  );
}
