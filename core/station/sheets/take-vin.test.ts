import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';
import { makeTestFolder, openedStore, removeTestFolder } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { sheet, sheetAfter, sign } from '../../domain/bench/testing/sample-sheet.ts';
import { organizationId, personId, sessionId, stationId } from '../../kernel/entity-ids.ts';
import type { StationStore } from '../../ports/station-store.ts';
import type { Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';
import { partsOnly } from '../testing/parts-only.ts';
import { takeVin } from './take-vin.ts';

const technician: Principal = {
  kind: 'person',
  personId: personId.parse('kaya'),
  name: 'M. Kaya',
  roles: ['technician'],
  rights: new Set(['pair']),
  locked: false,
  isServicePartner: true,
};

let directory: string;
let store: StationStore;
let context: StationContext;
const told: string[] = [];

beforeEach(() => {
  directory = makeTestFolder();
  store = openedStore(directory);
  told.length = 0;
  context = partsOnly<StationContext>({
    store,
    clock: systemClock,
    identity: {
      stationId: stationId.parse('bench-3'),
      generation: 1,
      name: 'Bench 3',
      place: 'Hall North',
      organizationId: organizationId.parse('hansen'),
    },
    publish: (event) => told.push(event.kind),
  });
});
afterEach(() => {
  store.close();
  removeTestFolder(directory);
});

const open = sheet();

describe('PAIR-6 a VIN for a sheet', () => {
  beforeEach(() => store.transact((write) => write.saveSession(open)));

  it.each([
    ['WSM 000000 03111444', 'WSM00000003111444', []],
    ['wsm-000000-03111444', 'WSM00000003111444', []],
    ['IWSM00000003111444', 'WSM00000003111444', []],
    ['03111444', '03111444', ['VIN_PARTIAL']],
  ])('takes %s as %s', (text, vin, warnings) => {
    const taken = takeVin(context, technician, { sessionId: open.id, vin: text });
    expect(taken).toMatchObject({ kind: 'changed', warnings, session: { vin: { scanned: vin } } });
    expect(store.session(open.id)?.vin.scanned).toBe(vin);
    expect(store.feed(1)).toMatchObject([{ key: 'vin-taken', mark: warnings.length === 0 ? 'ok' : 'warn' }]);
    expect(told).toEqual(['changed']);
  });

  it.each([
    ['', ['VIN_FORMAT']],
    ['0311144', ['VIN_FORMAT']],
    ['WSM000000031114444', ['VIN_FORMAT']],
    ['WSM00000003I11444', ['VIN_LETTER']],
    ['WSM0000000311144Ü', ['VIN_FORMAT']],
  ])('refuses “%s” and leaves the sheet as it was', (text, codes) => {
    expect(takeVin(context, technician, { sessionId: open.id, vin: text })).toEqual({ kind: 'bad-vin', codes });
    expect(store.session(open.id)).toEqual(open);
    expect(store.feed(10)).toEqual([]);
    expect(told).toEqual([]);
  });

  it('replaces the one before, and the trail has both', () => {
    takeVin(context, technician, { sessionId: open.id, vin: 'WSM00000003111444' });
    takeVin(context, technician, { sessionId: open.id, vin: 'WSM00000000412233' });
    const vins = store
      .auditEntries({ sessionId: open.id, limit: 10 })
      .map(({ canonical }) => (JSON.parse(canonical) as { after: { vin: string } }).after.vin);
    expect(vins).toEqual(['WSM00000003111444', 'WSM00000000412233']);
  });

  it('knows no sheet that is not there', () => {
    const nowhere = sessionId.parse('nowhere');
    expect(takeVin(context, technician, { sessionId: nowhere, vin: 'WSM00000003111444' })).toEqual({
      kind: 'no-such-sheet',
    });
  });
});

it('INSP-4 puts no VIN on a signed sheet and notes the attempt', () => {
  const signed = sheetAfter(sheet(), sign('failed', 'The cable is broken.'));
  // Revisions are stored one by one.
  store.transact((write) => write.saveSession(sheet()));
  store.transact((write) => write.saveSession(signed));
  expect(takeVin(context, technician, { sessionId: signed.id, vin: 'WSM00000003111444' })).toMatchObject({
    kind: 'refused',
    reason: 'sheet-closed',
  });
  const [entry] = store.auditEntries({ sessionId: signed.id, limit: 10 });
  expect(JSON.parse(entry?.canonical ?? '{}')).toMatchObject({ action: 'vin.taken', outcome: 'refused' });
});
