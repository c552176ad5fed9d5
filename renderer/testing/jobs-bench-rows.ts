import { type JobRow, jobRow } from '#core/contract/station/jobs.ts';

// Jobs as a large fleet has them, for the bench and for tests of the list: every status, kind, partner and template occurs.

const statuses = ['pending', 'assigned', 'running', 'succeeded', 'failed'] as const;
const partners = ['Hansen Trailer Service', 'Vega Werkstatt', 'Tiefdruck Telematik', 'Baltic Fleet Care'];
const templates = ['Trailer EU', 'Truck 4', 'Reefer 2', null];
const startMs = Date.parse('2026-11-20T08:00:00.000Z');
const dayMs = 86_400_000;

export function manyJobs(count: number): readonly JobRow[] {
  return Array.from({ length: count }, (_none, index) => jobRow.parse(jobOf(index)));
}

/** One job as the station tells of it, with what a test wants to be so. */
export function aJobRow(changed: Partial<JobRow> = {}): JobRow {
  return jobRow.parse({ ...jobOf(5), ...changed });
}

function jobOf(index: number) {
  // Spread, so that no order of the rows is a sorted one.
  const spread = (index * 7_919) % 1_000_003;
  const status = statuses[index % statuses.length];
  const name = partners[index % partners.length];
  const hasPartner = status !== 'pending';
  const code = `P${index % partners.length}E2S`;
  return {
    id: `job-${index}`,
    number: 1_000 + index,
    version: 1,
    isAdHoc: index % 17 === 0,
    kind: 'installation',
    status,
    fleetName: 'Blue Haulage',
    plate: `KL ${spread}`,
    vin: `WSM${String(spread * 13).padStart(14, '0')}`,
    customName: index % 3 === 0 ? null : `Trailer ${spread % 977}`,
    unitType: ['evopulse', 'evoguard', null][index % 3],
    unitSerial: index % 2 === 0 ? null : String(860_000_000_000_000 + spread * 97),
    task: null,
    serviceDate: index % 7 === 0 ? null : new Date(startMs + ((index % 41) - 10) * dayMs).toISOString().slice(0, 10),
    servicePlace: index % 4 === 0 ? null : ['Kiel', 'Hamburg', 'Mainz'][index % 3],
    templateName: templates[index % templates.length],
    partner: hasPartner ? { id: `partner-${index % partners.length}`, name, code } : null,
    technicianName: status === 'running' ? 'M. Kaya' : null,
    steps: { done: status === 'running' ? index % 4 : 0, total: 4 },
    isPaused: false,
    failure: status === 'failed' ? 'no-power' : null,
    note: status === 'failed' ? 'No supply at pin 15' : null,
    overrides: index % 13 === 0 ? 1 : 0,
    changedAt: new Date(startMs - spread * 1_000).toISOString(),
    isWaiting: false,
    endsBefore: null,
  };
}
