import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock, type ManualClock } from '#electron/adapters/sqlite/testing/manual-clock.ts';
import { makeTestFolder, openedStore, removeTestFolder } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { sessionId } from '../../kernel/entity-ids.ts';
import type { StationStore } from '../../ports/station-store.ts';
import type { CaptureUse } from '../../ports/unit-driver.ts';
import { type CaptureKeeper, createCaptureKeeper, linesPerBay, type Recording } from './capture-keeper.ts';

const sheet = sessionId.parse('session-1');
const place = { bay: 1, port: 'sim:1', sessionId: sheet };

let directory: string;
let store: StationStore;
let clock: ManualClock;
let keeper: CaptureKeeper;
let news: number;
let troubles: string[];

beforeEach(() => {
  directory = makeTestFolder();
  store = openedStore(directory);
  clock = createManualClock('2026-11-20T08:00:00.000Z');
  news = 0;
  troubles = [];
  const log = { info: () => {}, warn: () => {}, error: (event: string) => void troubles.push(event) };
  keeper = createCaptureKeeper({ store, clock, log, changed: () => (news += 1) });
});
afterEach(() => {
  store.close();
  removeTestFolder(directory);
});

const kept = () => store.captureLines(sheet).map(({ text }) => text);
const seen = () => keeper.ofBay(1).map(({ line }) => line.text);
const hear = (recording: Recording, text: string, use?: CaptureUse) =>
  recording.record({ direction: 'from-unit', text, ...(use === undefined ? {} : { use }) });

describe('INST-7 the keeper of captures', () => {
  it('has lines of a sheet on disk after a second, and the rest when the work ends', async () => {
    const recording = keeper.begin(place);
    recording.record({ direction: 'to-unit', text: 'getver\\x0d' });
    expect([kept(), seen()]).toEqual([[], ['getver\\x0d']]);
    await clock.advance(1_000);
    expect(kept()).toEqual(['getver\\x0d']);
    hear(recording, 'Ver:1');
    recording.end();
    expect(kept()).toEqual(['getver\\x0d', 'Ver:1']);
    expect([news, clock.sleepers()]).toEqual([1, 0]);
    expect(store.captureLines(sheet)[1]).toEqual({
      at: '2026-11-20T08:00:01.000Z',
      direction: 'from-unit',
      text: 'Ver:1',
    });
  });

  it('writes many lines at once, and does not wait for the second then', () => {
    const recording = keeper.begin(place);
    for (let line = 0; line < 250; line += 1) {
      hear(recording, `line ${line}`);
    }
    expect(kept()).toHaveLength(200);
  });

  it('keeps nothing on disk of work without a sheet, and nothing in memory of a port without a number', () => {
    const onBay = keeper.begin({ ...place, sessionId: null });
    hear(onBay, 'one');
    onBay.end();
    const onPort = keeper.begin({ ...place, bay: null });
    hear(onPort, 'two');
    onPort.end();
    expect([seen(), kept()]).toEqual([['one'], ['two']]);
  });

  it('forgets the oldest lines of a bay', () => {
    const recording = keeper.begin({ ...place, sessionId: null });
    for (let line = 0; line <= linesPerBay; line += 1) {
      hear(recording, `line ${line}`);
    }
    expect(seen()).toHaveLength(linesPerBay);
    expect(seen()[0]).toBe('line 1');
    expect(keeper.ofBay(2)).toEqual([]);
  });

  it('says of an endless line how much of it is missing, and never cuts the sign for a byte in two', () => {
    const recording = keeper.begin({ ...place, sessionId: null });
    hear(recording, `x${'\\x00'.repeat(1_200)}`);
    expect(seen()).toEqual([`x${'\\x00'.repeat(1_023)}`, '708 more characters of this line are not kept']);
  });

  it('does not stop work on a unit because the disk takes nothing', () => {
    const recording = keeper.begin(place);
    hear(recording, 'one');
    store.close();
    recording.end();
    expect([seen(), troubles]).toEqual([['one'], ['capture.not-kept']]);
    store = openedStore(directory);
  });
});

describe('INST-7 P39 what is not recognized while a secret is outstanding', () => {
  it.each<CaptureUse>(['noise', 'late', 'cut'])('is hidden whole, as long as an answer may come: %s', async (use) => {
    const recording = keeper.begin(place);
    hear(recording, 'hello', use);
    recording.secretAsked();
    hear(recording, 'ue:hunter2', use);
    hear(recording, 'Param ID:2003 Value:***');
    hear(recording, 'getparam 2003', 'echo');
    recording.end();
    const next = keeper.begin(place);
    hear(next, 'hunter2', use);
    await clock.advance(30_000);
    hear(next, 'bye', use);
    next.end();
    const expected = [
      'hello',
      '*** (10 characters hidden)',
      'Param ID:2003 Value:***',
      'getparam 2003',
      '*** (7 characters hidden)',
      'bye',
    ];
    expect([seen(), kept()]).toEqual([expected, expected]);
  });

  it('on another port is nobody’s secret', () => {
    keeper.begin(place).secretAsked();
    const other = keeper.begin({ ...place, port: 'sim:2' });
    hear(other, 'boot', 'noise');
    expect(seen()).toEqual(['boot']);
  });
});
