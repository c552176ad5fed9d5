import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { converse } from '../testing/converse.ts';
import type { UnitFamily } from '../units/families.ts';
import { type FaultName, type FaultText, faultCatalogue, faultNames, parseFaults } from './fault-catalogue.ts';
import type { FaultDefinition } from './fault-definition.ts';

/** All that a host can notice in a session: every piece and its time, whether the port went and when it was back. */
function session(family: UnitFamily, faults: readonly FaultText[], seed = 5): string {
  const { unit, ask, takeChunks, loss, reconnect, wait } = converse({
    family,
    seed,
    faults,
    model: family === 'teltonika' ? 'FTSIM1' : 'VM-27',
    ebsVin: 'WSM00000003111444',
    initialParameters:
      family === 'teltonika' ? { '2001': 'internet', '2004': 'tracking.example.net' } : { apn: 'internet' },
  });
  const notes: string[] = [];
  const note = (what: string) => notes.push(JSON.stringify([what, unit.presence(), loss() ?? '', takeChunks()]));
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

const scripts: Readonly<Record<UnitFamily, readonly string[]>> = {
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
};

const catalogue: Readonly<Record<FaultName, FaultDefinition>> = faultCatalogue;
/** A modem has its own way to be asked; these faults show there only. */
const modemFaults: readonly FaultName[] = ['sim-busy'];
/** These matter only after another fault has pulled the cable. */
const companions: Partial<Record<FaultName, readonly FaultText[]>> = {
  'replug-same': ['unplug-mid-reply=4'],
  'replug-other': ['unplug-mid-reply=4'],
  'half-command-kept': ['unplug-to-unit=20', 'replug-same=100'],
};

describe('INST-2 every fault of the catalogue', () => {
  it.each(faultNames)('%s shows in a session and repeats with its seed', (name) => {
    const family = modemFaults.includes(name) ? 'at27007' : 'teltonika';
    const others = companions[name] ?? [];
    const faulty = session(family, [...others, name]);
    expect(faulty).not.toBe(session(family, others));
    expect(session(family, [...others, name])).toBe(faulty);
    expect(session(family, [name, ...others])).toBe(faulty);
  });

  it('covers the groups that the simulator owes', () => {
    const groups = new Set(faultNames.map((name) => catalogue[name].group));
    expect([...groups].toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16]);
  });

  it('is described for a picker', () => {
    for (const name of faultNames) {
      expect(catalogue[name].says, name).toMatch(/^\S.{8,}\.$/);
    }
  });

  it('goes together with any others, without harm to the unit itself', () => {
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
