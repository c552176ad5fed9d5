import { describe, expect, it } from 'vitest';
import type { FaultText } from '#sim/faults/fault-catalogue.ts';
import { changeOf, QUECLINK_IMEI, setUpQueclink } from './testing/queclink-bench.ts';

const changes = [
  changeOf('apn', 'fleet.example.com', 'before'),
  changeOf('apnPassword', 's3cret-7Q', 'hunter2'),
  changeOf('serverHost', 'ingest.example.com', 'old.example.com'),
  changeOf('serverPort', '7710', '5000'),
  changeOf('reportMovingS', '60', '30'),
];
const others = { 'BSI.2': 'driver', 'SRI.8': '+491510000000', 'SRI.9': '15', 'FRI.11': '003F', 'CFG.2': 'TRAILER' };
const initialParameters = {
  'BSI.1': 'before',
  'BSI.3': 'hunter2',
  'SRI.4': 'old.example.com',
  'SRI.5': '5000',
  ...others,
};

async function written(faults: readonly FaultText[], wanted = changes) {
  const bench = setUpQueclink({ faults, initialParameters });
  const context = await bench.connect();
  const progress: string[] = [];
  const outcome = await bench.driver.writeConfiguration(context, QUECLINK_IMEI, wanted, ({ key, done, total }) =>
    progress.push(`${key} ${done}/${total}`),
  );
  const held = bench.unit.parameters();
  bench.unit.close();
  return { ...bench, outcome, held, progress };
}

describe('INST-3 writing a Queclink unit', () => {
  it('changes the fields that were asked for and keeps all others of their sections', async () => {
    const { outcome, held, progress } = await written([]);
    expect(outcome.kind === 'written' && outcome.writes.map(({ key, state }) => `${key} ${state}`)).toEqual(
      changes.map(({ key }) => `${key} accepted`),
    );
    expect(held).toMatchObject({
      ...others,
      'BSI.1': 'fleet.example.com',
      'BSI.3': 's3cret-7Q',
      'SRI.4': 'ingest.example.com',
      'SRI.5': '7710',
      'SRI.6': '192.0.0.0',
      'FRI.7': '30',
      'FRI.8': '60',
    });
    const sections = 3;
    expect(progress).toHaveLength(changes.length + sections);
    expect(progress.at(-1)).toBe('reportMovingS 5/5');
  });

  it('keeps both passwords out of the capture', async () => {
    const { captured } = await written([]);
    const text = captured.join('\n');
    expect(text).not.toMatch(/hunter2|s3cret-7Q|=gl300/);
    expect(text).toContain('AT+GTBSI=***,fleet.example.com,driver,***');
  });

  it('says after a silence what the unit holds, and sends nothing twice', async () => {
    const { outcome, held, unit } = await written(['refuse-writes']);
    expect(outcome).toMatchObject({
      kind: 'written',
      writes: changes.map(({ key }) => ({ key, state: 'rejected' })),
    });
    expect(held).toMatchObject(initialParameters);
    const sent = unit
      .traffic()
      .flatMap((entry) => (entry.kind === 'to-unit' ? [Buffer.from(entry.bytes).toString('latin1')] : []));
    expect(sent.filter((text) => text.startsWith('AT+GTSRI'))).toHaveLength(1);
  });

  it('finds that a write was taken although its ack was lost', async () => {
    // The ninth answer is the ack of the only section: who is there (2), the section twice (4), and the two before it.
    const { outcome, held } = await written(['swallow-answer=7'], [changeOf('apn', 'fleet.example.com')]);
    expect(outcome).toMatchObject({
      kind: 'written',
      writes: [{ state: 'accepted', detail: 'told by reading it back' }],
    });
    expect(held['BSI.1']).toBe('fleet.example.com');
  });

  it.each([
    ['an injection', changeOf('apn', 'x,,,,,,,0001$AT+GTRTO=gl300,4,,,,,,0002')],
    ['a comma', changeOf('apnUser', 'a,b')],
    ['a control character', changeOf('serverHost', 'a\rb')],
    ['a key that it does not hold', changeOf('vin', '1M8GDM9AXKP042788')],
    ['a port that is none', changeOf('serverPort', '70000')],
  ])('refuses %s before the first byte of a write', async (_what, change) => {
    const { outcome, held, unit } = await written([], [changeOf('reportMovingS', '60'), change]);
    expect(outcome).toMatchObject({ kind: 'refused-value', key: change.key });
    expect(held).toMatchObject(initialParameters);
    const sent = unit
      .traffic()
      .flatMap((entry) => (entry.kind === 'to-unit' ? [Buffer.from(entry.bytes).toString('latin1')] : []));
    expect(sent.filter((text) => !/^(,\$)?(AT\+GTRTO=[^$]*\$)+$/.test(text))).toEqual([]);
  });

  it('refuses one key named twice', async () => {
    const { outcome } = await written([], [changeOf('apn', 'a'), changeOf('apn', 'b')]);
    expect(outcome).toMatchObject({ kind: 'refused-value', why: 'named twice' });
  });

  it('refuses a section in which another field holds what cannot be sent back', async () => {
    const { outcome, held } = await written(['semicolon-in-value'], [changeOf('apnUser', 'other')]);
    expect(outcome).toMatchObject({ kind: 'refused-value', key: 'apnUser' });
    expect(held).toMatchObject(initialParameters);
  });

  it('refuses another unit before the first byte of a write', async () => {
    const { outcome, held } = await written(['other-imei']);
    expect(outcome).toMatchObject({ kind: 'wrong-unit', expectedImei: QUECLINK_IMEI });
    expect(held).toMatchObject(initialParameters);
  });

  it('tells per key how it stands when the cable goes', async () => {
    const { outcome } = await written(['unplug-before-reply=8']);
    expect(outcome).toMatchObject({ kind: 'partial', fault: { kind: 'port-lost' } });
    expect(outcome.kind === 'partial' && outcome.writes.map(({ state }) => state)).toEqual([
      ...['accepted', 'accepted', 'unknown', 'unknown', 'not-sent'],
    ]);
  });

  it('is not green before it was read afresh', async () => {
    const { driver, unit, connect } = setUpQueclink({ faults: ['truncated-values=5'], initialParameters });
    const context = await connect();
    await driver.writeConfiguration(context, QUECLINK_IMEI, changes);
    const outcome = await driver.verify(context, changes);
    expect(outcome.kind).toBe('differs');
    expect(outcome.kind === 'differs' && outcome.keys.filter(({ equal }) => equal).map(({ key }) => key)).toEqual([
      ...['serverPort', 'reportMovingS'],
    ]);
    unit.close();
  });

  it('ends when a person cancels, between two sections', async () => {
    const { driver, unit, connect } = setUpQueclink({ initialParameters });
    const cancel = new AbortController();
    const context = { ...(await connect()), cancel: cancel.signal };
    const outcome = await driver.writeConfiguration(context, QUECLINK_IMEI, changes, () => cancel.abort());
    expect(outcome).toMatchObject({ kind: 'partial', fault: { kind: 'cancelled' } });
    expect(outcome.kind === 'partial' && outcome.writes.map(({ state }) => state)).toEqual([
      ...['accepted', 'accepted', 'not-sent', 'not-sent', 'not-sent'],
    ]);
    unit.close();
  });
});
