import type { JobRow } from '#core/contract/station/jobs.ts';
import { jobName } from '#core/domain/jobs/job-name.ts';

type Cell = readonly [heading: string, cell: (row: JobRow) => string | number | null];

/** Columns of the exported table: what an import would read under the same names, then how far the job is. */
const cells: readonly Cell[] = [
  ['job_number', ({ number }) => jobName(number)],
  ['job_type', ({ kind }) => kind],
  ['license_plate', ({ plate }) => plate],
  ['vin', ({ vin }) => vin],
  ['custom_name', ({ customName }) => customName],
  ['unit_type', ({ unitType }) => unitType],
  ['unit_serial', ({ unitSerial }) => unitSerial],
  ['service_date', ({ serviceDate }) => serviceDate],
  ['service_place', ({ servicePlace }) => servicePlace],
  ['task', ({ task }) => task],
  ['assigned_installer_company_id', ({ partner }) => partner?.code ?? null],
  ['status', ({ status, isPaused }) => (isPaused ? 'paused' : status)],
  ['fleet', ({ fleetName }) => fleetName],
  ['partner_name', ({ partner }) => partner?.name ?? null],
  ['technician', ({ technicianName }) => technicianName],
  ['template', ({ templateName }) => templateName],
  ['steps_done', ({ steps }) => steps.done],
  ['steps_total', ({ steps }) => steps.total],
  ['failure', ({ failure }) => failure],
  ['remark', ({ note }) => note],
  ['overrides', ({ overrides }) => overrides],
  ['changed_at', ({ changedAt }) => changedAt],
];

export const jobTableHead: readonly string[] = cells.map(([heading]) => heading);

/** One job as a row, in the order of the head. Moments are UTC. */
export function jobTableRow(row: JobRow): readonly string[] {
  return cells.map(([, cell]) => String(cell(row) ?? ''));
}
