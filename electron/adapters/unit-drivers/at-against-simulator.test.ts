import { describe, expect, it } from 'vitest';
import type { ConfigChange } from '#core/ports/unit-driver.ts';
import { type FaultName, type FaultText, faultNames } from '#sim/faults/fault-catalogue.ts';
import { createAtDriver } from './create-at-driver.ts';
import { setUpSimulatedUnit } from './testing/simulated-unit.ts';

/** The access point of a bare modem under every fault of the simulator: what is said of it must be so in the modem's own memory. */
const IMEI = '350424063817363';
const driver = createAtDriver();
const changes: readonly ConfigChange[] = [{ key: 'apn', from: 'before', to: 'internet.example' }];

const setUp = (faults: readonly FaultText[]) =>
  setUpSimulatedUnit({
    family: 'at27007',
    imei: IMEI,
    seed: 7,
    faults,
    initialParameters: { apn: 'before', type: 'IPV4V6' },
  });

/** As the modem holds it, without what the network puts behind it. */
const plain = (apn: string | undefined) => (apn ?? '').replace(/\.MNC\d{3}\.MCC\d{3}\.GPRS$/, '');

describe('INST-3 P25 P26 the access point of a bare modem under every fault of the simulator', () => {
  it.each(faultNames)('%s', async (fault: FaultName) => {
    const { unit, clock, connect } = setUp([fault]);
    const read = await driver.readConfiguration(await connect());
    const apn = read.kind === 'read' ? read.values['apn'] : undefined;
    if (apn?.kind === 'value') {
      expect(apn.value).toBe(plain(unit.parameters()['apn']));
    }
    expect(apn?.kind).not.toBe('empty');
    const written = await driver.writeConfiguration(await connect(), IMEI, changes);
    if (fault === 'other-imei' || fault === 'imei-bad-digit') {
      expect(written.kind).toBe('wrong-unit');
    }
    unit.plugIn('same');
    await clock.sleep(10_000);
    const verified = await driver.verify(await connect(), changes);
    if (verified.kind === 'verified') {
      expect(plain(unit.parameters()['apn'])).toBe('internet.example');
    }
    expect(unit.parameters()['type']).toBe('IPV4V6');
    expect(clock.monotonicMs()).toBeLessThan(240_000);
    unit.close();
  });

  it('writes, and verifies what the network has lengthened', async () => {
    for (const faults of [[], ['apn-suffix']] as const) {
      const { unit, connect } = setUp(faults);
      expect(await driver.writeConfiguration(await connect(), IMEI, changes)).toMatchObject({ kind: 'written' });
      expect(await driver.verify(await connect(), changes)).toMatchObject({ kind: 'verified' });
      expect(unit.parameters()['apn']).toMatch(/^internet\.example/);
      unit.close();
    }
  });

  it.each<FaultName>(['not-stored', 'truncated-values', 'lower-cased-values'])(
    'an accepted write that was not kept is found by verify: %s',
    async (fault) => {
      const { unit, connect } = setUp([fault]);
      const wish = [{ key: 'apn', from: 'before', to: `Internet.${'x'.repeat(40)}` }];
      expect(await driver.writeConfiguration(await connect(), IMEI, wish)).toMatchObject({ kind: 'written' });
      expect(await driver.verify(await connect(), wish)).toMatchObject({ kind: 'differs' });
      unit.close();
    },
  );
});
