import { describe, expect, it } from 'vitest';
import { createAtDriver } from './create-at-driver.ts';
import { createUnitDrivers, identifyUnit } from './identify-unit.ts';
import { setUpDriverBench } from './testing/driver-bench.ts';
import { setUpTeltonika } from './testing/teltonika-bench.ts';

describe('INST-1 finding out what is connected', () => {
  it('a unit that is sure of itself is not asked in other languages', async () => {
    const { context, unit } = setUpTeltonika();
    expect(await identifyUnit(context)).toMatchObject({
      kind: 'found',
      driver: { id: 'teltonika' },
      identity: { imei: '350424063817363', model: 'FMB920' },
    });
    expect(unit.commands).toEqual(['getver', 'getver', 'getver', 'getimeiccid', 'getimeiccid']);
  });

  it('falls back to the bare modem', async () => {
    const bench = setUpDriverBench();
    bench.cable.unit.onBytes((bytes) => {
      const command = Buffer.from(bytes).toString('latin1').trim();
      const known = /^AT(E0|V1|\+CMEE=1)?$/.test(command);
      const body = command.startsWith('AT+CGSN') ? '\r\n+CGSN: "865204020007540"\r\n\r\nOK\r\n' : '\r\nERROR\r\n';
      void bench.cable.unit.write(Buffer.from(known ? '\r\nOK\r\n' : body));
    });
    expect(await createUnitDrivers().find(bench.context)).toMatchObject({
      kind: 'found',
      driver: { id: 'at27007' },
      identity: { imei: '865204020007540' },
    });
  });

  it('tells silence, a lost cable and a cancel apart', async () => {
    const silent = setUpDriverBench();
    expect(await identifyUnit(silent.context)).toMatchObject({ kind: 'silent' });
    // Five families, each with 1.5 s at most.
    expect(silent.clock.monotonicMs()).toBeLessThanOrEqual(7500);
    const lost = setUpDriverBench();
    lost.cable.cut();
    expect(await identifyUnit(lost.context)).toMatchObject({ kind: 'port-lost' });
    const cancel = new AbortController();
    const cancelled = setUpDriverBench({ cancel: cancel.signal });
    void cancelled.clock.sleep(200).then(() => cancel.abort());
    expect(await identifyUnit(cancelled.context)).toEqual({ kind: 'cancelled' });
  });

  it('finds a unit that thinks for five seconds', async () => {
    const slow = setUpTeltonika({
      hook: (_command, usual) => {
        void slow.clock.sleep(5000).then(() => slow.cable.unit.write(Buffer.from(usual ?? '')));
        return null;
      },
    });
    expect(await identifyUnit(slow.context)).toMatchObject({
      kind: 'found',
      driver: { id: 'teltonika' },
      identity: { imei: '350424063817363', model: 'FMB920' },
    });
  });

  it('takes the driver that answers best', async () => {
    const { context } = setUpTeltonika();
    const eager = {
      ...createAtDriver(),
      probe: async () => ({ kind: 'answers', score: 10, reason: 'guess' }) as const,
    };
    const { find, byId } = createUnitDrivers([eager, createUnitDrivers().byId('teltonika') ?? eager]);
    expect(await find(context)).toMatchObject({ kind: 'found', driver: { id: 'teltonika' } });
    expect(byId('at27007')).toBe(eager);
    expect(byId('calamp')).toBeNull();
  });
});
