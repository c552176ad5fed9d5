import { describe, expect, it } from 'vitest';
import type { ConfigChange, UnitIdentity } from '#core/ports/unit-driver.ts';
import { createCalampDriver } from './create-calamp-driver.ts';
import { setUpDriverBench } from './testing/driver-bench.ts';

const driver = createCalampDriver();
const IMEI = '866344054201822';
const change = (key: string, to: string): ConfigChange => ({ key, from: null, to });

const lmu: Readonly<Record<string, string>> = {
  'AT$APP INBOUND?': 'INBOUND LMD\r\nINBOUND 0 ADDR 192.0.2.10:20500 *\r\nINBOUND 0 URL myURL.myCompany.com',
  ATI0: 'LMU-2630, CalAmp\r\nAPP:046 5.0j',
  ATI1: `ESN: 4644129809\r\nIMSI: 262011234567890\r\nICC-ID: 89883070000007211665\r\nIMEI: ${IMEI}`,
  'AT$APP PARAM? 2306,0': '2306,0,internet',
  'AT$APP PARAM? 2315,0': '2315,0,hunter2',
  'AT$APP PARAM? 769,0': '769,0,20500',
  'AT$APP GPS?': 'Lat=3304713, Lon=-11727730, Alt=0\r\nHdg=113 Spd=0 3D-RTIME HDOP=130 nSats=7',
  ATIC: 'Network Reg. : Yes\r\nData Reg. : Yes\r\nConnection : Yes',
};

interface LmuOptions {
  readonly table?: Readonly<Record<string, string>>;
  readonly password?: string;
  /** Answers in place of the unit; null is silence, undefined leaves it to the unit. */
  readonly answer?: (command: string) => string | null | undefined;
}

/** A unit as a table: command → lines. What is not in the table is refused, and writes and orders are obeyed. */
function setUpLmu({ table = lmu, password, answer }: LmuOptions = {}) {
  const bench = setUpDriverBench();
  const commands: string[] = [];
  let isLocked = password !== undefined;
  const usual = (command: string): string => {
    if (command === `AT$PW "${password}"`) {
      isLocked = false;
      return 'OK\r\n';
    }
    if (isLocked) {
      return 'Password Required\r\n';
    }
    const lines = table[command];
    const isOrder = /^AT\$APP (PARAM \d|PEG|REBOOT)/.test(command);
    return lines === undefined ? `${isOrder ? 'OK' : 'ERROR'}\r\n` : `${lines}\r\nOK\r\n`;
  };
  let pending = '';
  bench.cable.unit.onBytes((bytes) => {
    pending += Buffer.from(bytes).toString('latin1');
    const lines = pending.split('\r\n');
    pending = lines.pop() ?? '';
    for (const command of lines) {
      commands.push(command);
      const own = answer?.(command);
      const text = own === undefined ? usual(command) : own;
      if (text !== null) {
        void bench.cable.unit.write(Buffer.from(text, 'latin1'));
      }
    }
  });
  return { ...bench, commands };
}

describe('INST-1 who a CalAmp unit is', () => {
  it('is asked twice, and the second time the other way round', async () => {
    const { context, commands } = setUpLmu();
    expect(await driver.identify(context)).toEqual({
      kind: 'identified',
      identity: {
        driver: 'calamp',
        imei: IMEI,
        model: 'LMU-2630',
        firmware: '5.0j',
        hardware: null,
        iccid: '89883070000007211665',
      },
    });
    expect(commands).toEqual(['AT$APP INBOUND?', 'ATI0', 'ATI1', 'ATI1', 'ATI0']);
  });

  it('is nobody when two readings differ', async () => {
    let asked = 0;
    const { context } = setUpLmu({
      answer: (command) => {
        asked += command === 'ATI1' ? 1 : 0;
        return command === 'ATI1' && asked === 2 ? 'IMEI: 866344054201830\r\nOK\r\n' : undefined;
      },
    });
    expect((await driver.identify(context)).kind).toBe('readings-differ');
  });

  it('has no IMEI where none is called so, and tells a lock before anything', async () => {
    const bare = setUpLmu({ table: { ...lmu, ATI1: '866344054201822' } });
    expect(await driver.identify(bare.context)).toMatchObject({ identity: { imei: null } });
    const { context, commands } = setUpLmu({ password: 'open sesame' });
    expect(await driver.identify(context)).toEqual({ kind: 'locked' });
    expect(commands).toEqual(['AT$APP INBOUND?']);
  });

  it('is told from other AT speakers by one question, within 1.5 s', async () => {
    const unit = setUpLmu();
    expect(await driver.probe(unit.context)).toMatchObject({ kind: 'answers', score: 85 });
    expect(unit.commands).toEqual(['AT$APP INBOUND?']);
    expect(await driver.probe(setUpLmu({ password: 'x' }).context)).toMatchObject({ kind: 'answers', score: 75 });
    expect(await driver.probe(setUpLmu({ table: {} }).context)).toMatchObject({ kind: 'silent' });
    const silent = setUpDriverBench();
    expect(await driver.probe(silent.context)).toMatchObject({ kind: 'silent' });
    expect(silent.clock.monotonicMs()).toBeLessThanOrEqual(1500);
  });
});

