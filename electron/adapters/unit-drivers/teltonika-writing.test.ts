import { describe, expect, it } from 'vitest';
import { change, IMEI, setUpTeltonika, teltonika } from './testing/teltonika-bench.ts';

describe('INST-3 Teltonika writing', () => {
  const changes = [change('apn', 'internet'), change('serverHost', 'track.example.com'), change('serverProto', 'udp')];

  it('identifies again, writes, and reports per key', async () => {
    const { context, unit } = setUpTeltonika();
    const progress: string[] = [];
    const sentBefore: string[][] = [];
    const outcome = await teltonika.writeConfiguration(context, IMEI, changes, ({ key, done, total, journal }) => {
      progress.push(`${key} ${done}/${total}`);
      for (const line of journal ?? []) {
        sentBefore.push([line.key, line.state, String(unit.commands.length)]);
      }
    });
    expect(outcome).toEqual({
      kind: 'written',
      writes: changes.map((written) => ({ ...written, state: 'accepted' })),
    });
    expect(unit.commands).toEqual(['getver', 'setparam 2001:internet;2004:track.example.com;2006:1']);
    expect(progress).toEqual(['apn 0/3', 'apn 1/3', 'serverHost 2/3', 'serverProto 3/3']);
    // Told before the command is on its way, and again with the unit's answer.
    expect(sentBefore).toEqual([
      ...changes.map(({ key }) => [key, 'sending', '1']),
      ...changes.map(({ key }) => [key, 'accepted', '2']),
    ]);
  });

  it('refuses another unit before the first byte of a write', async () => {
    const { context, unit } = setUpTeltonika({ imei: '866344054201822' });
    expect(await teltonika.writeConfiguration(context, IMEI, changes)).toEqual({
      kind: 'wrong-unit',
      expectedImei: IMEI,
      readImei: '866344054201822',
    });
    expect(unit.commands).toEqual(['getver']);
    const nameless = setUpTeltonika({ imei: 'N/A' });
    expect(await teltonika.writeConfiguration(nameless.context, IMEI, changes)).toMatchObject({
      kind: 'wrong-unit',
      readImei: null,
    });
  });

  it.each([
    ['a value that would inject another', change('apn', 'x;2004:evil.example'), 'FMB920'],
    ['a key the model does not hold', change('vin', '1M8GDM9AXKP042788'), 'FMB920'],
    ['a port out of range', change('serverPort', '70000'), 'FMB920'],
    ['any key of a family that is read only', change('serverHost', 'track.example.com'), 'FMA110'],
    ['a blank where it would end the value', change('apn', 'a b'), 'FM3622'],
    ['any key of an unknown model', change('apn', 'internet'), 'XYZ1'],
  ])('writes nothing at all when one value is refused: %s', async (_name, bad, hardware) => {
    const { context, unit } = setUpTeltonika({ hardware });
    const good = hardware === 'FMB920' ? [change('serverHost', 'track.example.com')] : [];
    const outcome = await teltonika.writeConfiguration(context, IMEI, [...good, bad]);
    expect(outcome).toMatchObject({ kind: 'refused-value', key: bad.key });
    expect(unit.commands).toEqual(['getver']);
  });

  it('sends long changes in batches that fit a command line', async () => {
    const { context, unit } = setUpTeltonika();
    const long = ['apn', 'apnUser', 'serverHost', 'backupHost'].map((key) => change(key, 'h'.repeat(32)));
    expect(await teltonika.writeConfiguration(context, IMEI, long)).toMatchObject({ kind: 'written' });
    const writes = unit.commands.filter((command) => command.startsWith('setparam'));
    expect(writes.length).toBe(2);
    expect(Math.max(...writes.map((command) => command.length))).toBeLessThanOrEqual(160);
  });

  it('a refused batch is settled by reading, never by writing again', async () => {
    const { context, unit } = setUpTeltonika({
      hook: (command) => {
        if (!command.startsWith('setparam')) {
          return undefined;
        }
        unit.held.set(2001, 'internet').set(2004, 'before.example.com').set(2006, '0');
        return 'WARNING: Not supported Param ID or Value detected\r\n';
      },
    });
    const outcome = await teltonika.writeConfiguration(context, IMEI, changes);
    expect(outcome).toMatchObject({
      kind: 'written',
      writes: [
        { key: 'apn', state: 'accepted' },
        { key: 'serverHost', state: 'rejected' },
        { key: 'serverProto', state: 'rejected' },
      ],
    });
    expect(unit.commands.filter((command) => command.startsWith('setparam'))).toHaveLength(1);
  });

  it('a write without an answer is unknown, is not sent again, and stops the rest', async () => {
    const { context, unit } = setUpTeltonika({
      hook: (command) => (command.startsWith('setparam') ? null : undefined),
    });
    const long = ['apn', 'apnUser', 'serverHost', 'backupHost'].map((key) => change(key, 'h'.repeat(32)));
    const outcome = await teltonika.writeConfiguration(context, IMEI, long);
    expect(outcome).toMatchObject({ kind: 'partial', fault: { kind: 'timed-out' } });
    expect(outcome.kind === 'partial' && outcome.writes.map((write) => write.state)).toEqual([
      ...['unknown', 'unknown', 'unknown', 'not-sent'],
    ]);
    expect(unit.commands.filter((command) => command.startsWith('setparam'))).toHaveLength(1);
  });

  it('a cancel lets the write in flight end and stops before the next', async () => {
    const cancel = new AbortController();
    const { context } = setUpTeltonika({
      cancel: cancel.signal,
      hook: (command) => {
        if (command.startsWith('setparam')) {
          cancel.abort();
        }
        return undefined;
      },
    });
    const long = ['apn', 'apnUser', 'serverHost', 'backupHost'].map((key) => change(key, 'h'.repeat(32)));
    const outcome = await teltonika.writeConfiguration(context, IMEI, long);
    expect(outcome).toMatchObject({ kind: 'partial', fault: { kind: 'cancelled' } });
    expect(outcome.kind === 'partial' && outcome.writes.map((write) => write.state)).toEqual([
      ...['accepted', 'accepted', 'accepted', 'not-sent'],
    ]);
  });

  it('INST-7: neither the new nor the old password reaches the capture', async () => {
    const { context, captured } = setUpTeltonika({
      hook: (command) => (command.startsWith('setparam') ? `[dbg] was oldsecret\r\nNew value 2003:newsec` : undefined),
    });
    await teltonika.writeConfiguration(context, IMEI, [change('apnPassword', 'newsecret', 'oldsecret')]);
    expect(captured.join('\n')).not.toMatch(/newsec|oldsecret/);
    expect(captured).toContain('to-unit setparam 2003:***');
  });
});
