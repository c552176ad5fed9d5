import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { converse } from '../testing/converse.ts';
import type { UnitFamily } from '../units/families.ts';
import { type FaultName, type FaultText, faultCatalogue, faultNames, parseFaults } from './fault-catalogue.ts';
import type { FaultDefinition } from './fault-definition.ts';
import { firmwareFaults, firmwareUnplugFaults } from './firmware-faults.ts';

/** All that a host can notice in a session: every piece and its time, whether the port went and when it was back. */
function session(family: AskedFamily, faults: readonly FaultText[], seed = 5): string {
  const { unit, clock, ask, takeChunks, loss, reconnect, wait } = converse({
    fleet: { server: { host: 'tracking.example.net', port: 5027 }, everySeconds: 10 },
    family,
    seed,
    faults,
    model: models[family],
    ebsVin: 'WSM00000003111444',
    initialParameters: parameters[family],
  });
  const notes: string[] = [];
  const note = (what: string) =>
    notes.push(JSON.stringify([what, unit.presence(), unit.place(), clock.nowMs(), loss() ?? '', takeChunks()]));
  unit.onTransmit(({ atMs }) => notes.push(`heard of ${atMs}`));
  wait(20_000);
  for (const command of scripts[family]) {
    ask(`${command}\r`, 700);
    note(command);
    if (loss() !== undefined && unit.presence() === 'plugged') {
      reconnect();
    }
  }
  wait(30_000);
  note('afterwards');
  notes.push(JSON.stringify(unit.parameters()), JSON.stringify(unit.parameters('other')));
  unit.close();
  return notes.join('\n');
}

type AskedFamily = Extract<UnitFamily, 'teltonika' | 'at27007' | 'queclink'>;

const models: Readonly<Record<AskedFamily, string>> = { teltonika: 'FTSIM1', at27007: 'VM-27', queclink: 'GL300' };
const parameters: Readonly<Record<AskedFamily, Readonly<Record<string, string>>>> = {
  teltonika: { '2001': 'internet', '2004': 'tracking.example.net', '2005': '5027' },
  at27007: { apn: 'internet' },
  queclink: { 'BSI.1': 'internet', 'SRI.4': 'tracking.example.net', 'SRI.5': '5027' },
};

const scripts: Readonly<Record<AskedFamily, readonly string[]>> = {
  teltonika: [
    'getver',
    'getver',
    'getinfo',
    'getstatus',
    'getimeiccid',
    'getgps',
    'readio 66',
    'readio 67\rreadio 21',
    'readio 239',
    'readio 10800',
    'readio 10801',
    ':sec_status',
    '.getver',
    'setparam 2001:Fleet.example.com;2005:7710;10050:90',
    'getparam 2001;2005;10050',
    'cpureset',
    'getver',
    'getver',
    'getver',
    'getver',
    'getver',
    'getver',
    'getver',
    'getparam 2001;2005;10050',
    'getver',
  ],
  at27007: ['AT', 'ATE0', 'AT+CMEE=1', 'AT+CPIN?', 'AT+CIMI', 'AT+CSQ', 'AT+CREG?', 'AT+CGSN', 'AT+CGSN', 'AT+CCLK?'],
  queclink: ['8,,,,,,0001$', '2,SRI,,,,,0002$', '7,,,,,,0003$', 'B,,,,,,0004$'].map((end) => `AT+GTRTO=gl300,${end}`),
};

const catalogue: Readonly<Record<FaultName, FaultDefinition>> = faultCatalogue;
/** A modem has its own way to be asked; these faults show there only. */
const modemFaults: readonly FaultName[] = ['sim-busy', 'refuse-unsupported'];
/** Only messages with sequence and count numbers, or with a password in each, can have these. */
const trackFaults: readonly FaultName[] = ['wrong-sequence', 'earlier-reports', 'password-set'];
/** Only a unit that takes a firmware can have these; `firmware-faults.test.ts` shows each. */
const ofFirmware = new Set(Object.keys({ ...firmwareFaults, ...firmwareUnplugFaults }));
/** These matter only after another fault has pulled the cable. */
const companions: Partial<Record<FaultName, readonly FaultText[]>> = {
  'replug-same': ['unplug-mid-reply=4'],
  'replug-other': ['unplug-mid-reply=4'],
  'replug-elsewhere': ['unplug-mid-reply=4'],
  'half-command-kept': ['unplug-to-unit=20', 'replug-same=100'],
};

