import { randomBytes } from 'node:crypto';
import type { AuditDraft, StoredAuditEntry } from '#core/domain/audit/audit-entry.ts';
import { emptyChain } from '#core/domain/audit/chain-hash.ts';
import { sealEntry } from '#core/domain/audit/seal-entry.ts';
import { clockDoubts, clockOffsetSetting, driftLimitMs } from '#core/domain/sync/clock-offset.ts';
import type { StationId } from '#core/kernel/entity-ids.ts';
import { epochMs, isoTime, toIsoTime } from '#core/kernel/iso-time.ts';
import type { AuditReads, AuditWrites } from '#core/ports/audit-store.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { StoreReader } from '#core/ports/station-store.ts';
import { type AuditPersonalTable, createAuditPersonalTable } from './audit-personal-table.ts';
import { createAuditSearch } from './audit-search.ts';
import type { Statement, Statements } from './statements.ts';

type EntryRow = { readonly seq: number; readonly canonical: string; readonly head: string };

export interface AuditTableDeps {
  readonly stationId: StationId;
  readonly generation: number;
  readonly clock: Clock;
  readonly setting: StoreReader['setting'];
}

const columns = 'seq, canonical, head';

/**
 * The station's audit chain (REP-1). What a use case says becomes an entry here: number, time and the head before are added inside
 * the act's own transaction, so the chain has no gaps and no forks. The schema forbids changing and removing.
 */
export function createAuditTable(
  statements: Statements,
  deps: AuditTableDeps,
): { readonly reads: AuditReads; readonly writes: AuditWrites } {
  const last = statements.prepare<[number], EntryRow>(
    `SELECT ${columns} FROM audit_entry WHERE generation = ? ORDER BY seq DESC LIMIT 1`,
  );
  const personal = createAuditPersonalTable(statements);
  return {
    reads: { ...prepareReads(statements, deps.generation, { last, personal }), ...personal.reads },
    writes: { appendAudit: prepareAppending(statements, deps, { last, personal }), ...personal.writes },
  };
}

interface Parts {
  readonly last: Statement<[number], EntryRow>;
  readonly personal: AuditPersonalTable;
}

type ChainReads = Omit<AuditReads, keyof AuditPersonalTable['reads']>;

function prepareReads(statements: Statements, generation: number, { last, personal }: Parts): ChainReads {
  const ofSession = statements.prepare<[string, number], EntryRow & { readonly generation: number }>(
    `SELECT generation, ${columns} FROM audit_entry WHERE session_id = ? ORDER BY position LIMIT ?`,
  );
  const newestBefore = statements.prepare<[number, number, number], EntryRow>(
    `SELECT ${columns} FROM audit_entry WHERE generation = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
  );
  const from = statements.prepare<[number, number, number], EntryRow>(
    `SELECT ${columns} FROM audit_entry WHERE generation = ? AND seq >= ? ORDER BY seq LIMIT ?`,
  );
  const search = createAuditSearch(statements, generation);
  return {
    auditHead() {
      const row = last.get(generation);
      return row === undefined ? emptyChain : { size: row.seq, head: row.head };
    },
    auditEntries: ({ sessionId, beforeSeq, limit }) =>
      sessionId === undefined
        ? personal.beside(generation, newestBefore.all(generation, beforeSeq ?? Number.MAX_SAFE_INTEGER, limit))
        : besideEach(personal, ofSession.all(sessionId, limit)),
    auditFrom: (fromSeq, limit) => personal.beside(generation, from.all(generation, fromSeq, limit)),
    searchAudit: (wanted) => personal.beside(generation, search(wanted)),
  };
}

/** A sheet's entries may lie far apart, and before and after an enrolment. */
function besideEach(
  personal: AuditPersonalTable,
  rows: readonly (EntryRow & { readonly generation: number })[],
): StoredAuditEntry[] {
  return rows.flatMap(({ generation, ...entry }) => personal.beside(generation, [entry]));
}

function prepareAppending(
  statements: Statements,
  deps: AuditTableDeps,
  { last, personal }: Parts,
): AuditWrites['appendAudit'] {
  const insert = statements.prepare<[number, number, string, string | null, string]>(
    'INSERT INTO audit_entry (generation, seq, head, session_id, canonical) VALUES (?, ?, ?, ?, ?)',
  );
  const driftMs = watchDrift(deps.clock);
  const append = (draft: AuditDraft): StoredAuditEntry => {
    const before = last.get(deps.generation);
    const now = deps.clock.now();
    const end = before === undefined ? emptyChain : { size: before.seq, head: before.head };
    const made = sealEntry(end, draft, {
      stationId: deps.stationId,
      generation: deps.generation,
      at: now,
      clockDoubts: clockDoubts({
        now,
        previousAt: before === undefined ? null : timeOf(before.canonical),
        driftMs: driftMs(),
        offsetMs: readOffset(deps.setting(clockOffsetSetting)),
      }),
      newSalt: () => randomBytes(16).toString('hex'),
    });
    const { seq, head, canonical } = made.stored;
    insert.run(deps.generation, seq, head, draft.sessionId ?? null, canonical);
    personal.keep(deps.generation, made);
    return made.stored;
  };
  const noteJump = watchJumps({ clock: deps.clock, driftMs, append });
  return (draft) => {
    statements.mustBeInTransaction();
    noteJump(last.get(deps.generation)?.seq ?? 0);
    return append(draft);
  };
}

interface JumpWatch {
  readonly clock: Clock;
  readonly driftMs: () => number;
  readonly append: (draft: AuditDraft) => StoredAuditEntry;
}

/** Writes an entry of its own before the first act after the wall clock was set, with the time it would have been (P19). */
function watchJumps({ clock, driftMs, append }: JumpWatch): (chainSize: number) => void {
  let known = { driftMs: 0, seq: 0 };
  let before = known;
  return (chainSize) => {
    if (known.seq > chainSize) {
      known = before; // the transaction that noted it was rolled back
    }
    const jumpMs = driftMs() - known.driftMs;
    if (Math.abs(jumpMs) <= driftLimitMs) {
      return;
    }
    const now = clock.now();
    const { seq } = append({
      actor: { personId: null, name: 'clock', roles: [], method: 'system' },
      organizations: [],
      action: 'clock.changed',
      outcome: 'noted',
      before: { at: toIsoTime(Math.round(epochMs(now) - jumpMs)) },
      after: { at: now },
    });
    before = known;
    known = { driftMs: known.driftMs + jumpMs, seq };
  };
}

/** How far the wall clock has moved against the monotonic one since now. */
function watchDrift(clock: Clock): () => number {
  const wallMs = epochMs(clock.now());
  const monotonicMs = clock.monotonicMs();
  return () => epochMs(clock.now()) - wallMs - (clock.monotonicMs() - monotonicMs);
}

function timeOf(canonical: string): string {
  return isoTime.parse(JSON.parse(canonical).at);
}

function readOffset(text: string | null): number | null {
  return text === null ? null : Number(text);
}
