import { toIsoTime } from '#core/kernel/iso-time.ts';
import type { CloudClock, CloudLog, CloudLogFields } from './world.ts';

/** The machine's own clock. */
export const systemClock: CloudClock = { now: () => toIsoTime(Date.now()) };

/** One JSON object a line, for whatever collects logs. */
export function createJsonLog(clock: CloudClock, write: (line: string) => void): CloudLog {
  const note =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, fields: CloudLogFields = {}): void => {
      write(`${JSON.stringify({ time: clock.now(), level, event, ...fields })}\n`);
    };
  return { info: note('info'), warn: note('warn'), error: note('error') };
}
