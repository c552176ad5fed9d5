import { describe, expect, it } from 'vitest';
import { createTeltonikaDriver } from './create-teltonika-driver.ts';
import { IMEI, identityOf, setUpTeltonika, teltonika } from './testing/teltonika-bench.ts';

describe('INST-1 Teltonika identify', () => {
  it('reads who the unit is, twice, and its SIM card', async () => {
    const { context, unit } = setUpTeltonika();
    expect(await teltonika.identify(context)).toEqual({
      kind: 'identified',
      identity: {
        driver: 'teltonika',
        imei: IMEI,
        model: 'FMB920',
        firmware: '03.27.07_00',
        hardware: 'FMB920',
        iccid: '89883070000007211665',
      },
    });
    expect(unit.commands).toEqual(['getver', 'getver', 'getimeiccid', 'getimeiccid']);
  });

  it('says so when two readings differ, in getver or between getver and getimeiccid', async () => {
    let count = 0;
    const flipping = setUpTeltonika({
      hook: (command, usual) => {
        count += command === 'getver' ? 1 : 0;
        return count === 2 ? (usual?.replace(IMEI, '350424063817371') ?? null) : undefined;
      },
    });
    expect(await teltonika.identify(flipping.context)).toMatchObject({ kind: 'readings-differ' });
    const sim = setUpTeltonika({
      hook: (command, usual) =>
        command === 'getimeiccid' ? (usual?.replace(IMEI, '350424063817371') ?? null) : undefined,
    });
    expect(await teltonika.identify(sim.context)).toMatchObject({ kind: 'readings-differ' });
  });

  it('a silent unit times out, a lost cable is lost, a cancel is cancelled', async () => {
    expect(await teltonika.identify(setUpTeltonika({ hook: () => null }).context)).toMatchObject({ kind: 'timed-out' });
    const lost = setUpTeltonika({ hook: () => null });
    void lost.clock.sleep(500).then(() => lost.cable.cut());
    expect(await teltonika.identify(lost.context)).toMatchObject({ kind: 'port-lost' });
    const cancel = new AbortController();
    const cancelled = setUpTeltonika({ hook: () => null, cancel: cancel.signal });
    void cancelled.clock.sleep(500).then(() => cancel.abort());
    expect(await teltonika.identify(cancelled.context)).toEqual({ kind: 'cancelled' });
    expect(cancelled.clock.monotonicMs()).toBeLessThan(600);
  });

  it('a unit without a SIM answer is still identified', async () => {
    const { context } = setUpTeltonika({ hook: (command) => (command === 'getimeiccid' ? null : undefined) });
    expect(await teltonika.identify(context)).toMatchObject({ kind: 'identified', identity: { iccid: null } });
  });

  it('probes within 1.5 s, with one question that changes nothing', async () => {
    const { context, unit } = setUpTeltonika();
    expect(await teltonika.probe(context)).toMatchObject({ kind: 'answers', score: 90 });
    expect(unit.commands).toEqual(['getver']);
    const silent = setUpTeltonika({ hook: () => null });
    expect(await teltonika.probe(silent.context)).toMatchObject({ kind: 'silent' });
    expect(silent.clock.monotonicMs()).toBeLessThanOrEqual(1500);
    const foreign = setUpTeltonika({ hardware: 'XYZ1' });
    expect(await teltonika.probe(foreign.context)).toMatchObject({ kind: 'answers', score: 70 });
  });

  it('speaks the prefix and line end of another firmware', async () => {
    const dotted = createTeltonikaDriver({ speech: () => ({ prefix: '.', lineEnding: '\r\n' }) });
    const { context, unit } = setUpTeltonika({
      hook: (command) => (command === '.getver' ? `Ver:1 Hw:FMB920 IMEI:${IMEI} BT:4\r\n` : null),
    });
    expect(await dotted.probe(context)).toMatchObject({ kind: 'answers' });
    expect(unit.commands[0]).toBe('.getver');
  });
});

