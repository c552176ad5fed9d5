import type Database from 'better-sqlite3';
import { z } from 'zod';
import { isoTime } from '#core/kernel/iso-time.ts';

/**
 * Lies in the database from the moment it takes another's place until that is told. `told: false` means that the station has not yet drawn
 * its conclusions: full pull, audit entry, word to the people.
 */
export const repairNote = z.strictObject({
  /** `repaired`: the database was damaged · `restored`: somebody wanted it · `caught-up`: it had lost what the journal still held. */
  kind: z.enum(['repaired', 'restored', 'caught-up']),
  at: isoTime,
  /** What was wrong, for the log and support. */
  why: z.string(),
  /** Name of the backup; null where there was none and the station began anew. */
  from: z.string().nullable(),
  /** Folder of the database from before, within the data folder. */
  setAside: z.string().nullable(),
  told: z.boolean(),
  /** Known when told: operations that came from the journal, and all that wait. */
  replayed: z.number().int().nonnegative(),
  waiting: z.number().int().nonnegative(),
  /** Sheets that these operations belong to and that are not in the backup. */
  missingSheets: z.array(z.string()),
});
export type RepairNote = z.infer<typeof repairNote>;

export const repairSetting = 'storage.repair';

export function readRepairNote(text: string | null): RepairNote | null {
  return text === null ? null : repairNote.parse(JSON.parse(text));
}

/** For a database that no store is open on. */
export function putRepairNote(db: Database.Database, note: RepairNote): void {
  db.prepare(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(repairSetting, JSON.stringify(repairNote.parse(note)));
}

export function hasUntoldRepair(db: Database.Database): boolean {
  const row = db.prepare<[string], { value: string }>('SELECT value FROM setting WHERE key = ?').get(repairSetting);
  return readRepairNote(row?.value ?? null)?.told === false;
}
