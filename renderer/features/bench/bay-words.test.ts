import { describe, expect, it } from 'vitest';
import type { BenchBay } from '#core/contract/station/cable.ts';
import { createTexts } from '#core/texts/create-texts.ts';
import { catalogues } from '#resources/texts/catalogues.ts';
import { bayWords } from './bay-words.ts';

const texts = createTexts({ locale: 'en', catalogues });
const at = '2026-11-20T12:00:00.000Z';
const imei = '359315075384726';
const answers = (number: string | null): BenchBay['answer'] => ({
  kind: 'unit',
  driver: 'teltonika',
  model: 'FMB920',
  firmware: '03.27.07',
  imei: number,
  at,
});
const trouble = (reason: 'silent' | 'busy' | 'locked'): BenchBay['answer'] => ({
  kind: 'trouble',
  reason,
  detail: '',
  at,
});
const bay = (change: Partial<BenchBay>): BenchBay => ({
  bay: 1,
  name: null,
  port: '/dev/ttyUSB0',
  usb: null,
  state: 'idle',
  sessionId: null,
  unit: null,
  by: null,
  answer: answers(imei),
  activity: null,
  safeToUnplug: true,
  leftUnproven: false,
  ...change,
});
const ofSheet = (change: Partial<BenchBay>): BenchBay =>
  bay({ sessionId: 'sheet-1' as BenchBay['sessionId'], unit: `evopulse:${imei}`, ...change });

describe('INST-6 what a bay says at a glance', () => {
  it.each<[string, BenchBay, string, string]>([
    ['its sheet’s unit, with nothing open', ofSheet({}), '…384 726', 'ok: Safe to take off'],
    ['the same with a name', ofSheet({ name: 'Pit' }), '…384 726', 'ok: Pit · Safe to take off'],
    ['before it was asked again', ofSheet({ answer: { kind: 'not-asked' } }), '…384 726', 'ok: Safe to take off'],
    ['a write without proof', ofSheet({ leftUnproven: true }), '…384 726', 'warn: Not proven'],
    [
      'another unit than the sheet’s',
      ofSheet({ answer: answers('860599000773978') }),
      '…773 978',
      'stop: Another unit',
    ],
    ['a unit without a number instead', ofSheet({ answer: answers(null) }), 'Bay 1', 'stop: Another unit'],
    ['nobody any more', ofSheet({ answer: trouble('silent') }), '…384 726', 'warn: No unit answers'],
    ['a locked unit', ofSheet({ answer: trouble('locked') }), '…384 726', 'warn: Unit is locked'],
    ['no cable', ofSheet({ state: 'gone' }), '…384 726', 'warn: No cable'],
    ['no cable, a write without proof', ofSheet({ state: 'gone', leftUnproven: true }), '…384 726', 'warn: No cable'],
    ['a unit that no sheet is open for', bay({}), '…384 726', 'idle: FMB920, no sheet'],
    ['a locked unit that no sheet is open for', bay({ answer: trouble('locked') }), 'Bay 1', 'warn: Unit is locked'],
    ['the same on a bay with a name', bay({ name: 'Pit', answer: trouble('locked') }), 'Pit', 'warn: Unit is locked'],
    ['nobody', bay({ answer: trouble('silent') }), 'Free', 'idle: No unit answers'],
    ['a port that another program has', bay({ answer: trouble('busy') }), 'Bay 1', 'warn: Port busy: why?'],
  ])('%s', (_name, shown, head, words) => {
    const { head: told, line, mark } = bayWords(texts, shown);
    expect([told, `${mark}: ${line}`]).toEqual([head, words]);
  });

  it('is green for nothing but the sheet’s own unit with everything proven', () => {
    for (const leftUnproven of [true, false]) {
      for (const state of ['idle', 'working', 'gone'] as const) {
        for (const answer of [answers(imei), answers('860599000773978'), answers(null), trouble('locked')]) {
          const isOwn = answer.kind === 'unit' && answer.imei === imei;
          const { mark } = bayWords(texts, ofSheet({ leftUnproven, state, answer }));
          expect(mark === 'ok').toBe(state === 'idle' && isOwn && !leftUnproven);
        }
      }
    }
  });
});