describe('INSP-1 Teltonika health', () => {
  const io = { 66: '12480', 67: '4010', 239: '1', 90001: '1', 10800: 'F3D000001', 16: '123456' };

  it('measures everything the model can tell', async () => {
    const { context } = setUpTeltonika({ io });
    const outcome = await teltonika.readHealth(context);
    expect(outcome).toMatchObject({
      kind: 'measured',
      fields: {
        supplyMillivolts: { value: 12480, raw: '12480' },
        batteryMillivolts: { value: 4010 },
        ignition: { value: true },
        canLink: { value: true },
        ebsVin: { value: 'F3D000001' },
        odometerMetres: { value: 123456 },
        gnssFix: { value: 'fix' },
        satellites: { value: 9 },
        recordsStored: { value: 42 },
        dataLink: { value: true },
        sim: { value: 'ready' },
        signalLevel: { value: 4 },
        networkRegistration: { value: 'home' },
      },
    });
  });

  it('measures only what was asked, for a quick trend', async () => {
    const { context, unit } = setUpTeltonika({ io });
    expect(await teltonika.readHealth(context, ['supplyMillivolts', 'lastTransmissionAgeSeconds'])).toEqual({
      kind: 'measured',
      fields: {
        supplyMillivolts: { kind: 'value', value: 12480, raw: '12480' },
        lastTransmissionAgeSeconds: { kind: 'unknown', why: expect.any(String) },
      },
    });
    expect(unit.commands).toEqual(['getver', 'readio 66']);
  });

  it('a silent question makes its own fields unknown and no others', async () => {
    const { context } = setUpTeltonika({ io, hook: (command) => (command === 'getstatus' ? null : undefined) });
    expect(await teltonika.readHealth(context, ['signalLevel', 'supplyMillivolts'])).toMatchObject({
      fields: { signalLevel: { kind: 'unknown' }, supplyMillivolts: { kind: 'value' } },
    });
  });

  it('a VIN must come twice alike, because it decides a pairing', async () => {
    let count = 0;
    const { context } = setUpTeltonika({
      io,
      hook: (command) => {
        count += 1;
        return command === 'readio 10800' ? `Param ID:10800 Value:F3D00000${count}\r\n` : undefined;
      },
    });
    expect(await teltonika.readHealth(context, ['ebsVin'])).toMatchObject({ fields: { ebsVin: { kind: 'unknown' } } });
  });

  it('asks for the position where the state means nothing', async () => {
    const { context } = setUpTeltonika({
      hardware: 'XYZ1',
      hook: (command) =>
        command === 'getgps'
          ? 'GPS:1 Sat:13 Lat:10.494710 Long:-66.831467 Alt:872 Speed:0 Dir:356 Date: 2020/3/13 Time: 13:37:15\r\n'
          : undefined,
    });
    expect(await teltonika.readHealth(context, ['gnssFix'])).toMatchObject({ fields: { gnssFix: { value: 'fix' } } });
  });
});

describe('INST-2 Teltonika reboot and capabilities', () => {
  it('restarts and says whether the link went with it', async () => {
    const leaving = setUpTeltonika({
      hook: (command) => {
        if (command === 'cpureset') {
          leaving.cable.cut();
        }
        return undefined;
      },
    });
    expect(await teltonika.reboot(leaving.context)).toMatchObject({ kind: 'restarting', linkIsLost: true });
    expect(await teltonika.reboot(setUpTeltonika().context)).toMatchObject({ kind: 'restarting', linkIsLost: false });
  });

  it('tells limits and secrets of each key, and none for an unknown model', () => {
    const { keys } = teltonika.capabilities(identityOf('FMB920'));
    expect(keys['apn']).toEqual({ read: true, write: true, type: 'text', maxLength: 32 });
    expect(keys['apnPassword']).toMatchObject({ secret: true });
    expect(keys['serverPort']).toMatchObject({ type: 'integer', minimum: 0, maximum: 65535 });
    expect(teltonika.capabilities(identityOf('FMA110')).keys['serverHost']).toMatchObject({ write: false });
    expect(teltonika.capabilities(identityOf('XYZ1')).keys).toEqual({});
  });
});