describe('INST-3 configuration of a CalAmp unit', () => {
  const identity: UnitIdentity = {
    driver: 'calamp',
    imei: IMEI,
    model: 'LMU-2630',
    firmware: '5.0j',
    hardware: null,
    iccid: null,
  };

  it('holds what its table says, and can order a report', () => {
    const { keys, testTransmission } = driver.capabilities(identity);
    expect(keys['apnPassword']).toEqual({ read: true, write: true, type: 'text', maxLength: 63, secret: true });
    expect(keys['serverPort']).toEqual({ read: true, write: true, type: 'integer', minimum: 0, maximum: 65535 });
    expect(keys['vin']).toBeUndefined();
    expect(testTransmission).toBe(true);
  });

  it('reads every value twice and hides secrets from the capture', async () => {
    const { context, commands, captured } = setUpLmu();
    expect(await driver.readConfiguration(context, ['apn', 'apnPassword', 'apnUser', 'vin'])).toEqual({
      kind: 'read',
      values: {
        apn: { kind: 'value', value: 'internet' },
        apnPassword: { kind: 'value', value: 'hunter2' },
        // The unit refuses to tell it.
        apnUser: { kind: 'unsupported' },
        vin: { kind: 'unsupported' },
      },
    });
    expect(commands.filter((command) => command === 'AT$APP PARAM? 2306,0')).toHaveLength(2);
    expect(captured.join('\n')).not.toContain('hunter2');
    expect(captured.join('\n')).toContain('2315,0,***');
  });

  it('says unknown for a value that two readings tell differently', async () => {
    let asked = 0;
    const { context } = setUpLmu({
      answer: (command) => {
        asked += command === 'AT$APP PARAM? 2306,0' ? 1 : 0;
        return command === 'AT$APP PARAM? 2306,0' && asked === 2 ? '2306,0,intermet\r\nOK\r\n' : undefined;
      },
    });
    expect(await driver.readConfiguration(context, ['apn', 'serverPort'])).toMatchObject({
      values: { apn: { kind: 'unknown' }, serverPort: { kind: 'value', value: '20500' } },
    });
  });

  it('writes value by value, tells each, and calls nothing verified that was not read', async () => {
    const { context, commands, captured } = setUpLmu();
    const changes = [
      change('apn', 'fleet.example.com'),
      change('apnPassword', 's3cret-word'),
      change('serverPort', '020500'),
    ];
    const progress: string[] = [];
    const written = await driver.writeConfiguration(context, IMEI, changes, ({ key, done, total }) => {
      progress.push(`${key} ${done}/${total}`);
    });
    expect(written).toMatchObject({
      kind: 'written',
      writes: changes.map(({ key }) => ({ key, state: 'accepted' })),
    });
    expect(progress).toEqual([
      'apn 0/3',
      'apn 1/3',
      'apnPassword 1/3',
      'apnPassword 2/3',
      'serverPort 2/3',
      'serverPort 3/3',
    ]);
    expect(commands.filter((command) => /PARAM \d/.test(command))).toEqual([
      'AT$APP PARAM 2306,0,fleet.example.com',
      'AT$APP PARAM 2315,0,s3cret-word',
      'AT$APP PARAM 769,0,20500',
    ]);
    expect(captured.join('\n')).not.toContain('s3cret-word');
    expect(await driver.verify(context, changes)).toMatchObject({
      kind: 'differs',
      keys: [{ equal: false }, { equal: false }, { key: 'serverPort', equal: true }],
    });
  });

  it.each([
    ['another unit', '350424063817363', [change('apn', 'x')], 'wrong-unit'],
    ['a comma', IMEI, [change('apn', 'x'), change('serverHost', 'a,b')], 'refused-value'],
    ['a key that it does not hold', IMEI, [change('apn', 'x'), change('vin', '1M8GDM9AXKP042788')], 'refused-value'],
    ['the same twice', IMEI, [change('apn', 'x'), change('apn', 'y')], 'refused-value'],
  ])('sends nothing at all for %s', async (_name, imei, changes, kind) => {
    const { context, commands } = setUpLmu();
    expect(await driver.writeConfiguration(context, imei, changes)).toMatchObject({ kind });
    expect(commands.filter((command) => /PARAM \d/.test(command))).toEqual([]);
  });

  it('stops at a write without an answer, and does not repeat it', async () => {
    const { context, commands } = setUpLmu({
      answer: (command) => (command.startsWith('AT$APP PARAM 2314') ? null : undefined),
    });
    const changes = [change('apn', 'a'), change('apnUser', 'b'), change('serverPort', '7')];
    expect(await driver.writeConfiguration(context, IMEI, changes)).toMatchObject({
      kind: 'partial',
      fault: { kind: 'timed-out' },
      writes: [{ state: 'accepted' }, { state: 'unknown' }, { state: 'not-sent' }],
    });
    expect(commands.filter((command) => command === 'AT$APP PARAM 2314,0,b')).toHaveLength(1);
  });

  it('tells what the unit does not take, and stops at a lock', async () => {
    const refusing = setUpLmu({
      answer: (command) => (command.startsWith('AT$APP PARAM 2306') ? 'ERROR\r\n' : undefined),
    });
    expect(
      await driver.writeConfiguration(refusing.context, IMEI, [change('apn', 'a'), change('serverPort', '7')]),
    ).toMatchObject({
      kind: 'written',
      writes: [{ state: 'rejected', detail: 'the unit answers ERROR' }, { state: 'accepted' }],
    });
    const locking = setUpLmu({
      answer: (command) => (command.startsWith('AT$APP PARAM 2306') ? 'Password Required\r\n' : undefined),
    });
    expect(
      await driver.writeConfiguration(locking.context, IMEI, [change('apn', 'a'), change('serverPort', '7')]),
    ).toMatchObject({
      kind: 'partial',
      writes: [{ state: 'rejected' }, { state: 'not-sent' }],
    });
  });

  it('says locked to every call of a unit that wants its password', async () => {
    const wish = [change('apn', 'a')];
    const calls = [
      (context: Parameters<typeof driver.identify>[0]) => driver.readConfiguration(context),
      (context: Parameters<typeof driver.identify>[0]) => driver.writeConfiguration(context, IMEI, wish),
      (context: Parameters<typeof driver.identify>[0]) => driver.verify(context, wish),
      (context: Parameters<typeof driver.identify>[0]) => driver.readHealth(context),
      (context: Parameters<typeof driver.identify>[0]) => driver.reboot(context),
      (context: Parameters<typeof driver.identify>[0]) => driver.testTransmission?.(context),
    ];
    for (const call of calls) {
      const { context, commands } = setUpLmu({ password: 'open sesame' });
      expect(await call(context)).toEqual({ kind: 'locked' });
      expect(commands).toEqual(['AT$APP INBOUND?']);
    }
  });
});

