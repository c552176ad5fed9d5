import { describe, expect, it } from 'vitest';
import type { Transmission } from './runtime/fleet-transmitter.ts';
import { converse, testImei, testStartMs } from './testing/converse.ts';
import { latin1Text } from './units/latin1.ts';
import { createVirtualUnit } from './virtual-unit.ts';

describe('INST-2 a virtual unit remembers', () => {
  it('goes on from its snapshot as if nothing had happened, through JSON', () => {
    const before = converse();
    before.ask('setparam 2001:kept;2005:7710\r');
    before.wait(60_000);
    const file = JSON.stringify(before.unit.snapshot());
    const after = converse();
    after.clock.advance(62_000);
    expect(after.unit.restore(JSON.parse(file))).toEqual({ kind: 'restored' });
    expect(after.loss()).toBe('the unit was replaced by an earlier state of itself');
    after.reconnect();
    before.wait(1_000);
    for (const command of ['getparam 2001;2005\r', 'getinfo\r', 'readio 66\r']) {
      expect(after.ask(command)).toBe(before.ask(command));
    }
    expect(after.unit.parameters()).toEqual(before.unit.parameters());
  });

  it('does so for a modem too', () => {
    const before = converse({ family: 'at27007' });
    before.ask('ATE0\rAT+CGDCONT=1,"IP","kept"\r');
    const after = converse({ family: 'at27007' });
    expect(after.unit.restore(structuredClone(before.unit.snapshot()))).toEqual({ kind: 'restored' });
    after.reconnect();
    expect(after.ask('AT+CGDCONT?\r')).toBe('\r\n+CGDCONT: 1,"IP","kept","",0,0\r\n\r\nOK\r\n');
  });

  it('takes up no other unit and no nonsense', () => {
    const { unit } = converse();
    const other = converse({ imei: '866344054201822' }).unit.snapshot();
    expect(unit.restore(other)).toEqual({ kind: 'other-unit', imei: '866344054201822' });
    for (const nonsense of [null, 7, {}, { ...other, version: 2 }, { ...other, memory: { profile: {} } }]) {
      expect(unit.restore(nonsense).kind).toBe('unreadable');
    }
    expect(unit.parameters()['2001']).toBe('');
  });

  it('keeps faults out of its memory', () => {
    const faulty = converse({ faults: ['supply-zero', 'other-imei'] });
    const after = converse();
    after.unit.restore(faulty.unit.snapshot());
    after.reconnect();
    expect(after.ask('getver\r')).toContain(testImei);
  });
});

describe('INST-2 a virtual unit and its cable', () => {
  it('serves one host at a time', () => {
    const { unit } = converse();
    const attaching = unit.attach({ receive: () => undefined, lost: () => undefined });
    expect(attaching).toEqual({ kind: 'busy' });
    unit.unplug();
    expect(unit.attach({ receive: () => undefined, lost: () => undefined })).toEqual({
      kind: 'absent',
      presence: 'unplugged',
    });
  });

  it('notes what passed and what happened to the port', () => {
    const { unit, ask } = converse();
    ask('getparam 1000\r');
    unit.unplug();
    unit.plugIn();
    const seen = unit.traffic().map((entry) => (entry.kind === 'port' ? entry.event : latin1Text(entry.bytes)));
    expect(seen).toEqual([
      'connected',
      'getparam 1000\r',
      'Param ID:1000 Value:30\r\n',
      'disconnected',
      'unplugged',
      'plugged',
    ]);
    expect(unit.traffic()[2]?.atMs).toBe(testStartMs + 12);
  });

  it('OWN-9 loses its configuration over the air, cable or not, but not without power', () => {
    const { unit, ask, clock } = converse();
    ask('setparam 2001:internet;1000:60\r');
    unit.unplug();
    expect(unit.resetConfiguration()).toBe('reset');
    expect(unit.parameters()).toMatchObject({ '2001': '', '1000': '30' });
    unit.plugIn();
    expect(unit.resetConfiguration({ restart: true })).toBe('reset');
    expect(unit.presence()).toBe('restarting');
    expect(unit.resetConfiguration()).toBe('not-reached');
    clock.advance(10_000);
    expect(unit.presence()).toBe('plugged');
    expect(unit.parameters()).toMatchObject({ '2001': '', '1000': '30' });
  });

  it('gets new faults while a host is connected', () => {
    const { unit, ask } = converse();
    unit.setFaults(['silent']);
    expect(ask('getver\r')).toBe('');
    expect(unit.faults()).toEqual([{ name: 'silent', amount: 0 }]);
    unit.setFaults([]);
    expect(ask('readio 239\r')).toBe('Param ID:239 Value:1\r\n');
  });

  it('drops an answer that was on its way when the cable was pulled', () => {
    const { unit, ask, wait, reconnect } = converse({ faults: ['think-time=500'] });
    ask('readio 239\r', 100);
    unit.unplug();
    unit.plugIn();
    reconnect();
    expect(wait(5_000)).toBe('');
  });
});

