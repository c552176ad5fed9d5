import { describe, expect, it } from 'vitest';
import { unitFamilies } from '#sim/units/families.ts';
import { usualDrivers } from './identify-unit.ts';
import { setUpSimulatedUnit } from './testing/simulated-unit.ts';
import { IMEI } from './testing/teltonika-bench.ts';

/** All that a probe may type at whoever is there: questions, none of which any family takes for an order. */
const harmless = [
  /^\.?getver$/,
  /^AT$/,
  /^AT\$APP INBOUND\?$/,
  // The end of half a command that may wait there, then who-are-you with each factory password, hidden here.
  /^,\$$/,
  /^AT\+GTRTO=\*\*\*,8,,,,,,[0-9A-F]{4}\$$/,
  /^>[0-9A-F]{2} WHO\*[0-9A-F]{4}$/,
];
const probeWithinMs = 1_500;
/** A receiver is told by listening through two of its rounds. */
const listenWithinMs = 3_000;

describe('INST-1 a port is asked with questions that change nothing', () => {
  const pairs = unitFamilies.flatMap((family) => usualDrivers().map((driver) => [driver.id, family] as const));
  it.each(pairs)('the %s probe on a unit of the %s family', async (id, family) => {
    const { unit, clock, asked, connect } = setUpSimulatedUnit({ family, imei: IMEI, seed: 5 });
    const driver = usualDrivers().find((one) => one.id === id);
    const before = [unit.parameters(), unit.presence()];
    const context = await connect();
    const outcome = await driver?.probe(context);
    expect(clock.monotonicMs()).toBeLessThan(id === 'nmea' ? listenWithinMs : probeWithinMs);
    expect([unit.parameters(), unit.presence()]).toEqual(before);
    for (const command of asked().flatMap((text) => text.split(/(?<=\$)(?=AT\+GT)/))) {
      expect(command === '' || harmless.some((shape) => shape.test(command)), command).toBe(true);
    }
    if (id === family) {
      expect(outcome).toMatchObject({ kind: 'answers' });
    }
  });
});
