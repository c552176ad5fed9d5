import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BenchSession } from '#core/domain/bench/bench-session.ts';
import { sheetAfter, steps, transferred } from '#core/domain/bench/testing/sample-sheet.ts';
import { personId, sessionId } from '#core/kernel/entity-ids.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { makeTestFolder, openedStore, removeTestFolder } from './testing/opened-store.ts';

let directory: string;
let store: StationStore;
beforeEach(() => {
  directory = makeTestFolder();
  store = openedStore(directory);
});
afterEach(() => {
  store.close();
  removeTestFolder(directory);
});

const sample = sheetAfter(transferred(), steps.identify);
const signOff = (reportNumber: string): BenchSession['signOff'] => ({
  kind: 'signed',
  reportNumber,
  result: 'succeeded',
  remarks: null,
  personId: personId.parse('kim'),
  signatureSvgPath: null,
  auditSize: 1,
  auditHead: 'ab',
  at: sample.startedAt,
  by: 'Kim',
});

function keep(number: number, more: Partial<BenchSession>): void {
  const serial = String(350_000_000_000_000 + number);
  const label = { ...sample.label, serial };
  const id = sessionId.parse(`sheet-${number}`);
  store.transact((write) => write.saveSession({ ...sample, id, label, revision: 1, ...more }));
}

describe('work sheets, however many there are', () => {
  it('OWN-11 ORG-3 every open one is there for whoever has to reach them all', () => {
    for (let number = 0; number < 620; number += 1) {
      keep(number, number % 2 === 0 ? { state: 'open' } : { state: 'signed', signOff: signOff(`R-${number}`) });
    }
    expect(store.openSessions()).toHaveLength(310);
    expect(store.sessions(100)).toHaveLength(100);
  });

  it('OWN-11 PAIR-5 those of a unit are found, the open ones first', () => {
    keep(1, { id: sessionId.parse('signed'), state: 'signed', signOff: signOff('R-1') });
    keep(1, { id: sessionId.parse('open') });
    keep(2, { id: sessionId.parse('other') });
    keep(3, { id: sessionId.parse('third') });
    const ids = (...numbers: readonly number[]) =>
      store.sessionsOfSerials(numbers.map((number) => String(350_000_000_000_000 + number))).map(({ id }) => id);
    expect(ids(1)).toEqual(['open', 'signed']);
    expect(ids(2, 3, 9)).toHaveLength(2);
    expect(ids()).toEqual([]);
  });

  it('SCAN-4 the one of a printed report is found by its number alone', () => {
    keep(1, { state: 'signed', signOff: signOff('1001') });
    keep(2, {});
    expect(store.sessionOfReport('1001')?.id).toBe('sheet-1');
    expect(store.sessionOfReport('1002')).toBeNull();
  });
});
