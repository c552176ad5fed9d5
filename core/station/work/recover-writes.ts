import { changeSheet } from '../sheets/change-sheet.ts';
import type { StationContext } from '../station-context.ts';

const openLimit = 500;

/**
 * After a crash a sheet may still say that it is being written, and nobody is writing: what the unit holds is unknown until it is read again
 * (INST-3, STA-4). Called once, before anybody can do anything.
 */
export function recoverWrites(context: StationContext): void {
  for (const session of context.store.sessions(openLimit)) {
    if (session.configuration.kind === 'writing') {
      changeSheet(context, {
        sessionId: session.id,
        principal: { kind: 'nobody' },
        event: { kind: 'write-ended', changes: session.configuration.changes.map(asUnknown), why: 'station-stopped' },
        audit: { action: 'configuration.incomplete', outcome: 'failed', code: 'station-stopped' },
        feed: {
          mark: 'warn',
          key: 'configuration-incomplete',
          detail: { count: String(session.configuration.changes.length), why: 'station-stopped' },
        },
      });
    }
    if (session.restore.kind === 'writing') {
      changeSheet(context, {
        sessionId: session.id,
        principal: { kind: 'nobody' },
        event: { kind: 'restore-ended', lines: session.restore.lines.map(asUnknown), why: 'station-stopped' },
        audit: { action: 'configuration.restore-incomplete', outcome: 'failed', code: 'station-stopped' },
        feed: { mark: 'warn', key: 'restore-incomplete', detail: {} },
      });
    }
  }
}

function asUnknown<Line extends { readonly state: string }>(line: Line): Line | (Line & { readonly state: 'unknown' }) {
  return line.state === 'to-write' ? { ...line, state: 'unknown' } : line;
}
