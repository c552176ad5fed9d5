import { describe, expect, it } from 'vitest';
import { catalogues } from '#resources/texts/catalogues.ts';
import { parseFaults } from '../faults/fault-catalogue.ts';
import type { Transmission } from '../runtime/fleet-transmitter.ts';
import { createManualClock } from '../time/sim-clock.ts';
import { unitFamilies } from '../units/families.ts';
import { latin1Bytes, latin1Text } from '../units/latin1.ts';
import { createDemoBays } from './demo-bays.ts';
import { createDemoUnit, type DemoUnitPlan, demoFleetServer, demoMakes } from './demo-unit.ts';
import { scenarioGroups, scenarios } from './scenarios.ts';

const plan: DemoUnitPlan = { unit: 'evopulse:359315075384726', imei: '359315075384726', model: 'FTSIM1', seed: 1 };

describe('INST-6 the bays of the demo', () => {
  it('hold two units that differ, each with the VIN that the demo world gives it', () => {
    const clock = createManualClock(0);
    const bays = createDemoBays({ clock });
    const told = bays.map(({ id, unit }) => {
      let text = '';
      const attaching = unit.attach({ receive: (bytes) => (text += latin1Text(bytes)), lost: () => undefined });
      if (attaching.kind === 'attached') {
        void attaching.cable.send(latin1Bytes('getver\rreadio 256\rreadio 66\r'));
      }
      clock.advance(1_000);
      return { id, text };
    });
    expect(told[0]?.text).toMatch(/Hw:FTSIM1 .*IMEI:359315075384726 [\s\S]*Value:WSM00000003111444\r/);
    expect(told[1]?.text).toMatch(/Hw:FTSIM2 .*IMEI:866344054201822 [\s\S]*Value:000412233\r/);
    expect(told[0]?.text.split('Param ID:66')[1]).not.toBe(told[1]?.text.split('Param ID:66')[1]);
  });

  it('go on with their memory, and start over without', () => {
    const clock = createManualClock(0);
    const [bay] = createDemoBays({ clock });
    const attaching = bay?.unit.attach({ receive: () => undefined, lost: () => undefined });
    if (attaching?.kind === 'attached') {
      void attaching.cable.send(latin1Bytes('setparam 2001:fleet.example.com\r'));
    }
    clock.advance(100);
    const memories = {
      '359315075384726': JSON.parse(JSON.stringify(bay?.unit.snapshot())),
      '866344054201822': 'broken',
    };
    const again = createDemoBays({ clock, memories });
    expect(again.map(({ unit }) => unit.parameters()['2001'])).toEqual(['fleet.example.com', 'internet']);
    expect(createDemoBays({ clock })[0]?.unit.parameters()['2001']).toBe('internet');
  });

  it('are heard by the fleet once they carry the demo profile', () => {
    const clock = createManualClock(0);
    const [bay] = createDemoBays({ clock });
    const heard: Transmission[] = [];
    bay?.unit.onTransmit((transmission) => heard.push(transmission));
    const attaching = bay?.unit.attach({ receive: () => undefined, lost: () => undefined });
    clock.advance(60_000);
    expect(heard).toEqual([]);
    if (attaching?.kind === 'attached') {
      const { host, port } = demoFleetServer;
      void attaching.cable.send(latin1Bytes(`setparam 2001:fleet.example.com;2004:${host};2005:${port}\r`));
    }
    clock.advance(11_000);
    expect(heard.map(({ ebsVin }) => ebsVin)).toEqual(['WSM00000003111444']);
  });
});

describe('INST-2 the scenario picker', () => {
  it.each(['en', 'de'] as const)('names every scenario and every group: %s', (language) => {
    const texts: Readonly<Record<string, string>> = catalogues[language];
    const keys = [
      ...scenarios.map(({ name }) => `demo.scenario.${name}`),
      ...scenarioGroups.map((group) => `demo.group.${group}`),
    ];
    expect(keys.filter((key) => !(key in texts))).toEqual([]);
    const names = scenarios.map(({ name }) => texts[`demo.scenario.${name}`]);
    expect(new Set(names).size).toBe(names.length);
    expect(Object.keys(texts).filter((key) => key.startsWith('demo.scenario.')).length).toBe(scenarios.length);
  });

  it('has a make of every family', () => {
    expect(new Set(demoMakes.map(({ family }) => family))).toEqual(new Set(unitFamilies));
    for (const make of demoMakes) {
      const unit = createDemoUnit(plan, { make, clock: createManualClock(0) });
      expect([unit.imei, unit.family]).toEqual([plan.imei, make.family]);
      unit.close();
    }
  });

  it('has scenarios with different names, made of known faults', () => {
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
    for (const { faults } of scenarios) {
      expect(parseFaults(faults).kind).toBe('faults');
    }
  });
});
