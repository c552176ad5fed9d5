import type { Migration } from '../migrate.ts';

/**
 * What became of each job, in the order in which it became so: a list of thousands of jobs asks only for what is new. Triggers write it, so nothing
 * that changes a job can forget it. Of jobs that are gone the last 20,000 changes are remembered (`jobs-table.ts`).
 */
export const jobChanges: Migration = {
  version: 18,
  sql: `
ALTER TABLE mirror_job ADD COLUMN partner_id TEXT GENERATED ALWAYS AS (json ->> '$.partner.id') VIRTUAL;
ALTER TABLE mirror_job ADD COLUMN number INTEGER GENERATED ALWAYS AS (json ->> '$.number') VIRTUAL;
CREATE INDEX mirror_job_by_partner ON mirror_job (partner_id) WHERE partner_id IS NOT NULL;
CREATE INDEX mirror_job_by_number ON mirror_job (number);

CREATE TABLE mirror_job_change (
  stamp INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, is_gone INTEGER NOT NULL
) STRICT;
CREATE INDEX mirror_job_change_gone ON mirror_job_change (stamp) WHERE is_gone = 1;
INSERT INTO mirror_job_change (id, is_gone) SELECT id, 0 FROM mirror_job;

CREATE TRIGGER mirror_job_added AFTER INSERT ON mirror_job BEGIN
  DELETE FROM mirror_job_change WHERE id = NEW.id;
  INSERT INTO mirror_job_change (id, is_gone) VALUES (NEW.id, 0);
END;
CREATE TRIGGER mirror_job_changed AFTER UPDATE ON mirror_job WHEN OLD.json IS NOT NEW.json BEGIN
  DELETE FROM mirror_job_change WHERE id = NEW.id;
  INSERT INTO mirror_job_change (id, is_gone) VALUES (NEW.id, 0);
END;
CREATE TRIGGER mirror_job_removed AFTER DELETE ON mirror_job BEGIN
  DELETE FROM mirror_job_change WHERE id = OLD.id;
  INSERT INTO mirror_job_change (id, is_gone) VALUES (OLD.id, 1);
  DELETE FROM mirror_job_change WHERE is_gone = 1 AND stamp < (SELECT max(stamp) FROM mirror_job_change) - 20000;
END;
`,
};
