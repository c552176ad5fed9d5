import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StationStore } from '#core/ports/station-store.ts';
import { makeTestFolder, openedStore, removeTestFolder } from './testing/opened-store.ts';
import { sampleOrganizations, sampleSerial, sampleUnit } from './testing/sample-records.ts';

const { partner } = sampleOrganizations;
let directory = '';
let store: StationStore;
beforeEach(() => {
  directory = makeTestFolder();
  store = openedStore(directory);
});
afterEach(() => {
  store.close();
  removeTestFolder(directory);
});

describe('STA-3 the mirror and the copy beside it', () => {
  it('builds a full copy beside what is read and puts it in its place in one act', () => {
    store.transact(({ mirror }) => {
      mirror.putUnit(sampleUnit(1));
      mirror.putUnit(sampleUnit(2));
    });
    store.transact(({ mirror }) => {
      mirror.next.begin();
      mirror.next.putUnit(sampleUnit(2, { ownerEpoch: 7 }));
      mirror.next.putUnit(sampleUnit(3));
      mirror.next.putUnit(sampleUnit(4));
      mirror.next.remove('unit', `tp:${sampleSerial(4)}`);
    });
    expect(store.countUnitsOwnedBy(partner)).toBe(2);
    expect(store.unitsBySerial(sampleSerial(2))[0]?.ownerEpoch).toBe(1);
    const news = store.transact(({ mirror }) => mirror.next.takePlace());
    expect(news.map((row) => (row.kind === 'removed' ? row.key : row.kind))).toEqual([
      'unit',
      'unit',
      `tp:${sampleSerial(1)}`,
    ]);
    expect([1, 2, 3, 4].map((number) => store.unitsBySerial(sampleSerial(number))[0]?.ownerEpoch)).toEqual([
      undefined,
      7,
      1,
      undefined,
    ]);
    expect(store.transact(({ mirror }) => mirror.next.takePlace())).toHaveLength(2);
    expect(store.countUnitsOwnedBy(partner)).toBe(0);
  });

  it('begins a copy with nothing, whatever one before it left', () => {
    store.transact(({ mirror }) => {
      mirror.next.begin();
      mirror.next.putUnit(sampleUnit(1));
    });
    store.transact(({ mirror }) => {
      mirror.next.begin();
      mirror.next.putUnit(sampleUnit(2));
      mirror.next.takePlace();
    });
    expect(store.unitsBySerial(sampleSerial(1))).toEqual([]);
    expect(store.unitsBySerial(sampleSerial(2))).toHaveLength(1);
  });

  it('keeps rows of later versions under their key, and forgets them with what is understood there', () => {
    const later = { kind: 'tyre', key: 'tyre-1', value: { pressure: 8 } };
    const unit = { kind: 'unit', value: { ...sampleUnit(1), colour: 'red' } };
    store.transact(({ mirror }) => {
      mirror.putUnit(sampleUnit(1));
      mirror.park(later);
      mirror.park({ ...later, value: { pressure: 9 } });
      mirror.park(unit);
    });
    expect(store.parkedRows()).toEqual([{ ...later, value: { pressure: 9 } }, unit]);
    expect(store.unitsBySerial(sampleSerial(1))).toEqual([]);
    store.transact(({ mirror }) => {
      mirror.putUnit(sampleUnit(1));
      mirror.park({ kind: 'removed', of: 'tyre', key: 'tyre-1' });
    });
    expect([store.countParkedRows(), store.unitsBySerial(sampleSerial(1)).length]).toEqual([0, 1]);
  });
});
