import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureAuditVerify } from './parts/audit-verify.ts';
import { measureBays } from './parts/bays.ts';
import { openBenchStore } from './parts/bench-station.ts';
import { measureCable } from './parts/cable.ts';
import { drawTable, type Figure } from './parts/figure.ts';
import { fillAudit } from './parts/fill-audit.ts';
import { measureJobsImport } from './parts/jobs-import.ts';
import { measureScanToVerdict } from './parts/scan-to-verdict.ts';
import { measureTrailSearch } from './parts/trail-search.ts';
import { fillMirror } from './parts/world.ts';

// `npm run bench`: every figure beside its peer from the same run; README.md in this folder says how to read them. The JSON lies in
// results/ and with --json goes to standard output instead of the table.

const unitCount = 100_000;
const auditCount = 1_000_000;

const { values: wishes } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const say = (line: string) => process.stderr.write(`${line}\n`);

const { figures, notes } = await measureAll();
const result = { at: new Date().toISOString(), machine: describeMachine(), notes, figures };
const folder = join(import.meta.dirname, 'results');
mkdirSync(folder, { recursive: true });
const file = join(folder, `${result.at.replaceAll(':', '-')}.json`);
writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
process.stdout.write(
  wishes.json
    ? `${JSON.stringify(result, null, 2)}\n`
    : `${drawTable(figures)}\n\n${[result.machine, ...notes].join('\n')}\nwritten to ${file}\n`,
);

async function measureAll(): Promise<{ readonly figures: readonly Figure[]; readonly notes: readonly string[] }> {
  say('cable …');
  const cable = await measureCable();
  say('bays …');
  const bays = await measureBays();
  say('import of jobs …');
  const importing = await measureJobsImport();
  const directory = mkdtempSync(join(tmpdir(), 'fitbay-bench-'));
  try {
    say(`filling a station with ${unitCount} units and ${auditCount} audit entries …`);
    const filling = fill(directory);
    say(filling);
    say('scan to verdict …');
    const scanning = await measureScanToVerdict(directory);
    say('audit verify …');
    const verifying = await measureAuditVerify(directory, auditCount);
    say('audit search …');
    const searching = await measureTrailSearch(directory, auditCount);
    return {
      figures: [
        ...scanning,
        ...(cable.kind === 'measured' ? cable.figures : []),
        ...(bays.kind === 'measured' ? bays.figures : []),
        ...verifying,
        ...searching,
        ...importing,
      ],
      notes: [
        filling,
        ...(cable.kind === 'measured' ? [] : [`the cable was not measured: ${cable.why}`]),
        ...(bays.kind === 'measured' ? [] : [`the bays were not measured: ${bays.why}`]),
      ],
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function fill(folderOfStation: string): string {
  const startedMs = performance.now();
  const store = openBenchStore(folderOfStation);
  fillMirror(store, unitCount);
  store.close();
  const mirrorMs = performance.now();
  fillAudit(folderOfStation, auditCount);
  const seconds = (ms: number) => (ms / 1_000).toFixed(1);
  return `filled: units in ${seconds(mirrorMs - startedMs)} s, audit entries in ${seconds(performance.now() - mirrorMs)} s`;
}

function describeMachine(): string {
  const [processor] = cpus();
  const node = `Node ${process.versions.node} on ${process.platform} ${process.arch}`;
  return `${node}, ${cpus().length} × ${processor?.model ?? 'unknown'}, commit ${commit()}`;
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: import.meta.dirname, stdio: 'pipe' })
      .toString()
      .trim();
  } catch {
    return 'unknown'; // measured from an unpacked archive, or without git
  }
}
