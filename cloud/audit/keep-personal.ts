// What stands beside the entries of stations about people, as the cloud keeps it (REP-1, docs/decisions/0023).
import type { PersonalPart, StoredAuditEntry } from '#core/domain/audit/audit-entry.ts';
import { isNamePath } from '#core/domain/audit/personal-fields.ts';
import { readTrailEntry, type TrailEntry } from '#core/domain/audit/read-trail-entry.ts';
import type { CloudTransaction } from '../database/tables.ts';

/** An entry as it came, read, and without what was erased elsewhere meanwhile. */
export interface FiledEntry {
  readonly entry: TrailEntry;
  readonly stored: StoredAuditEntry;
  /** By path: which erasing came before the entry did. */
  readonly gone: Readonly<Record<string, string>>;
}

/** Reads what came, and forgets at once what was erased while it was on its way: a station that was offline sends old entries late. */
export async function readFiled(
  transaction: CloudTransaction,
  organizationId: string,
  fresh: readonly StoredAuditEntry[],
): Promise<readonly FiledEntry[]> {
  const erasures = await erasedPeople(transaction, organizationId);
  return fresh.map((stored) => {
    const entry = readTrailEntry(stored);
    const parts = Object.entries(stored.personal ?? {});
    const known = parts.map(([path, part]) => ({ path, part, by: eraserOf({ path, part, entry, erasures }) }));
    const kept = known.filter(({ by }) => by === null).map(({ path, part }) => [path, part] as const);
    const gone = known.flatMap(({ path, by }) => (by === null ? [] : [[path, by] as const]));
    if (gone.length === 0) {
      return { entry, stored, gone: {} };
    }
    const rest = { ...stored, personal: Object.fromEntries(kept) };
    return { entry: readTrailEntry(rest), stored: rest, gone: Object.fromEntries(gone) };
  });
}

interface ErasedPerson {
  readonly id: string;
  readonly personId: string;
  readonly until: string;
  readonly name: string | null;
}

async function erasedPeople(transaction: CloudTransaction, organizationId: string): Promise<readonly ErasedPerson[]> {
  const rows = await transaction
    .selectFrom('erasures')
    .leftJoin('people', 'people.id', 'erasures.person_id')
    .select(['erasures.id', 'erasures.person_id', 'erasures.until', 'people.display_name'])
    .where('erasures.organization_id', '=', organizationId)
    .where('erasures.person_id', 'is not', null)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id ?? '',
    until: row.until ?? '',
    name: row.display_name,
  }));
}

interface Doubt {
  readonly path: string;
  readonly part: PersonalPart;
  readonly entry: TrailEntry;
  readonly erasures: readonly ErasedPerson[];
}

function eraserOf({ path, part, entry, erasures }: Doubt): string | null {
  const isAbout = ({ personId, name }: ErasedPerson): boolean =>
    isNamePath(path) ? 'text' in part && part.text === name : entry.actor.personId === personId;
  return erasures.find((one) => entry.at <= one.until && isAbout(one))?.id ?? null;
}

/** Keeps what came with these entries, also that something was erased before. */
export async function keepPersonal(
  transaction: CloudTransaction,
  station: { readonly stationId: string; readonly generation: number },
  entries: readonly FiledEntry[],
): Promise<void> {
  const rows = entries.flatMap(({ entry, stored, gone }) => {
    const place = { station_id: station.stationId, generation: station.generation, seq: stored.seq, at: entry.at };
    return [
      ...Object.entries(stored.personal ?? {}).map(([path, part]) => ({
        ...place,
        path,
        person_id: isNamePath(path) || !('text' in part) ? null : entry.actor.personId,
        salt: 'text' in part ? part.salt : null,
        text: 'text' in part ? part.text : null,
        erased_by: 'text' in part ? null : `entry ${part.erasedBy}`,
      })),
      ...Object.entries(gone).map(([path, by]) => ({
        ...place,
        path,
        person_id: null,
        salt: null,
        text: null,
        erased_by: by,
      })),
    ];
  });
  const rowsPerInsert = 1_000;
  for (let from = 0; from < rows.length; from += rowsPerInsert) {
    await transaction
      .insertInto('station_audit_personal')
      .values(rows.slice(from, from + rowsPerInsert))
      .execute();
  }
}
