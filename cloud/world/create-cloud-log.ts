import pino from 'pino';
import type { CallTrace } from '../http/traces.ts';
import { maskSecrets, secretFields } from './mask-secrets.ts';
import type { CloudClock, CloudLog, CloudLogFields } from './world.ts';

export interface CloudLogParts {
  readonly clock: CloudClock;
  /** Takes one line with its end. */
  readonly write: (line: string) => void;
  /** The call that is being worked on; its ids stand in every line that is written meanwhile. */
  readonly trace?: () => CallTrace | null;
}

/** One JSON object a line, for whatever collects logs. The rule is to hand no secret over; what does it all the same is masked here. */
export function createCloudLog({ clock, write, trace = () => null }: CloudLogParts): CloudLog {
  const logger = pino(
    {
      base: null,
      messageKey: 'event',
      timestamp: () => `,"time":"${clock.now()}"`,
      formatters: { level: (level) => ({ level }), log: maskValues },
      mixin: () => trace() ?? {},
      redact: { paths: [...secretFields], censor: '[masked]' },
    },
    { write },
  );
  const note =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, fields: CloudLogFields = {}): void =>
      logger[level](fields, event);
  return { info: note('info'), warn: note('warn'), error: note('error') };
}

function maskValues(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? maskSecrets(value) : value]),
  );
}
