import type { StoredAuditEntry } from '#core/domain/audit/audit-entry.ts';
import type { TrailFilter } from '#core/domain/audit/trail-filter.ts';
import type { AuditSearch } from '#core/ports/audit-store.ts';
import type { Statements } from './statements.ts';

type Row = Pick<StoredAuditEntry, 'seq' | 'canonical' | 'head'>;
type Value = string | number;
interface Condition {
  readonly sql: string;
  readonly values: readonly Value[];
}

/**
 * Finds entries of a part of the trail (REP-1). Everything but words is answered by `audit_entry_search` alone, without touching an entry;
 * the entries of the page are then read by position.
 */
export function createAuditSearch(statements: Statements, generation: number): (search: AuditSearch) => readonly Row[] {
  return ({ filter, from, to, order, limit }) => {
    const conditions = conditionsOf(filter, { generation, from, to });
    const direction = order === 'newest-first' ? 'DESC' : 'ASC';
    const sql = `SELECT seq, canonical, head FROM audit_entry WHERE position IN (
        SELECT position FROM audit_entry INDEXED BY audit_entry_search
        WHERE generation = ? AND seq BETWEEN ? AND ?${conditions.map((one) => ` AND ${one.sql}`).join('')}
        ORDER BY seq ${direction} LIMIT ?)
      ORDER BY seq DESC`;
    const values = conditions.flatMap((one) => one.values);
    return statements.prepare<Value[], Row>(sql).all(generation, from, to, ...values, limit);
  };
}

interface Part {
  readonly generation: number;
  readonly from: number;
  readonly to: number;
}

function conditionsOf(filter: TrailFilter, { generation, from, to }: Part): readonly Condition[] {
  const { personId, unit, action, outcome, since, until, text, sessionId } = filter;
  const beside = 'SELECT seq FROM audit_personal WHERE generation = ? AND seq BETWEEN ? AND ?';
  return [
    ...(outcome === undefined ? [] : [{ sql: 'outcome = ?', values: [outcome] }]),
    ...(action === undefined ? [] : [actionCondition(action)]),
    ...(since === undefined ? [] : [{ sql: 'at >= ?', values: [since] }]),
    ...(until === undefined ? [] : [{ sql: 'at <= ?', values: [until] }]),
    ...(unit === undefined ? [] : [{ sql: `unit LIKE ? ESCAPE '\\'`, values: [containing(unit)] }]),
    ...(sessionId === undefined ? [] : [{ sql: 'session_id = ?', values: [sessionId] }]),
    ...(personId === undefined
      ? []
      : [
          {
            sql: `(named_id = ? OR seq IN (${beside} AND person_id = ? AND path = 'actor'))`,
            values: [personId, generation, from, to, personId],
          },
        ]),
    ...(text === undefined
      ? []
      : [
          {
            sql: `(canonical LIKE ? ESCAPE '\\' OR seq IN (${beside} AND text LIKE ? ESCAPE '\\'))`,
            values: [containing(text), generation, from, to, containing(text)],
          },
        ]),
  ];
}

function actionCondition(action: string): Condition {
  // `transfer` means everything from `transfer.` up to, not with, what follows that dot.
  return action.includes('.')
    ? { sql: 'action = ?', values: [action] }
    : { sql: 'action >= ? AND action < ?', values: [`${action}.`, `${action}/`] };
}

function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}
