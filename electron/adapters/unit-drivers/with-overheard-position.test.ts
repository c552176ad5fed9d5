import { afterEach, describe, expect, it } from 'vitest';
import { createAtDriver } from './create-at-driver.ts';
import { createTeltonikaDriver } from './create-teltonika-driver.ts';
import { createUnitDrivers } from './identify-unit.ts';
import { tellPositions } from './testing/position-stream.ts';
import { modem, setUpModem } from './testing/table-modem.ts';
import { setUpTeltonika } from './testing/teltonika-bench.ts';
import { withOverheardPosition } from './with-overheard-position.ts';

const streams: { readonly stop: () => void }[] = [];
afterEach(() => {
  for (const stream of streams.splice(0)) {
    stream.stop();
  }
});

describe('INSP-1 a unit that tells positions between its answers', () => {
  it('a modem that knows no position of its own has fix and satellites from the sentences', async () => {
    const { context, cable, clock } = setUpModem(modem);
    streams.push(tellPositions(cable.unit, clock));
    const driver = withOverheardPosition(createAtDriver());
    expect(await driver.readHealth(context, ['signalLevel', 'gnssFix', 'satellitesInView'])).toMatchObject({
      kind: 'measured',
      fields: { signalLevel: { kind: 'value' }, gnssFix: { value: 'fix' }, satellitesInView: { value: 16 } },
    });
  });

  it('what the unit says itself stands', async () => {
    const { context, cable, clock } = setUpTeltonika();
    streams.push(tellPositions(cable.unit, clock, ['no-fix']));
    const driver = withOverheardPosition(createTeltonikaDriver());
    expect(await driver.readHealth(context, ['gnssFix', 'satellites'])).toMatchObject({
      fields: { gnssFix: { value: 'fix' }, satellites: { value: 9 } },
    });
  });

  it('without sentences nothing is added and nothing is waited for', async () => {
    const alone = setUpModem(modem);
    const plain = await createAtDriver().readHealth(alone.context, ['signalLevel', 'gnssFix']);
    const plainMs = alone.clock.monotonicMs();
    const heard = setUpModem(modem);
    expect(await withOverheardPosition(createAtDriver()).readHealth(heard.context, ['signalLevel', 'gnssFix'])).toEqual(
      plain,
    );
    expect(heard.clock.monotonicMs()).toBe(plainMs);
  });

  it('is identified as the unit that it is', async () => {
    const { context, cable, clock } = setUpTeltonika();
    streams.push(tellPositions(cable.unit, clock));
    expect(await createUnitDrivers().find(context)).toMatchObject({ kind: 'found', driver: { id: 'teltonika' } });
  });
});