describe('INST-2 the mobile network of the demo', () => {
  const server = { host: 'ingest.example.com', port: 7710 };
  const write = 'setparam 2001:fleet.example.com;2004:ingest.example.com;2005:7710\r';

  function observed(options: Parameters<typeof converse>[0] = {}) {
    const conversation = converse({ fleet: { server, everySeconds: 10 }, ebsVin: 'WSM00000003111444', ...options });
    const heard: Transmission[] = [];
    conversation.unit.onTransmit((transmission) => heard.push(transmission));
    return { ...conversation, heard };
  }

  it('hears a unit from the moment it is configured for the fleet server', () => {
    const { ask, wait, heard } = observed();
    wait(60_000);
    expect(heard).toEqual([]);
    ask(write);
    wait(29_000);
    expect(heard).toHaveLength(3);
    expect(heard[0]).toMatchObject({ imei: testImei, ebsVin: 'WSM00000003111444', ignition: true });
    expect(heard[0]?.position?.latitude).toBeGreaterThan(52);
    expect(heard[0]?.supplyMillivolts).toBeGreaterThan(24_000);
  });

  it.each<[string, string, NonNullable<Parameters<typeof converse>[0]>['faults']]>([
    ['another port', 'setparam 2001:fleet.example.com;2004:ingest.example.com;2005:7711\r', []],
    ['another host', 'setparam 2001:fleet.example.com;2004:other.example.com;2005:7710\r', []],
    ['no access point', 'setparam 2004:ingest.example.com;2005:7710\r', []],
    ['values that were not kept', write, ['not-stored']],
    ['no SIM', write, ['no-sim']],
    ['no network', write, ['no-signal']],
  ])('does not hear one with %s', (_why, command, faults = []) => {
    const { ask, wait, heard } = observed({ faults });
    ask(command);
    wait(120_000);
    expect(heard).toEqual([]);
  });

  it('goes on hearing it without a cable, and not while it restarts', () => {
    const { ask, wait, heard, unit, reconnect } = observed({ restartMs: 60_000 });
    ask(write);
    unit.unplug();
    wait(39_000);
    expect(heard).toHaveLength(4);
    unit.plugIn();
    reconnect();
    ask('cpureset\r');
    wait(55_000);
    expect(heard).toHaveLength(4);
    wait(30_000);
    expect(heard.length).toBeGreaterThan(5);
  });

  it('ends with the unit', () => {
    const { ask, wait, heard, unit } = observed();
    ask(write);
    wait(20_000);
    const count = heard.length;
    unit.close();
    wait(60_000);
    expect(heard).toHaveLength(count);
  });
});

describe('INST-2 making a virtual unit', () => {
  it('refuses what no unit of the family could be', () => {
    expect(() => createVirtualUnit({ family: 'teltonika', imei: '123', seed: 1 })).toThrow('15 digits');
    expect(() =>
      createVirtualUnit({ family: 'teltonika', imei: testImei, seed: 1, initialParameters: { '4711': 'x' } }),
    ).toThrow('no parameter 4711');
  });
});
