import type { Migration } from '../migrate.ts';

/**
 * Backups of configurations get a name, an origin and a list of their own, and may come from a file, without a sheet. Those kept before
 * say of themselves what they knew; nobody made a checksum of them then. Every sheet says how it stands with putting values back.
 */
export const namedBackups: Migration = {
  version: 5,
  sql: `
CREATE TABLE named_backup (
  id TEXT NOT NULL PRIMARY KEY,
  unit TEXT NOT NULL,
  taken_at TEXT NOT NULL,
  session_id TEXT REFERENCES bench_session (id) DEFERRABLE INITIALLY DEFERRED,
  json TEXT NOT NULL
) STRICT;

INSERT INTO named_backup (id, unit, taken_at, session_id, json)
SELECT
  id,
  json ->> 'unit',
  json ->> 'takenAt',
  session_id,
  json_object(
    'id', id,
    'name', NULL,
    'origin', 'before-write',
    'unit', json ->> 'unit',
    'imei', substr(json ->> 'unit', instr(json ->> 'unit', ':') + 1),
    'driver', NULL,
    'model', NULL,
    'firmware', NULL,
    'ownerId', NULL,
    'takenAt', json ->> 'takenAt',
    'takenBy', '',
    'station', '',
    'sessionId', session_id,
    'values', json(json -> 'values'),
    'secrets', json('[]'),
    'unread', json('[]'),
    'checksum', NULL
  )
FROM configuration_backup;

DROP TABLE configuration_backup;
CREATE INDEX named_backup_by_session ON named_backup (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX named_backup_by_time ON named_backup (taken_at DESC, id);
CREATE INDEX named_backup_by_unit ON named_backup (unit, taken_at DESC, id);

UPDATE bench_session SET json = json_set(json, '$.restore', json('{"kind":"none"}'));
`,
};
