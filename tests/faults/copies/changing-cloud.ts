import type { FeedRow } from '#core/domain/sync/changes.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { sampleSerial, sampleUnit } from '#electron/adapters/sqlite/testing/sample-records.ts';

/**
 * A centre whose whole content changes at once, again and again: in state `n` every unit that exists has the owner epoch `n`, and another seventh of
 * them is missing. So one look at a mirror tells whether it is of one state, and whether it is whole.
 */
const unitsInAll = 63;
const unitsPerPage = 9;

function existsIn(state: number, unit: number): boolean {
  return unit % 7 !== state % 7;
}

function unitsOf(state: number): number[] {
  return Array.from({ length: unitsInAll }, (_none, index) => index + 1).filter((unit) => existsIn(state, unit));
}

/** A page of state `now`; `resync` where the cursor is of another state. */
export function pageOf(
  now: number,
  cursor: string | null,
): { readonly rows: readonly FeedRow[]; readonly cursor: string; readonly more: boolean } | 'resync' {
  const [state, offset] = cursor === null ? [now, 0] : cursor.split(':').map(Number);
  if (state !== now || offset === undefined) {
    return 'resync';
  }
  const units = unitsOf(now);
  const rows = units
    .slice(offset, offset + unitsPerPage)
    .map((unit): FeedRow => ({ kind: 'unit', value: sampleUnit(unit, { ownerEpoch: now }) }));
  const next = offset + rows.length;
  return { rows, cursor: `${now}:${next}`, more: next < units.length };
}

/** The one state that the mirror shows; `empty` before the first. Anything else is what no reader may ever see. */
export function stateShown(
  store: StationStore,
):
  | { readonly kind: 'state'; readonly state: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'broken'; readonly why: string } {
  const shown = new Map<number, number>();
  for (let unit = 1; unit <= unitsInAll; unit += 1) {
    const [facts] = store.unitsBySerial(sampleSerial(unit));
    if (facts !== undefined) {
      shown.set(unit, facts.ownerEpoch);
    }
  }
  const [state] = shown.values();
  if (state === undefined) {
    return { kind: 'empty' };
  }
  if (new Set(shown.values()).size > 1) {
    return { kind: 'broken', why: `states ${[...new Set(shown.values())].join(' and ')} at once` };
  }
  const missing = unitsOf(state).filter((unit) => !shown.has(unit));
  return missing.length > 0 || shown.size > unitsOf(state).length
    ? { kind: 'broken', why: `state ${state} is not whole` }
    : { kind: 'state', state };
}
