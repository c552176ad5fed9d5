import { toIsoTime } from '#core/kernel/iso-time.ts';
import type { CloudClock } from './world.ts';

/** The machine's own clock. */
export const systemClock: CloudClock = { now: () => toIsoTime(Date.now()) };