describe('INST-2 unlocking a CalAmp unit', () => {
  const passwords = (commands: readonly string[]) => commands.filter((command) => command.startsWith('AT$PW'));

  it('offers the password once and looks whether it opened', async () => {
    const { context, commands, captured } = setUpLmu({ password: 'open sesame' });
    expect(await driver.unlock?.(context, 'open sesame')).toEqual({ kind: 'open' });
    expect(passwords(commands)).toEqual(['AT$PW "open sesame"']);
    expect(captured.join('\n')).not.toContain('sesame');
    expect((await driver.identify(context)).kind).toBe('identified');
  });

  it('offers a wrong one once, and neither says it nor keeps it', async () => {
    const { context, commands, captured } = setUpLmu({ password: 'open sesame' });
    expect(await driver.unlock?.(context, 'open barley')).toEqual({ kind: 'wrong-password', triesLeft: null });
    expect(passwords(commands)).toHaveLength(1);
    expect(captured.join('\n')).not.toContain('barley');
  });

  it('does not offer it again when nothing comes back', async () => {
    const { context, commands } = setUpLmu({
      password: 'open sesame',
      answer: (command) => (command.startsWith('AT$PW') ? null : undefined),
    });
    expect(await driver.unlock?.(context, 'open sesame')).toMatchObject({ kind: 'timed-out' });
    expect(passwords(commands)).toHaveLength(1);
  });

  it('does not offer it to a unit that is open, nor in a form that cannot be said', async () => {
    const open = setUpLmu();
    expect(await driver.unlock?.(open.context, 'anything')).toEqual({ kind: 'open' });
    const locked = setUpLmu({ password: 'open sesame' });
    expect(await driver.unlock?.(locked.context, 'say "please"')).toMatchObject({ kind: 'refused-secret' });
    expect([...passwords(open.commands), ...passwords(locked.commands)]).toEqual([]);
  });
});

