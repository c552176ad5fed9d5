import pino from 'pino';
import type { Log, LogFields } from '#core/ports/log.ts';

export interface LogOptions {
  /** File to append to, or `stderr`. Its folder is made if absent. */
  readonly destination: string;
  readonly level?: 'info' | 'warn' | 'error' | 'silent';
}

export interface ClosableLog extends Log {
  /** Writes what is left and lets the file go. */
  close(): void;
}

/** Field names whose values never reach the log, whatever the caller thought. The rule remains: mask before calling. */
const secretFields = ['pin', 'password', 'secret', 'token', 'authorization', 'apnPassword', 'privateKey', 'cookie'];

/** The station's log: one JSON line per event, written before the call returns, so that the last words of a crash are there. */
export function createLog({ destination, level = 'info' }: LogOptions): ClosableLog {
  const stream = pino.destination({ dest: destination === 'stderr' ? 2 : destination, sync: true, mkdir: true });
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'event',
      redact: { paths: secretFields, censor: '[masked]' },
    },
    stream,
  );
  return {
    info: (event: string, fields: LogFields = {}) => logger.info(fields, event),
    warn: (event: string, fields: LogFields = {}) => logger.warn(fields, event),
    error: (event: string, fields: LogFields = {}) => logger.error(fields, event),
    close() {
      stream.flushSync();
      if (destination !== 'stderr') {
        stream.destroy();
      }
    },
  };
}
