import { longestGraceMs } from '../../domain/access/step-up-act.ts';
import type { StoreReader, StoreWriter } from '../../ports/station-store.ts';

/** What a station's administrator may set about people at the bench, within the limits of reliability.md §5.2. */
export interface ShiftPolicy {
  /** The bench locks when nobody touched it for so long: 1 to 15. */
  readonly idleLockMinutes: number;
  /** One PIN covers transfers in a row for so long: 0, where each asks, to 120. */
  readonly stepUpGraceSeconds: number;
}

const usual: ShiftPolicy = { idleLockMinutes: 5, stepUpGraceSeconds: longestGraceMs / 1000 };
const settings = {
  idleLockMinutes: 'policy.idle-lock-minutes',
  stepUpGraceSeconds: 'policy.step-up-grace-seconds',
} as const;

/** What holds now. A value that cannot be read, or lies outside its limits, is taken as the nearest that is safe. */
export function readShiftPolicy(store: Pick<StoreReader, 'setting'>): ShiftPolicy {
  return {
    idleLockMinutes: within(store.setting(settings.idleLockMinutes) ?? usual.idleLockMinutes, 1, 15),
    stepUpGraceSeconds: within(store.setting(settings.stepUpGraceSeconds) ?? usual.stepUpGraceSeconds, 0, 120),
  };
}

export function writeShiftPolicy(write: StoreWriter, policy: ShiftPolicy): void {
  write.setSetting(settings.idleLockMinutes, String(policy.idleLockMinutes));
  write.setSetting(settings.stepUpGraceSeconds, String(policy.stepUpGraceSeconds));
}

function within(value: string | number, least: number, most: number): number {
  const number = Number(value);
  return Number.isFinite(number) ? Math.min(Math.max(number, least), most) : least;
}
