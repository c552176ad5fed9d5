/**
 * What `npm run faults` runs, and how often: one line per suite. In `npm test` every suite runs in its short form; the variables named here raise it
 * to the figure that was promised. A value that is set outside wins.
 */
export interface FullCount {
  /** Below `tests/faults`. */
  readonly file: string;
  readonly counts: Readonly<Record<string, number>>;
}

export const fullCounts: readonly FullCount[] = [
  { file: 'kill-station.test.ts', counts: { FITBAY_STORE_KILLS: 1_000 } },
  { file: 'placed-kills.test.ts', counts: { FITBAY_PLACED_KILLS: 500 } },
  { file: 'interrupted-migrations.test.ts', counts: { FITBAY_MIGRATION_STOPS: 0, FITBAY_MIGRATION_KILLS: 60 } },
  { file: 'power-cuts.test.ts', counts: { FITBAY_POWER_CUTS: 500, FITBAY_LOG_CUTS: 5_000 } },
  { file: 'storage-repair.test.ts', counts: { FITBAY_DAMAGES: 1_000 } },
  { file: 'storage-full.test.ts', counts: { FITBAY_FILLS: 200 } },
  { file: 'storage-errors.test.ts', counts: { FITBAY_DISK_ERRORS: 40 } },
  { file: 'kill-main-job.test.ts', counts: { FITBAY_KILLS: 200 } },
  { file: 'kill-pin.test.ts', counts: { FITBAY_PIN_KILLS: 300, FITBAY_PIN_DEATHS: 10_000 } },
  { file: 'copies-killed.test.ts', counts: { FITBAY_COPY_KILLS: 1_000 } },
  { file: 'scope-forgotten.test.ts', counts: {} },
  { file: 'job-forgotten.test.ts', counts: {} },
  { file: 'job-model.test.ts', counts: { FITBAY_JOB_SERIES: 500 } },
  { file: 'visit-secrets.test.ts', counts: {} },
  { file: 'unplug.test.ts', counts: { FITBAY_UNPLUGS: 500 } },
  { file: 'firmware-unplug.test.ts', counts: { FITBAY_UNPLUGS: 500 } },
  { file: 'scan-fuzz.test.ts', counts: { FITBAY_SCANS: 1_000_000 } },
  { file: 'csv-fuzz.test.ts', counts: { FITBAY_CSV_FILES: 100_000 } },
  { file: 'frame-fuzz.test.ts', counts: { FITBAY_FRAMES: 1_000_000 } },
  { file: 'network-gaps.test.ts', counts: { FITBAY_GAPS: 1_000 } },
  { file: 'repeated-deliveries.test.ts', counts: { FITBAY_DELIVERED: 10_000 } },
  { file: 'reordered-network.test.ts', counts: { FITBAY_REORDERED: 100_000 } },
  { file: 'delayed-intents.test.ts', counts: { FITBAY_DELAYED: 1_000 } },
  { file: 'both-sides.test.ts', counts: { FITBAY_ATTEMPTS: 3_000 } },
  { file: 'cloned-stations.test.ts', counts: { FITBAY_CLONES: 100 } },
  { file: 'sync-poison.test.ts', counts: {} },
  { file: 'poisoned-unit.test.ts', counts: { FITBAY_POISONED: 1_000 } },
  { file: 'shown-owner.test.ts', counts: { FITBAY_MODEL_RUNS: 100 } },
  { file: 'clock-jumps.test.ts', counts: { FITBAY_JUMPS: 200 } },
  { file: 'lost-answers.test.ts', counts: { FITBAY_LOST_ANSWERS: 10_000 } },
  { file: 'races.test.ts', counts: { FITBAY_RACES: 10_000 } },
  { file: 'reservation-races.test.ts', counts: { FITBAY_RESERVATION_RACES: 1_000 } },
  { file: 'webhook-delivery.test.ts', counts: { FITBAY_WEBHOOK_EVENTS: 10_000 } },
  { file: 'webhook-receivers.test.ts', counts: {} },
  { file: 'webhook-circuit.test.ts', counts: {} },
  { file: 'webhook-addresses.test.ts', counts: {} },
  { file: 'feed.test.ts', counts: { FITBAY_FEED_ROWS: 1_000_000 } },
  { file: 'tenants.test.ts', counts: {} },
  { file: 'hourly-tries.test.ts', counts: { FITBAY_HOURLY_UNITS: 200 } },
  { file: 'api-fuzz.test.ts', counts: { FITBAY_REQUESTS: 1_000_000 } },
  { file: 'tail-cuts.test.ts', counts: { FITBAY_TAIL_CUTS: 1_000 } },
  { file: 'audit-edits.test.ts', counts: { FITBAY_AUDIT_EDITS: 100_000, FITBAY_AUDIT_CUTS: 1_000 } },
];

/** The suites whose file names hold one of the words; all of them without words. */
export function chosenCounts(words: readonly string[]): readonly FullCount[] {
  return words.length === 0 ? fullCounts : fullCounts.filter(({ file }) => words.some((word) => file.includes(word)));
}

/** Variables of these suites, where the environment does not say otherwise. */
export function environmentOf(
  chosen: readonly FullCount[],
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const wanted = chosen.flatMap(({ counts }) => Object.entries(counts));
  return Object.fromEntries(wanted.map(([name, count]) => [name, environment[name] ?? String(count)]));
}
