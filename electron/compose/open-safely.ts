import type { OrganizationId } from '#core/kernel/entity-ids.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { setSnapshotOpen, writeAuditHeld, writeCursor, writeTrouble } from '#core/station/sync/sync-memory.ts';
import { carryRosterKey } from '../adapters/secrets/roster-trust.ts';
import {
  openStationStore,
  type StationStoreOpening,
  type StationStoreOptions,
} from '../adapters/sqlite/open-station-store.ts';
import { recoverDatabase } from '../adapters/sqlite/recover-database.ts';
import { type RepairNote, readRepairNote, repairSetting } from '../adapters/sqlite/repair-note.ts';
import { type StationFile, writeStationFile } from './station-file.ts';

/**
 * Opens the store of a station, and where its database is damaged or has lost acts, repairs it first (STA-4, reliability.md §2.5): newest sound
 * backup, then the journal's operations, then everything of the cloud's by a full pull. Each such repair begins a new generation, which is what
 * the cloud needs to see no fork in it (§3.3).
 */
export type SafeOpening =
  | {
      readonly kind: 'opened';
      readonly opened: Extract<StationStoreOpening, { kind: 'opened' }>;
      readonly generation: number;
    }
  | Exclude<StationStoreOpening, { kind: 'opened' }>;

export interface SafeOpeningPlan extends Omit<StationStoreOptions, 'generation' | 'stationId' | 'replay'> {
  readonly file: StationFile;
}

export function openSafely({ file, ...options }: SafeOpeningPlan): SafeOpening {
  const { stationId, generation, organizationId } = file;
  const first = openStationStore({ ...options, stationId, generation });
  switch (first.kind) {
    case 'opened':
      return told(options, { opened: first, generation, organizationId, why: null });
    case 'corrupt': {
      options.log.error('storage.repairing', { detail: first.detail });
      const raised = raiseGeneration(options.directory, file);
      const plan = { directory: options.directory, stationId, now: options.clock.now() };
      const recovery = recoverDatabase(plan, first.detail);
      return recovery.kind === 'recovered' ? openRaised(options, raised, null) : recovery;
    }
    case 'behind-journal': {
      options.log.error('storage.behind-journal', { missing: first.missing });
      const why = `${first.missing} operations were in the journal only`;
      return openRaised(options, raiseGeneration(options.directory, file), why);
    }
    default:
      return first;
  }
}

/** Counts one more enrolment of this folder without anybody enrolling it: the cloud takes the higher number (reliability.md §3.3). */
export function raiseGeneration(directory: string, file: StationFile): StationFile {
  const raised = { ...file, generation: file.generation + 1 };
  writeStationFile(directory, raised);
  carryRosterKey(directory, { stationId: file.stationId, from: file.generation, to: raised.generation });
  return raised;
}

type Options = Omit<SafeOpeningPlan, 'file'>;

function openRaised(options: Options, file: StationFile, why: string | null): SafeOpening {
  const { stationId, generation, organizationId } = file;
  const opened = openStationStore({ ...options, stationId, generation, replay: true });
  return opened.kind === 'opened' ? told(options, { opened, generation, organizationId, why }) : opened;
}

interface Opened {
  readonly opened: Extract<StationStoreOpening, { kind: 'opened' }>;
  readonly generation: number;
  readonly organizationId: OrganizationId;
  /** What the database had lost although nothing took its place. */
  readonly why: string | null;
}

function told({ clock, log }: Options, { opened, generation, organizationId, why }: Opened): SafeOpening {
  const { store, replayed } = opened;
  const kept = readRepairNote(store.setting(repairSetting));
  const untold: RepairNote | null =
    why === null
      ? kept
      : {
          kind: 'caught-up',
          at: clock.now(),
          why,
          from: null,
          setAside: null,
          told: false,
          replayed: 0,
          waiting: 0,
          missingSheets: [],
        };
  if (untold !== null && !untold.told) {
    const note = { ...untold, ...countOf(store), replayed, told: true };
    log.warn('storage.repaired', { kind: note.kind, replayed, waiting: note.waiting, from: note.from });
    drawConclusions(store, note, { organizationId, clock });
  }
  return { kind: 'opened', opened, generation };
}

function countOf(store: StationStore): Pick<RepairNote, 'waiting' | 'missingSheets'> {
  const waiting = store.pendingOperations(Number.MAX_SAFE_INTEGER);
  const sheets = new Set(waiting.map(({ sessionId }) => sessionId).filter((id) => id !== null));
  return { waiting: waiting.length, missingSheets: [...sheets].filter((id) => store.session(id) === null) };
}

/** What the database says of its standing with the cloud is of another time: everything is asked for anew. */
function drawConclusions(
  store: StationStore,
  note: RepairNote,
  about: { readonly organizationId: OrganizationId; readonly clock: Options['clock'] },
): void {
  store.transact((write) => {
    writeCursor(write, null);
    setSnapshotOpen(write, false);
    writeAuditHeld(write, 0);
    writeTrouble(write, about.clock, null);
    write.setSetting(repairSetting, JSON.stringify(note));
    write.appendAudit({
      actor: { personId: null, name: 'fitbay', roles: [], method: 'system' },
      organizations: [about.organizationId],
      action: `storage.${note.kind}`,
      outcome: 'noted',
      after: {
        from: note.from ?? 'nothing',
        replayed: String(note.replayed),
        waiting: String(note.waiting),
        missingSheets: String(note.missingSheets.length),
      },
    });
  });
}
