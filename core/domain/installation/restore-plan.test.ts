import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActualValue } from './difference.ts';
import { isRestored, planRestore, type RestoreQuestion, resetSince } from './restore-plan.ts';

const holds = (value: string): ActualValue => ({ kind: 'value', value });
const empty: ActualValue = { kind: 'empty' };
const text = { write: true, type: 'text' } as const;
const number = { write: true, type: 'integer' } as const;

const keys: RestoreQuestion['keys'] = {
  apn: text,
  serverHost: text,
  apnPassword: { ...text, secret: true },
  vin: text,
  reportMovingS: number,
  sleepMinutes: number,
  openLinkS: number,
  tyreCount: number,
  ignitionSource: { ...number, write: false },
  customText: text,
};
const question = (over: Partial<RestoreQuestion> = {}): RestoreQuestion => ({
  backup: {
    values: {
      apn: 'internet',
      serverHost: 'old.example.net',
      vin: 'WSM00000003111444',
      reportMovingS: '300',
      sleepMinutes: '20',
      openLinkS: '60',
      tyreCount: '6',
      ignitionSource: '2',
      customText: 'x',
      gone: '1',
    },
    secrets: ['apnPassword'],
    unread: ['responseS'],
  },
  actual: {
    apn: empty,
    serverHost: empty,
    vin: empty,
    reportMovingS: holds('300'),
    sleepMinutes: holds('1'),
    openLinkS: holds('060'),
    tyreCount: { kind: 'unknown', why: 'no usable answer' },
    ignitionSource: holds('1'),
    customText: empty,
    gone: { kind: 'unsupported' },
  },
  keys,
  profileKeys: ['reportMovingS', 'apn'],
  sameOwner: false,
  ...over,
});
const said = (asked: RestoreQuestion) =>
  Object.fromEntries(planRestore(asked).lines.map(({ key, state, reason }) => [key, reason ?? state]));

describe('d2 OWN-9 what goes back into a unit after its transfer', () => {
  it('is only what works for anybody, and each other value says why not', () => {
    expect(said(question())).toEqual({
      apn: 'owner',
      serverHost: 'owner',
      apnPassword: 'secret',
      vin: 'vehicle',
      reportMovingS: 'profile',
      sleepMinutes: 'to-write',
      openLinkS: 'same',
      tyreCount: 'unreadable-now',
      ignitionSource: 'read-only',
      customText: 'not-classified',
      gone: 'not-classified',
      responseS: 'unread',
    });
    expect(planRestore(question()).writes).toEqual([{ key: 'sleepMinutes', from: '1', to: '20' }]);
  });

  it('INST-3 is everything that can be written when the owner is the same', () => {
    expect(said(question({ sameOwner: true }))).toMatchObject({
      apn: 'to-write',
      serverHost: 'to-write',
      vin: 'to-write',
      reportMovingS: 'same',
      customText: 'to-write',
      apnPassword: 'secret',
      gone: 'unsupported',
    });
  });

  it('empties again what was empty, where the unit has a spelling for it', () => {
    const backup = { values: { apn: null, sleepMinutes: null, serverHost: null }, secrets: [], unread: [] };
    const actual = { apn: holds('wap'), sleepMinutes: holds('5'), serverHost: empty };
    const plan = planRestore(question({ backup, actual, sameOwner: true }));
    expect(plan.writes).toEqual([{ key: 'apn', from: 'wap', to: '' }]);
    expect(plan.lines.map(({ reason, state }) => reason ?? state)).toEqual(['to-write', 'was-empty', 'same']);
  });

  it('INST-7 never writes a secret, and carries nothing of the owner over to another, whatever the unit and its driver say', () => {
    const reading = fc.oneof(
      fc.string().map(holds),
      fc.constant(empty),
      fc.constant<ActualValue>({ kind: 'unsupported' }),
      fc.constant<ActualValue>({ kind: 'unknown', why: 'x' }),
    );
    const names = [...Object.keys(keys), 'unheardOf', '__proto__', 'toString'];
    const name = fc.constantFrom(...names);
    fc.assert(
      fc.property(
        fc.dictionary(name, fc.option(fc.string())),
        fc.dictionary(name, reading),
        fc.subarray(names),
        fc.boolean(),
        (values, actual, profileKeys, sameOwner) => {
          const backup = { values, secrets: [], unread: [] };
          const { lines, writes } = planRestore({ backup, actual, keys, profileKeys, sameOwner });
          expect(lines.map(({ key }) => key)).toEqual(Object.keys(values));
          expect(writes.every(({ key }) => key !== 'apnPassword')).toBe(true);
          expect(writes.map(({ key }) => key)).toEqual(
            lines.filter(({ state }) => state === 'to-write').map(({ key }) => key),
          );
          expect(lines.every(({ state, reason }) => (state === 'left-out') === (reason !== null))).toBe(true);
          if (!sameOwner) {
            const carried = writes.map(({ key }) => key);
            expect(carried.filter((key) => ['apn', 'serverHost', 'vin', 'customText'].includes(key))).toEqual([]);
            expect(carried.filter((key) => profileKeys.includes(key))).toEqual([]);
          }
        },
      ),
    );
  });

  it('is over only when nothing that should go back is open', () => {
    const lines = planRestore(question()).lines;
    expect(isRestored(lines)).toBe(false);
    const withState = (state: 'verified' | 'accepted' | 'unknown') =>
      lines.map((line) => (line.state === 'to-write' ? { ...line, state } : line));
    expect(isRestored(withState('verified'))).toBe(true);
    expect(isRestored(withState('accepted'))).toBe(false);
    expect(isRestored(withState('unknown'))).toBe(false);
  });
});

describe('d2 whether the unit was reset since its backup', () => {
  const backup = { values: { apn: 'internet', serverHost: null, sleepMinutes: '20' } };

  it.each([
    ['is not seen while it holds exactly what it held', { apn: holds('internet'), serverHost: empty }, 'not-seen'],
    ['is seen when an address is gone', { apn: empty, sleepMinutes: holds('20') }, 'seen'],
    ['is seen when a number is another one', { apn: holds('internet'), sleepMinutes: holds('1') }, 'seen'],
    ['is not seen in what could not be read', { apn: { kind: 'unknown', why: 'x' } as const }, 'not-seen'],
  ])('%s', (_name, actual, expected) => {
    expect(resetSince(backup, actual)).toBe(expected);
  });

  it('cannot be seen on a unit that held no address', () => {
    expect(resetSince({ values: { apn: null, serverPort: '0' } }, { apn: empty, serverPort: holds('0') })).toBe(
      'nothing-to-see',
    );
  });
});
