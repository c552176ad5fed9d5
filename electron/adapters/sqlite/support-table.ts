import {
  headingOf,
  type SupportRequest,
  supportHeading,
  supportRequest,
  supportStanding,
} from '#core/domain/support/support-request.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { KeptSupportHeading, SupportReads, SupportWrites } from '#core/ports/support-store.ts';
import type { Statements } from './statements.ts';
import { readStored } from './stored-json.ts';

interface HeadingRow {
  readonly state: string;
  readonly heading: string;
}

const table = 'support_request';

/** Requests to support and what became of them. */
export function createSupportTable(statements: Statements): {
  readonly reads: SupportReads;
  readonly writes: SupportWrites;
} {
  const byId = statements.prepare<[string], { state: string; json: string }>(
    'SELECT state, json FROM support_request WHERE id = ?',
  );
  const ofAll = statements.prepare<[number], HeadingRow>(
    'SELECT state, heading FROM support_request ORDER BY created_at DESC, id LIMIT ?',
  );
  const ofPerson = statements.prepare<[string, number], HeadingRow>(
    'SELECT state, heading FROM support_request WHERE person_id = ? ORDER BY created_at DESC, id LIMIT ?',
  );
  const waiting = statements.prepare<[], { json: string }>(
    'SELECT json FROM support_request WHERE is_waiting = 1 ORDER BY created_at, id LIMIT 1',
  );
  const insert = statements.prepare<[string, string, string | null, string, string, string]>(
    'INSERT INTO support_request (id, created_at, person_id, is_waiting, state, heading, json) VALUES (?, ?, ?, 1, ?, ?, ?)',
  );
  const setState = statements.prepare<[number, string, string]>(
    'UPDATE support_request SET is_waiting = ?, state = ? WHERE id = ?',
  );
  return {
    reads: {
      supportRequest: (id) => {
        const row = byId.get(id);
        return row === undefined
          ? null
          : {
              request: readStored(table, supportRequest, row.json),
              standing: readStored(table, supportStanding, row.state),
            };
      },
      supportHeadings: ({ personId, limit }) =>
        (personId === null ? ofAll.all(limit) : ofPerson.all(personId, limit)).map(toHeading),
      nextSupportRequest: () => {
        const row = waiting.get();
        return row === undefined ? null : readStored(table, supportRequest, row.json);
      },
    },
    writes: {
      saveSupportRequest(request: SupportRequest) {
        statements.mustBeInTransaction();
        const { id, createdAt, by } = request;
        const json = JSON.stringify(supportRequest.parse(request));
        const state = JSON.stringify(supportStanding.parse({ kind: 'waiting' }));
        insert.run(id, createdAt, by.personId, state, JSON.stringify(headingOf(request)), json);
      },
      setSupportStanding(id, standing) {
        statements.mustBeInTransaction();
        const isWaiting = standing.kind === 'waiting' ? 1 : 0;
        const { changes } = setState.run(isWaiting, JSON.stringify(supportStanding.parse(standing)), id);
        invariant(changes === 1, 'only a kept request gets another standing');
      },
    },
  };
}

function toHeading({ state, heading }: HeadingRow): KeptSupportHeading {
  return {
    heading: readStored(table, supportHeading, heading),
    standing: readStored(table, supportStanding, state),
  };
}
