import { runStep } from '#tools/testing/run-step.ts';

// `npm run faults`: the kill tests of the bare store and of the whole station, the pulled cables, the guessed PINs, the malformed
// scans and the malformed frames, in full number.
// FITBAY_KILLS, FITBAY_UNPLUGS, FITBAY_SCANS, FITBAY_FRAMES, FITBAY_PIN_KILLS, FITBAY_PIN_DEATHS, FITBAY_AUDIT_EDITS and FITBAY_AUDIT_CUTS change the numbers, FITBAY_SEED repeats a run.

const fullCount = '200';
const unplugsPerFamily = '500';
const scans = '1000000';
const framesPerFamily = '1000000';
const pinKills = '300';
const pinDeaths = '10000';
const auditEdits = '100000';
const auditCuts = '1000';
const { exitCode } = await runStep({
  name: 'kills',
  tool: 'vitest',
  arguments: [
    'run',
    '--project=faults',
    'tests/faults/kill-station.test.ts',
    'tests/faults/kill-main-job.test.ts',
    'tests/faults/kill-pin.test.ts',
    'tests/faults/unplug.test.ts',
    'tests/faults/firmware-unplug.test.ts',
    'tests/faults/scan-fuzz.test.ts',
    'tests/faults/frame-fuzz.test.ts',
    'tests/faults/audit-edits.test.ts',
  ],
  environment: {
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
process.exitCode = exitCode;