describe('INSP-1 health of a CalAmp unit', () => {
  it('reads position and communication, and says of the rest that it is not told', async () => {
    const { context } = setUpLmu();
    expect(await driver.readHealth(context)).toMatchObject({
      kind: 'measured',
      fields: {
        gnssFix: { kind: 'value', value: 'fix' },
        satellites: { kind: 'value', value: 7 },
        networkRegistration: { kind: 'value', value: 'registered' },
        dataLink: { kind: 'value', value: true },
      },
    });
    expect(await driver.readHealth(context, ['supplyMillivolts'])).toMatchObject({
      fields: { supplyMillivolts: { kind: 'unknown' } },
    });
  });

  it('asks only what is needed, and guesses nothing', async () => {
    const { 'AT$APP GPS?': _position, ...rest } = lmu;
    const { context, commands } = setUpLmu({ table: rest });
    expect(await driver.readHealth(context, ['gnssFix'])).toMatchObject({ fields: { gnssFix: { kind: 'unknown' } } });
    expect(commands).not.toContain('ATIC');
    const antenna = setUpLmu({ table: { ...lmu, 'AT$APP GPS?': 'Antenna Short' } });
    expect(await driver.readHealth(antenna.context, ['gnssFix', 'satellites'])).toMatchObject({
      fields: { gnssFix: { value: 'no-fix', raw: 'Antenna Short' }, satellites: { kind: 'unknown' } },
    });
  });
});

describe('INST-2 orders to a CalAmp unit', () => {
  it('a test report is ordered once', async () => {
    const { context, commands } = setUpLmu();
    expect(await driver.testTransmission?.(context)).toEqual({ kind: 'ordered' });
    expect(commands.filter((command) => command === 'AT$APP PEG SUNRPT 255')).toHaveLength(1);
    const refusing = setUpLmu({ answer: (command) => (command.includes('PEG') ? 'ERROR\r\n' : undefined) });
    expect(await driver.testTransmission?.(refusing.context)).toMatchObject({ kind: 'refused' });
  });

  it('a restart is, answered or not', async () => {
    const { context } = setUpLmu();
    expect(await driver.reboot(context)).toMatchObject({ kind: 'restarting', linkIsLost: false });
    const silent = setUpLmu({ answer: (command) => (command.includes('REBOOT') ? null : undefined) });
    expect(await driver.reboot(silent.context)).toMatchObject({ kind: 'restarting' });
    const refusing = setUpLmu({ answer: (command) => (command.includes('REBOOT') ? 'ERROR\r\n' : undefined) });
    expect(await driver.reboot(refusing.context)).toMatchObject({ kind: 'garbled' });
  });
});
