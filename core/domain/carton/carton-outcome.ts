// How a row of a carton stands, in the one word that its table, its filters, its report and the command line share (OWN-12).
import { parseUnitKey, type UnitKey } from '../identity/unit-key.ts';
import type { CartonRow } from './carton.ts';

/**
 * Before the confirmed step: `ready`, `choose-type`, `already` the customer's, or `blocked` for the reason its verdict gives or because somebody
 * else reserved it. After it:
 * `requested` until the cloud answers, then `transferred`, `already`, `refused`, or `lost` to somebody who was first.
 */
export const cartonOutcomes = [
  'ready',
  'choose-type',
  'requested',
  'transferred',
  'already',
  'lost',
  'refused',
  'blocked',
] as const;
export type CartonOutcome = (typeof cartonOutcomes)[number];

export function cartonOutcome({
  reservation,
  transfer,
  verdict,
}: Pick<CartonRow, 'transfer' | 'verdict' | 'reservation'>): CartonOutcome {
  switch (transfer.kind) {
    case 'requested':
      return 'requested';
    case 'done':
      return transfer.repeated ? 'already' : 'transferred';
    case 'refused':
      return transfer.lost ? 'lost' : 'refused';
    case 'open':
      break;
  }
  if (verdict.kind === 'choose-type') {
    return 'choose-type';
  }
  if (verdict.allowed.transfer) {
    return reservation?.kind === 'taken' ? 'blocked' : 'ready';
  }
  return verdict.reasons.transfer === 'OWNED_BY_CUSTOMER' ? 'already' : 'blocked';
}

/** How many of the rows that are in the carton stand how; removed ones count nowhere. */
export function countOutcomes(
  rows: readonly Pick<CartonRow, 'transfer' | 'verdict' | 'removed' | 'reservation'>[],
): Record<CartonOutcome, number> {
  const counts: Record<CartonOutcome, number> = {
    ready: 0,
    'choose-type': 0,
    requested: 0,
    transferred: 0,
    already: 0,
    lost: 0,
    refused: 0,
    blocked: 0,
  };
  for (const row of rows) {
    if (!row.removed) {
      counts[cartonOutcome(row)] += 1;
    }
  }
  return counts;
}

/** The unit of a row where it is settled: by its verdict, or by the type that label or person named. */
export function unitOfRow({ verdict, unitType, label }: CartonRow): UnitKey | null {
  const judged = verdict.kind === 'verdict' ? parseUnitKey(verdict.unit) : null;
  if (judged?.kind === 'unit-key') {
    return judged.key;
  }
  return unitType === null ? null : { unitType, serial: label.serial };
}
