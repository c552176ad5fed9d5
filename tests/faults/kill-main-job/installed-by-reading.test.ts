import { afterEach, describe, expect, it } from 'vitest';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import type { Act } from './acknowledgement.ts';
import { openBench } from './open-bench.ts';
import { createTechnician } from './technician.ts';
import { openWorkshop, type Workshop } from './workshop.ts';

let workshop: Workshop;
afterEach(() => workshop.close());

describe('INST-3 OWN-9 a write that was cut off after its last value', () => {
  it('is finished by reading the unit again, and the cloud hears that it is installed', {
    timeout: 60_000,
  }, async () => {
    workshop = await openWorkshop({ jobs: 1, sabotage: 'none' });
    const { plan, units, cloud } = workshop;
    const bench = openBench(plan);
    const done: Act[] = [];
    const say = (what: { kind: string; act?: Act }) =>
      what.kind === 'done' && what.act !== undefined && done.push(what.act);
    const technician = createTechnician({ bench, plan, say });
    await technician.begin();
    while (done.at(-1) !== 'transfer') {
      await technician.act();
    }
    for (const unit of units) {
      await giveProfile(unit);
    }
    while ((await technician.act()) === 'acted') {
      // until the report is saved
    }
    await bench.operator.sync.run();
    await bench.close();
    expect(done).not.toContain('write');
    const [sheet] = await cloud
      .asSystem('administration')
      .read((transaction) => transaction.selectFrom('sheets').select('flag').execute());
    expect(sheet).toEqual({ flag: null });
  });
});

/** Everything that the profile wants, as the write had brought it before it was cut off. */
async function giveProfile(unit: VirtualUnit): Promise<void> {
  let answers = 0;
  const attaching = unit.attach({
    receive: () => {
      answers += 1;
    },
    lost: () => {},
  });
  if (attaching.kind !== 'attached') {
    throw new Error(`the unit cannot be reached: ${attaching.kind}`);
  }
  const commands = [
    'setparam 2001:fleet.example.com;2002:trailer;2003:demo-apn-secret;2004:ingest.example.com;2005:7710;2006:0\r',
    'setparam 10000:3600;10005:120;10050:60;10051:250;10055:60;102:1;103:20;90012:6;90013:3040\r',
  ];
  for (const [index, command] of commands.entries()) {
    await attaching.cable.send(new TextEncoder().encode(command));
    await expect.poll(() => answers).toBeGreaterThan(index);
  }
  attaching.cable.detach();
}
