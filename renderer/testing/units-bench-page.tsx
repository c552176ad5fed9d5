// The page of `npm run bench:units`: the units page as it is, with as many units as asked for, beside a bare table of the same rows, both measured in
// the browser itself.
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { findUnits } from '#core/domain/units/find-units.ts';
import { type UnitRow, type UnitStanding, unitKeyOf } from '#core/domain/units/unit-row.ts';
import { UnitsPage } from '../features/units/units-page.tsx';
import { readUnitsAddress, type UnitsAddress } from '../features/units/units-search.ts';
import { createAnsweringStation } from './answering-station.ts';
import { clearedPlace, createPageAlone, each, type Goal, scrollDown } from './bench-page.tsx';
import { untilFrame, untilShown } from './frame-time.ts';
import { type PeerSearch, UnitsPeer } from './units-bench-peer.tsx';
import { manyUnits } from './units-bench-rows.ts';
import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/controls.css';
import '../ui/parts.css';
import '../ui/grid.css';

export interface UnitsTimes {
  /** Milliseconds from nothing to the first rows, and for each repetition of the others. */
  readonly open: number;
  readonly search: readonly number[];
  readonly filter: readonly number[];
  readonly sort: readonly number[];
  readonly scroll: readonly number[];
}

declare global {
  interface Window {
    measureUnits?: (count: number, what: 'product' | 'bare') => Promise<UnitsTimes>;
  }
}

type Address = Omit<UnitsAddress, 'status'> & { readonly status?: UnitStanding | null };

/** What a measured list can be made to do; each answers how long it took. */
interface Subject {
  open(): Promise<number>;
  show(address: UnitsAddress): Promise<number>;
  readonly scroller: () => HTMLElement | null;
  close(): void;
}

const texts = ['8', '86', '860', '8600', 'kl 5', 'wsm00000'];
const statuses = ['expired', 'needs-look', 'in-service', 'unpaired'] as const;
const sorts = ['contact', 'asset', 'status', 'subscription', 'unit'] as const;
const pixelsPerScroll = 1_740;

window.measureUnits = async (count, what) => {
  const rows = manyUnits(count);
  const place = clearedPlace();
  const subject = what === 'product' ? createProduct(rows, place) : createBare(rows, place);
  const open = await subject.open();
  const search = await each(texts, (text) => subject.show({ text }));
  const filter = await each(statuses, (status) => subject.show({ status }));
  const sort = await each(sorts, (by) => subject.show({ sort: by, down: true }));
  await subject.show({});
  const scroll = await scrollDown(subject.scroller, pixelsPerScroll);
  subject.close();
  return { open, search, filter, sort, scroll };
};

function goalOf(rows: readonly UnitRow[], address: Address): Goal {
  const { text = '', status = null, sort = 'unit', down: isDescending = false } = address;
  const found = findUnits(rows, { text, standing: status, sort, isDescending }, (unitType) => unitType).rows;
  const [first] = found;
  return { rows: found.length, first: first === undefined ? '' : unitKeyOf(first) };
}

const seat = {
  kind: 'signed-in',
  personId: 'person',
  displayName: 'M. Kaya',
  givenName: 'M.',
  roles: [],
  rights: [],
  organization: { id: 'fleet', name: 'Blue Haulage', isServicePartner: false },
  customer: null,
  locked: false,
  roster: 'fresh',
  supervising: 'never',
  locksAfterMs: 900_000,
};

function createProduct(rows: readonly UnitRow[], place: HTMLElement): Subject {
  const station = createAnsweringStation({
    'access.seat': () => seat,
    'ownership.unitTypes': () => [],
    'units.list': () => ({ kind: 'units', organizationName: 'Blue Haulage', rows, asOf: null }),
  });
  const page = createPageAlone(
    { path: '/units', component: UnitsPage, validateSearch: readUnitsAddress },
    station,
    place,
  );
  const shows = (goal: Goal) => () => page.isShown(goal);
  return {
    open: () => untilShown(page.draw, shows(goalOf(rows, {}))),
    show(address) {
      const goal = goalOf(rows, address);
      return untilShown(() => page.go(address), shows(goal));
    },
    scroller: () => place.querySelector('.grid-place'),
    close: page.close,
  };
}

function createBare(rows: readonly UnitRow[], place: HTMLElement): Subject {
  const react = createRoot(place);
  const draw = (search: PeerSearch) => () => flushSync(() => react.render(<UnitsPeer rows={rows} search={search} />));
  const shows = (count: number) => () => place.querySelector(`[data-rows="${count}"]`) !== null;
  const all: PeerSearch = { text: '', standing: null, sort: 'unit', isDescending: false };
  return {
    open: () => untilShown(draw(all), shows(rows.length)),
    show: ({ text = '', status = null, sort = 'unit', down = false }) =>
      untilFrame(draw({ text, standing: status ?? null, sort, isDescending: down })),
    scroller: () => place.querySelector('.bench-place'),
    close: () => react.unmount(),
  };
}
