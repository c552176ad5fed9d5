import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { FirmwareState } from '../../domain/bench/firmware-state.ts';
import { afterCrash } from '../../domain/installation/write-journal.ts';
import { changeSheetIn, type SheetChange, tellSheet } from '../sheets/change-sheet.ts';
import type { StationContext } from '../station-context.ts';

/**
 * After a crash a sheet may still say that it is being written, and nobody is writing. The journal tells how far it came: what was answered,
 * what may have arrived, and what never left (INST-3, STA-4); the unit itself has to be read again in any case. Called once, before anybody
 * can do anything.
 */
export function recoverWrites(context: StationContext): void {
  for (const session of context.store.openSessions()) {
    if (session.configuration.kind === 'writing') {
      end(context, session, endOfWrite(context, session, session.configuration));
    }
    if (session.restore.kind === 'writing') {
      end(context, session, endOfRestore(context, session, session.restore));
    }
    if (session.firmware?.kind === 'updating') {
      end(context, session, endOfFirmware(session.firmware));
    }
  }
}

type Ending = Pick<SheetChange, 'event' | 'audit' | 'feed'>;
type Writing<Part extends 'configuration' | 'restore'> = Extract<BenchSession[Part], { kind: 'writing' }>;

function end(context: StationContext, { id }: BenchSession, ending: Ending): void {
  context.store.transact((write) => {
    changeSheetIn(context, write, { sessionId: id, principal: { kind: 'nobody' }, ...ending });
    write.clearWriteJournal(id);
  });
  tellSheet(context, id, false);
}

function endOfWrite({ store }: StationContext, { id }: BenchSession, { changes }: Writing<'configuration'>): Ending {
  return {
    event: { kind: 'write-ended', changes: afterCrash(changes, store.writeJournal(id)), why: 'station-stopped' },
    audit: { action: 'configuration.incomplete', outcome: 'failed', code: 'station-stopped' },
    feed: {
      mark: 'warn',
      key: 'configuration-incomplete',
      detail: { count: String(changes.length), why: 'station-stopped' },
    },
  };
}

function endOfRestore({ store }: StationContext, { id }: BenchSession, { lines }: Writing<'restore'>): Ending {
  return {
    event: { kind: 'restore-ended', lines: afterCrash(lines, store.writeJournal(id)), why: 'station-stopped' },
    audit: { action: 'configuration.restore-incomplete', outcome: 'failed', code: 'station-stopped' },
    feed: { mark: 'warn', key: 'restore-incomplete', detail: {} },
  };
}

/** The unit may have taken all of it, or nothing: it tells when it is identified again. */
function endOfFirmware({ file, sha256, from, to }: FirmwareState): Ending {
  return {
    event: { kind: 'firmware-ended', after: null, why: 'station-stopped' },
    audit: {
      action: 'firmware.update-incomplete',
      outcome: 'failed',
      code: 'station-stopped',
      after: { file, sha256, from, to },
    },
    feed: { mark: 'stop', key: 'firmware-incomplete', detail: { from, to } },
  };
}
