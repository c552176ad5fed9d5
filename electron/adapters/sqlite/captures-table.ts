import { z } from 'zod';
import { captureLine } from '#core/domain/capture/capture-line.ts';
import { personId, type SessionId, sessionId } from '#core/kernel/entity-ids.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { CaptureAppendix, CaptureReads, CaptureWrites, StoredCapture } from '#core/ports/capture-store.ts';
import type { Statements } from './statements.ts';
import { readStored } from './stored-json.ts';

/** How much is kept: of one sheet, and of all together (bytes of stored text). */
export interface CaptureBounds {
  readonly linesPerSheet: number;
  readonly bytesPerSheet: number;
  readonly bytesInAll: number;
}

/** Some 40 sheets that were talked to for hours, or thousands of usual ones. */
export const usualCaptureBounds: CaptureBounds = {
  linesPerSheet: 10_000,
  bytesPerSheet: 2 * 1024 * 1024,
  bytesInAll: 64 * 1024 * 1024,
};

interface CaptureRow {
  readonly session_id: string;
  readonly bay: number | null;
  readonly port: string;
  readonly started_at: string;
  readonly changed_at: string;
  readonly lines: number;
  readonly bytes: number;
  readonly dropped: number;
  readonly owner_ids: string;
}

interface PieceRow {
  readonly seq: number;
  readonly lines: number;
  readonly bytes: number;
}

const piece = z.array(captureLine);
const owners = z.array(personId);

/** What went over the cable, by sheet, in pieces that come and go as a whole. */
export function createCapturesTable(
  statements: Statements,
  bounds: CaptureBounds = usualCaptureBounds,
): { readonly reads: CaptureReads; readonly writes: CaptureWrites } {
  const sql = prepareAll(statements);
  return {
    reads: {
      capture: (id) => {
        const row = sql.byId.get(id);
        return row === undefined ? null : toCapture(row);
      },
      captures: (limit) => sql.newest.all(limit).map(toCapture),
      captureLines: (id) => sql.pieces.all(id).flatMap(({ json }) => readStored('capture_piece', piece, json)),
    },
    writes: {
      appendCapture(appendix) {
        statements.mustBeInTransaction();
        const json = JSON.stringify(piece.parse(appendix.lines));
        const row = grown(sql.byId.get(appendix.sessionId), { appendix, bytes: json.length });
        sql.put.run(...columnsOf(row));
        sql.addPiece.run(row.session_id, appendix.lines.length, json.length, json, row.session_id);
        sql.addBytes.run(json.length);
        shorten(sql, row, bounds);
        forgetOldest(sql, row.session_id, bounds);
      },
    },
  };
}

type CaptureSql = ReturnType<typeof prepareAll>;

function prepareAll(statements: Statements) {
  const columns = 'session_id, bay, port, started_at, changed_at, lines, bytes, dropped, owner_ids';
  return {
    byId: statements.prepare<[string], CaptureRow>(`SELECT ${columns} FROM capture WHERE session_id = ?`),
    newest: statements.prepare<[number], CaptureRow>(
      `SELECT ${columns} FROM capture ORDER BY changed_at DESC, session_id LIMIT ?`,
    ),
    oldest: statements.prepare<[number], CaptureRow>(
      `SELECT ${columns} FROM capture ORDER BY changed_at, session_id DESC LIMIT ?`,
    ),
    put: statements.prepare<ReturnType<typeof columnsOf>>(
      `INSERT INTO capture (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (session_id) DO UPDATE SET bay = excluded.bay, port = excluded.port, changed_at = excluded.changed_at,
         lines = excluded.lines, bytes = excluded.bytes, dropped = excluded.dropped, owner_ids = excluded.owner_ids`,
    ),
    remove: statements.prepare<[string]>('DELETE FROM capture WHERE session_id = ?'),
    pieces: statements.prepare<[string], { json: string }>(
      'SELECT json FROM capture_piece WHERE session_id = ? ORDER BY seq',
    ),
    oldestPiece: statements.prepare<[string], PieceRow>(
      'SELECT seq, lines, bytes FROM capture_piece WHERE session_id = ? ORDER BY seq LIMIT 1',
    ),
    addPiece: statements.prepare<[string, number, number, string, string]>(
      `INSERT INTO capture_piece (session_id, seq, lines, bytes, json)
       SELECT ?, coalesce(max(seq), 0) + 1, ?, ?, ? FROM capture_piece WHERE session_id = ?`,
    ),
    removePiece: statements.prepare<[string, number]>('DELETE FROM capture_piece WHERE session_id = ? AND seq = ?'),
    total: statements.prepare<[], { bytes: number }>('SELECT bytes FROM capture_total WHERE only_row = 1'),
    addBytes: statements.prepare<[number]>('UPDATE capture_total SET bytes = bytes + ? WHERE only_row = 1'),
  };
}

