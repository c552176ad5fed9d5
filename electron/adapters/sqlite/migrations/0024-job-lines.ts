import type { Migration } from '../migrate.ts';

const prescribedOrFound = (name: string) =>
  `'${name}', coalesce(json ->> '$.fields.${name}', json ->> '$.run.filled.${name}')`;
const isSettled = (step: string) =>
  `(instr(json -> '$.steps', '"${step}"') > 0 AND json ->> '$.run.steps.${step}.kind' IS NOT NULL)`;
const asBoolean = (condition: string) => `json(iif(${condition}, 'true', 'false'))`;
const isPaused = `(json ->> '$.status' = 'running' AND json ->> '$.run.paused.at' IS NOT NULL)`;

/** What a list says of a job (`job-line.ts`), of the row's open part. A query that says the very same is answered from the index. */
export const jobLineOfRow = `json_object(
  'id', json ->> '$.id', 'number', json ->> '$.number', 'organizationId', json ->> '$.organizationId',
  'isAdHoc', ${asBoolean(`json ->> '$.isAdHoc' IS NOT NULL`)}, 'kind', json ->> '$.kind', 'status', json ->> '$.status', 'version', json ->> '$.version',
  'templateId', json ->> '$.templateId', 'changedAt', json ->> '$.changedAt',
  ${['plate', 'vin', 'customName', 'unitType', 'unitSerial', 'task'].map(prescribedOrFound).join(', ')},
  ${['serviceDate', 'servicePlace', 'assetId'].map(prescribedOrFound).join(', ')},
  'partner', json -> '$.partner',
  'technicianName', coalesce(json ->> '$.run.technician.name', json ->> '$.technician.name'),
  'steps', json_object(
    'done', ${['owner', 'configure', 'inspect', 'pair'].map(isSettled).join(' + ')},
    'total', json_array_length(json, '$.steps')),
  'isPaused', ${asBoolean(isPaused)},
  'failure', json ->> '$.end.failure',
  'note', coalesce(json ->> '$.end.explanation', json ->> '$.end.comment', iif(${isPaused}, json ->> '$.run.paused.note', NULL)),
  'overrides', coalesce(json_array_length(json, '$.run.overrides'), 0) + coalesce(sealed_departures, 0))`;

/** Whether departures from values may lie sealed that nobody has counted: in rows that an older release wrote. */
export const hidesDepartures = `(sealed <> '' AND sealed_departures IS NULL AND json ->> '$.run.id' IS NOT NULL)`;

/** Lines of a fleet's jobs lie in an index, so that a list of thousands reads neither the jobs nor what is sealed beside them (JOB-5). */
export const jobLines: Migration = {
  version: 24,
  sql: `
ALTER TABLE mirror_job ADD COLUMN sealed_departures INTEGER;
CREATE INDEX mirror_job_lines ON mirror_job (organization_id, ${jobLineOfRow}, ${hidesDepartures});
`,
};
