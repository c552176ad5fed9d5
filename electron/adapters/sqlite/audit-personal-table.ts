import { z } from 'zod';
import type { PersonalPart, StoredAuditEntry } from '#core/domain/audit/audit-entry.ts';
import { isNamePath } from '#core/domain/audit/personal-fields.ts';
import type { AppendedEntry } from '#core/domain/audit/seal-entry.ts';
import { personId } from '#core/kernel/entity-ids.ts';
import type { AuditReads, AuditWrites, ErasableField, PersonalPlace } from '#core/ports/audit-store.ts';
import type { Statements } from './statements.ts';

interface PersonalRow {
  readonly seq: number;
  readonly path: string;
  readonly salt: string | null;
  readonly text: string | null;
  readonly erased_by: number | null;
}

/** What stands beside the entries of the trail about people (REP-1): kept with each entry, found by person, erased for good. */
export interface AuditPersonalTable {
  /** Puts beside entries of one generation what belongs there. */
  beside(generation: number, entries: readonly StoredAuditEntry[]): StoredAuditEntry[];
  keep(generation: number, entry: AppendedEntry): void;
  readonly reads: Pick<AuditReads, 'auditPeople' | 'personalFields' | 'countUnerasable'>;
  readonly writes: Pick<AuditWrites, 'erasePersonal'>;
}

export function createAuditPersonalTable(statements: Statements): AuditPersonalTable {
  const between = statements.prepare<[number, number, number], PersonalRow>(
    'SELECT seq, path, salt, text, erased_by FROM audit_personal WHERE generation = ? AND seq BETWEEN ? AND ?',
  );
  const insert = statements.prepare<[number, number, string, string | null, string, string]>(
    'INSERT INTO audit_personal (generation, seq, path, person_id, salt, text) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const erase = statements.prepare<[number, number, number, string]>(
    `UPDATE audit_personal SET person_id = NULL, salt = NULL, text = NULL, erased_by = ?
     WHERE generation = ? AND seq = ? AND path = ? AND text IS NOT NULL`,
  );
  return {
    beside(generation, entries) {
      if (entries.length === 0) {
        return [];
      }
      const seqs = entries.map(({ seq }) => seq);
      const bySeq = new Map<number, Record<string, PersonalPart>>();
      for (const row of between.all(generation, Math.min(...seqs), Math.max(...seqs))) {
        const part = partOf(row);
        if (part !== null) {
          const parts = bySeq.get(row.seq) ?? {};
          parts[row.path] = part;
          bySeq.set(row.seq, parts);
        }
      }
      // An entry with commitments and nothing beside it must be told from one without: whoever checks sees the empty record.
      return entries.map(({ seq, canonical, head }) => ({ seq, canonical, head, personal: bySeq.get(seq) ?? {} }));
    },
    keep(generation, { stored, fields }) {
      for (const { path, personId: whose, salt, text } of [...fields].sort((a, b) => (a.path < b.path ? -1 : 1))) {
        insert.run(generation, stored.seq, path, whose, salt, text);
      }
    },
    reads: { ...prepareFinding(statements), ...preparePeople(statements) },
    writes: {
      erasePersonal(places, erasedBy) {
        statements.mustBeInTransaction();
        for (const { generation, seq, path } of places) {
          erase.run(erasedBy, generation, seq, path);
        }
      },
    },
  };
}

function partOf({ salt, text, erased_by }: PersonalRow): PersonalPart | null {
  if (erased_by !== null) {
    return { erasedBy: erased_by };
  }
  return salt === null || text === null ? null : { salt, text };
}

function prepareFinding(statements: Statements): Pick<AuditReads, 'personalFields' | 'countUnerasable'> {
  const places = 'SELECT p.generation, p.seq, p.path, p.text FROM audit_personal p';
  const ofEntry = statements.prepare<[number, number], ErasableField>(
    `${places} WHERE p.generation = ? AND p.seq = ? AND p.text IS NOT NULL ORDER BY p.path`,
  );
  const byPerson = statements.prepare<[string, string], ErasableField>(
    `${places} CROSS JOIN audit_entry e ON e.generation = p.generation AND e.seq = p.seq
     WHERE p.person_id = ? AND e.at <= ? ORDER BY p.generation, p.seq`,
  );
  const names = statements.prepare<[string], { name: string }>(
    `SELECT json_extract(text, '$.name') AS name FROM audit_personal WHERE person_id = ? AND path = 'actor'`,
  );
  const naming = statements.prepare<[string, string], ErasableField>(
    `${places} CROSS JOIN audit_entry e ON e.generation = p.generation AND e.seq = p.seq
     WHERE p.person_id IS NULL AND p.text IS NOT NULL AND p.path <> 'actor' AND p.text = ? AND e.at <= ?
     ORDER BY p.generation, p.seq`,
  );
  const unerasable = statements.prepare<[string], { count: number }>(
    'SELECT count(*) AS count FROM audit_entry WHERE named_id = ?',
  );
  return {
    personalFields(scope) {
      if (scope.kind === 'entry') {
        return ofEntry.all(scope.generation, scope.seq);
      }
      const known = new Set(names.all(scope.personId).map(({ name }) => name));
      const named = [...known].flatMap((name) => naming.all(name, scope.until)).filter(({ path }) => isNamePath(path));
      return [...byPerson.all(scope.personId, scope.until), ...named].sort(inOrder);
    },
    countUnerasable: (whose) => unerasable.get(whose)?.count ?? 0,
  };
}

function inOrder(one: PersonalPlace, other: PersonalPlace): number {
  return one.generation - other.generation || one.seq - other.seq;
}

const namedPerson = z.object({ id: personId, name: z.string() });
type PersonRow = { readonly id: string; readonly name: string };

/** Walks from person to person along the indexes instead of looking at every entry. */
function preparePeople(statements: Statements): Pick<AuditReads, 'auditPeople'> {
  const next = statements.prepare<[string], PersonRow>(
    `SELECT person_id AS id, json_extract(text, '$.name') AS name FROM audit_personal
     WHERE person_id > ? AND path = 'actor' ORDER BY person_id LIMIT 1`,
  );
  const newest = statements.prepare<[string], PersonRow>(
    `SELECT person_id AS id, json_extract(text, '$.name') AS name FROM audit_personal
     WHERE person_id = ? AND path = 'actor' ORDER BY generation DESC, seq DESC LIMIT 1`,
  );
  const nextNamed = statements.prepare<[string], PersonRow>(
    `SELECT named_id AS id, json_extract(canonical, '$.actor.name') AS name FROM audit_entry
     WHERE named_id > ? ORDER BY named_id LIMIT 1`,
  );
  return {
    auditPeople() {
      const byId = new Map<string, PersonRow>();
      for (const step of [nextNamed, next]) {
        for (let row = step.get(''); row !== undefined; row = step.get(row.id)) {
          byId.set(row.id, newest.get(row.id) ?? row);
        }
      }
      return [...byId.values()]
        .map((row) => namedPerson.parse(row))
        .map(({ id, name }) => ({ personId: id, name }))
        .sort((one, other) => one.name.localeCompare(other.name));
    },
  };
}