function grown(
  before: CaptureRow | undefined,
  { appendix, bytes }: { readonly appendix: CaptureAppendix; readonly bytes: number },
): CaptureRow {
  const { lines, ownerId, bay, port } = appendix;
  const [first, last] = [lines[0], lines.at(-1)];
  invariant(first !== undefined && last !== undefined, 'a piece of a capture holds lines');
  const ownersBefore = before === undefined ? [] : owners.parse(JSON.parse(before.owner_ids));
  return {
    session_id: appendix.sessionId,
    bay,
    port,
    started_at: before?.started_at ?? first.at,
    changed_at: last.at,
    lines: (before?.lines ?? 0) + lines.length,
    bytes: (before?.bytes ?? 0) + bytes,
    dropped: before?.dropped ?? 0,
    owner_ids: JSON.stringify([...new Set([...ownersBefore, ...(ownerId === null ? [] : [ownerId])])]),
  };
}

/** Takes the oldest pieces of a sheet away until it is within its bounds. The newest piece stays, however long. */
function shorten(sql: CaptureSql, row: CaptureRow, { linesPerSheet, bytesPerSheet }: CaptureBounds): void {
  let { lines, bytes, dropped } = row;
  while (lines > linesPerSheet || bytes > bytesPerSheet) {
    const oldest = sql.oldestPiece.get(row.session_id);
    if (oldest === undefined || oldest.lines === lines) {
      break;
    }
    sql.removePiece.run(row.session_id, oldest.seq);
    sql.addBytes.run(-oldest.bytes);
    lines -= oldest.lines;
    bytes -= oldest.bytes;
    dropped += oldest.lines;
  }
  if (dropped !== row.dropped) {
    sql.put.run(...columnsOf({ ...row, lines, bytes, dropped }));
  }
}

/** Takes whole captures away, those that were changed the longest ago first, but not the one that just grew. */
function forgetOldest(sql: CaptureSql, keep: string, { bytesInAll }: CaptureBounds): void {
  for (let bytes = sql.total.get()?.bytes ?? 0; bytes > bytesInAll; ) {
    const oldest = sql.oldest.all(2).find((row) => row.session_id !== keep);
    if (oldest === undefined) {
      return;
    }
    sql.remove.run(oldest.session_id);
    sql.addBytes.run(-oldest.bytes);
    bytes -= oldest.bytes;
  }
}

function columnsOf(row: CaptureRow): [string, number | null, ...(string | number)[]] {
  const { session_id, bay, port, started_at, changed_at, lines, bytes, dropped, owner_ids } = row;
  return [session_id, bay, port, started_at, changed_at, lines, bytes, dropped, owner_ids];
}

function toCapture(row: CaptureRow): StoredCapture {
  const id: SessionId = sessionId.parse(row.session_id);
  const { bay, port, lines, dropped } = row;
  const ownerIds = owners.parse(JSON.parse(row.owner_ids));
  return { sessionId: id, bay, port, startedAt: row.started_at, changedAt: row.changed_at, lines, dropped, ownerIds };
}
