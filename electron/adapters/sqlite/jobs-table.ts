import { job } from '#core/domain/jobs/job.ts';
import { jobTemplate } from '#core/domain/jobs/job-exchange.ts';
import type { JobLine } from '#core/domain/jobs/job-line.ts';
import { jobId } from '#core/kernel/entity-ids.ts';
import type { JobReads, JobWrites, OpenVehicle } from '#core/ports/job-store.ts';
import type { SecretSeal } from '../secrets/secret-seal.ts';
import { hidesDepartures, jobLineOfRow } from './migrations/0024-job-lines.ts';
import { countSealedDepartures, openJob } from './sealed-job.ts';
import type { Statements } from './statements.ts';
import { readStored } from './stored-json.ts';

type JsonRow = { readonly json: string };
type JobRow = JsonRow & { readonly sealed: string };

/** Over how many changes jobs that are gone are remembered; the trigger of migration 18 forgets the older ones. */
export const jobsRememberedOver = 20_000;

export interface JobsTable {
  readonly reads: JobReads;
  readonly writes: JobWrites;
}

/** Reads the copy's jobs; they are written by the mirror (`mirror-writes.ts`). */
export function createJobsTable(statements: Statements, seal: SecretSeal): JobsTable {
  const where = (column: string) => `SELECT json, sealed FROM mirror_job WHERE ${column} = ?`;
  const byId = statements.prepare<[string], JobRow>(where('id'));
  const byFleet = statements.prepare<[string], JobRow>(where('organization_id'));
  const openVehicles = statements.prepare<[string], OpenVehicle>(
    `SELECT json ->> '$.fields.plate' AS plate, json ->> '$.fields.vin' AS vin FROM mirror_job
      WHERE organization_id = ? AND status IN ('pending', 'assigned', 'running')`,
  );
  const byPartner = statements.prepare<[string], JobRow>(where('partner_id'));
  const byNumber = statements.prepare<[number], JobRow>(where('number'));
  const templates = statements.prepare<[], JsonRow>('SELECT json FROM mirror_job_template');
  const read = ({ json, sealed }: JobRow) => openJob(readStored('mirror_job', job, json), sealed, seal);
  return {
    reads: {
      job: (id) => {
        const row = byId.get(id);
        return row === undefined ? null : read(row);
      },
      jobsOrderedBy: (fleetId) => byFleet.all(fleetId).map(read),
      openVehiclesOf: (fleetId) => openVehicles.all(fleetId),
      jobsGivenTo: (partnerId) => byPartner.all(partnerId).map(read),
      jobsNumbered: (number) => byNumber.all(number).map(read),
      jobTemplates: () => templates.all().map(({ json }) => readStored('mirror_job_template', jobTemplate, json)),
      ...prepareLines(statements, seal),
      ...prepareStamps(statements),
    },
    writes: prepareRestamping(statements),
  };
}

type LineRow = JsonRow & { readonly hides: 0 | 1 };

function prepareLines(statements: Statements, seal: SecretSeal): Pick<JobReads, 'linesOrderedBy' | 'linesGivenTo'> {
  const lines = `SELECT ${jobLineOfRow} AS json, ${hidesDepartures} AS hides FROM mirror_job`;
  const byFleet = statements.prepare<[string], LineRow>(
    `${lines} INDEXED BY mirror_job_lines WHERE organization_id = ?`,
  );
  const byPartner = statements.prepare<[string], LineRow>(`${lines} WHERE partner_id = ?`);
  const sealedOf = statements.prepare<[string], { sealed: string }>('SELECT sealed FROM mirror_job WHERE id = ?');
  const read = ({ json, hides }: LineRow): JobLine => {
    // The query makes nothing else of a row, and the row was judged when it was written.
    const line = JSON.parse(json) as JobLine;
    const hidden = hides === 0 ? 0 : countSealedDepartures(sealedOf.get(line.id)?.sealed ?? '', seal);
    return hidden === 0 ? line : { ...line, overrides: line.overrides + hidden };
  };
  return {
    linesOrderedBy: (fleetId) => byFleet.all(fleetId).map(read),
    linesGivenTo: (partnerId) => byPartner.all(partnerId).map(read),
  };
}

function prepareStamps(statements: Statements): Pick<JobReads, 'jobStamp' | 'jobChangesAfter'> {
  const newest = statements.prepare<[], { stamp: number | null }>('SELECT max(stamp) AS stamp FROM mirror_job_change');
  const after = statements.prepare<[number], { id: string }>('SELECT id FROM mirror_job_change WHERE stamp > ?');
  const jobStamp = () => newest.get()?.stamp ?? 0;
  return {
    jobStamp,
    jobChangesAfter(stamp) {
      const now = jobStamp();
      return stamp > now || stamp < now - jobsRememberedOver
        ? { kind: 'too-old' }
        : { kind: 'changed', ids: after.all(stamp).map(({ id }) => jobId.parse(id)) };
    },
  };
}

function prepareRestamping(statements: Statements): JobWrites {
  const forget = statements.prepare<[string]>('DELETE FROM mirror_job_change WHERE id = ? AND is_gone = 0');
  const stamp = statements.prepare<[string]>('INSERT INTO mirror_job_change (id, is_gone) VALUES (?, 0)');
  return {
    restampJob(id) {
      statements.mustBeInTransaction();
      if (forget.run(id).changes > 0) {
        stamp.run(id);
      }
    },
  };
}
