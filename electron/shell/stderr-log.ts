import type { Log, LogFields } from '#core/ports/log.ts';

/** The shell's own log: one JSON object per line on standard error. The station process keeps the log that matters. */
export function createStderrLog(write: (line: string) => void): Log {
  const line = (level: string) => (event: string, fields?: LogFields) =>
    write(`${JSON.stringify({ level, event, ...fields })}\n`);
  return { info: line('info'), warn: line('warn'), error: line('error') };
}