/** Where faults are proved that no unit and no cable of the simulator has: the file, and words of the test in it. */
type Elsewhere = readonly (readonly [file: string, words: string])[];

/** The 18 groups of link.md §10. Every one has faults in the catalogue, tests of its own, or both. */
const groups: readonly (readonly [group: number, says: string, elsewhere: Elsewhere])[] = [
  [1, 'echo', []],
  [2, 'chunks', []],
  [3, 'reports and log lines', []],
  [4, 'wrong baud', []],
  [5, 'line ends', []],
  [6, 'unplugged and plugged in again', []],
  [7, 'refusals and locks', []],
  [8, 'time-outs, late, double and foreign answers', []],
  [9, 'identities', []],
  [10, 'restarts', []],
  [11, 'writes that were not kept as said', []],
  [12, 'slow units', []],
  [13, 'busy ports', []],
  [14, 'extremes of health', []],
  [15, 'firmware', [['core/protocol/xmodem/line-errors.test.ts', 'arrives whole or not at all']]],
  [16, 'bytes that no answer has', []],
  [
    17,
    'readers',
    [
      ['core/domain/scanning/wedge-burst.test.ts', 'ms per key, ended by'],
      ['core/domain/scanning/learn-reader.test.ts', 'without the end key'],
      ['core/domain/scanning/duplicate-scan.test.ts', 'a double scan within 1.5 s counts once'],
      ['core/domain/scanning/wedge-keys.test.ts', 'Ctrl+] within a scan is the GS1 separator'],
      ['core/domain/scanning/parse-label.test.ts', 'Caps Lock on the AIM id'],
      ['core/domain/scanning/parse-label.test.ts', 'READER_LAYOUT'],
      ['core/protocol/scans/reader-framer.test.ts', 'two readers that scan at once'],
      ['tests/browser/scan-guard.spec.ts', 'a text field in a dialog'],
    ],
  ],
  [18, 'clock jumps', [['core/protocol/command-exchange.test.ts', 'a clock that jumps over the cap']]],
];

function familyShowing(name: FaultName): AskedFamily {
  return modemFaults.includes(name) ? 'at27007' : trackFaults.includes(name) ? 'queclink' : 'teltonika';
}

describe('INST-2 every fault of the catalogue', () => {
  it.each(faultNames.filter((name) => !ofFirmware.has(name)))(
    '%s shows in a session and repeats with its seed',
    (name) => {
      const family = familyShowing(name);
      const others = companions[name] ?? [];
      const faulty = session(family, [...others, name]);
      expect(faulty).not.toBe(session(family, others));
      expect(session(family, [...others, name])).toBe(faulty);
      expect(session(family, [name, ...others])).toBe(faulty);
    },
  );

  it.each(groups)('group %i of the design is covered: %s', (group, _says, elsewhere) => {
    const own = faultNames.filter((name) => catalogue[name].group === group);
    expect(own.length + elsewhere.length).toBeGreaterThan(0);
    for (const [file, words] of elsewhere) {
      expect(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'), file).toContain(words);
    }
  });

  it('is described for a picker', () => {
    for (const name of faultNames) {
      expect(catalogue[name].says, name).toMatch(/^\S.{8,}\.$/);
    }
  });

  // A megabyte in single bytes takes its time on a busy machine.
  it('goes together with any others, without harm to the unit itself', { timeout: 180_000 }, () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...faultNames), { maxLength: 6 }), fc.nat(1_000), (faults, seed) => {
        const first = session('teltonika', faults, seed);
        expect(session('teltonika', faults.toReversed(), seed)).toBe(first);
      }),
      { numRuns: 40 },
    );
  });
});

describe('INST-2 faults by name', () => {
  it('are read with and without a number', () => {
    expect(parseFaults(['no-sim', 'unplug-mid-write=57', 'think-time'])).toEqual({
      kind: 'faults',
      faults: [
        { name: 'no-sim', amount: 0 },
        { name: 'unplug-mid-write', amount: 57 },
        { name: 'think-time', amount: 5_000 },
      ],
    });
  });

  it.each(['nonsense', 'no-sim=3', 'think-time=', 'think-time=-1', '', 'toString'])('"%s" is unknown', (text) => {
    expect(parseFaults(['no-sim', text])).toEqual({ kind: 'unknown-fault', text });
  });
});
