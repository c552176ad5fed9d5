import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStep } from '#tools/testing/run-step.ts';
import { readResults } from '../note-result.ts';

// `npm run faults`: the kill tests of the bare store and of the whole station, the pulled cables, the guessed PINs, the malformed
// scans and the malformed frames, the damaged, full and failing disks, in full number; what was shown of the store as a table at the end.
// FITBAY_STORE_KILLS, FITBAY_DAMAGES, FITBAY_FILLS, FITBAY_DISK_ERRORS, FITBAY_KILLS, FITBAY_UNPLUGS, FITBAY_SCANS, FITBAY_FRAMES, FITBAY_PIN_KILLS, FITBAY_PIN_DEATHS, FITBAY_AUDIT_EDITS and FITBAY_AUDIT_CUTS change the numbers, FITBAY_SEED repeats a run.

const fullCount = '200';
const unplugsPerFamily = '500';
const scans = '1000000';
const framesPerFamily = '1000000';
const pinKills = '300';
const pinDeaths = '10000';
const auditEdits = '100000';
const auditCuts = '1000';
const storeKills = '1000';
const damages = '1000';
const fills = '200';
const diskErrorsPerKind = '40';
const resultFolder = mkdtempSync(join(tmpdir(), 'fitbay-faults-'));
const resultFile = join(resultFolder, 'results.jsonl');
const { exitCode } = await runStep({
  name: 'kills',
  tool: 'vitest',
  arguments: [
    'run',
    '--project=faults',
    'tests/faults/kill-station.test.ts',
    'tests/faults/storage-repair.test.ts',
    'tests/faults/storage-full.test.ts',
    'tests/faults/storage-errors.test.ts',
    'tests/faults/kill-main-job.test.ts',
    'tests/faults/kill-pin.test.ts',
    'tests/faults/unplug.test.ts',
    'tests/faults/firmware-unplug.test.ts',
    'tests/faults/scan-fuzz.test.ts',
    'tests/faults/frame-fuzz.test.ts',
    'tests/faults/audit-edits.test.ts',
  ],
  environment: {
    FITBAY_FAULT_RESULTS: resultFile,
    FITBAY_STORE_KILLS: process.env['FITBAY_STORE_KILLS'] ?? storeKills,
    FITBAY_DAMAGES: process.env['FITBAY_DAMAGES'] ?? damages,
    FITBAY_FILLS: process.env['FITBAY_FILLS'] ?? fills,
    FITBAY_DISK_ERRORS: process.env['FITBAY_DISK_ERRORS'] ?? diskErrorsPerKind,
    FITBAY_KILLS: process.env['FITBAY_KILLS'] ?? fullCount,
    FITBAY_UNPLUGS: process.env['FITBAY_UNPLUGS'] ?? unplugsPerFamily,
    FITBAY_SCANS: process.env['FITBAY_SCANS'] ?? scans,
    FITBAY_FRAMES: process.env['FITBAY_FRAMES'] ?? framesPerFamily,
    FITBAY_PIN_KILLS: process.env['FITBAY_PIN_KILLS'] ?? pinKills,
    FITBAY_PIN_DEATHS: process.env['FITBAY_PIN_DEATHS'] ?? pinDeaths,
    FITBAY_AUDIT_EDITS: process.env['FITBAY_AUDIT_EDITS'] ?? auditEdits,
    FITBAY_AUDIT_CUTS: process.env['FITBAY_AUDIT_CUTS'] ?? auditCuts,
  },
  show: 'through',
});
console.table(readResults(resultFile));
rmSync(resultFolder, { recursive: true });
process.exitCode = exitCode;
