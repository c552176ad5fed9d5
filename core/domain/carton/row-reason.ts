import type { ReservationHolder } from '../ownership/reservation.ts';
import type { CartonRow } from './carton.ts';
import { cartonOutcome } from './carton-outcome.ts';

/**
 * Why a row stands as it does: a code with words of its own (`codes.<code>`), what those words need, and who was first in a lost race, or ended
 * what this carton had reserved.
 */
export interface RowReason {
  readonly code: string;
  readonly detail: Readonly<Record<string, string>>;
  readonly winner: { readonly name: string; readonly at: string } | null;
  /** Where somebody else reserved the unit; `winner` is who that is and since when. */
  readonly holder?: ReservationHolder;
}

/** The words about `winner`, with `name` and `time`: the unit is theirs for now, they took it away, or they were first. */
export function namingKey({ code }: RowReason): 'carton.held-by' | 'carton.ended-by' | 'carton.lost-to' {
  switch (code) {
    case 'TRANSFER_PENDING':
      return 'carton.held-by';
    case 'RESERVATION_ENDED':
      return 'carton.ended-by';
    default:
      return 'carton.lost-to';
  }
}

/**
 * The deciding reason of a row: the cloud's answer where there is one, otherwise what decides its verdict, otherwise what a person should
 * know before the transfer. Null where the outcome alone says it all.
 */
export function rowReason(row: CartonRow): RowReason | null {
  const { transfer, verdict } = row;
  if (transfer.kind === 'refused') {
    return { code: transfer.code, detail: detailOf(row, transfer.code), winner: transfer.winner };
  }
  switch (cartonOutcome(row)) {
    case 'choose-type':
      return reason(row, 'TYPE_AMBIGUOUS');
    case 'blocked':
      if (row.reservation?.kind === 'taken' && verdict.kind === 'verdict' && verdict.allowed.transfer) {
        const { holder } = row.reservation;
        const winner = { name: holder.name, at: holder.since };
        return { code: 'TRANSFER_PENDING', detail: { by: holder.name }, winner, holder };
      }
      return verdict.kind === 'verdict' ? reason(row, verdict.reasons.transfer ?? verdict.next) : null;
    case 'ready':
      if (row.reservation?.kind === 'lost') {
        const { at, name } = row.reservation;
        return { code: 'RESERVATION_ENDED', detail: {}, winner: { name, at } };
      }
      return verdict.kind === 'verdict' ? caution(row, verdict.next) : null;
    case 'transferred':
    case 'already':
      return afterwards(row);
    default:
      return null;
  }
}

function reason(row: CartonRow, code: string): RowReason {
  return { code, detail: detailOf(row, code), winner: null };
}

function detailOf({ verdict }: CartonRow, code: string): RowReason['detail'] {
  const finding = verdict.kind === 'verdict' ? verdict.findings.find((one) => one.code === code) : undefined;
  return finding?.detail ?? {};
}

/** Allowed, but worth a look: a pairing that ends, a type that is configured elsewhere, a subscription that ended. */
function caution(row: CartonRow, next: string): RowReason | null {
  const isPaired = hasFinding(row, 'STILL_PAIRED');
  if (isPaired) {
    return reason(row, 'STILL_PAIRED');
  }
  return next === 'TRANSFER_AVAILABLE' ? null : reason(row, next);
}

/** What the unit needs now that it is the customer's. */
function afterwards(row: CartonRow): RowReason | null {
  const code = ['TYPE_TRANSFER_ONLY', 'TYPE_NOT_SUPPORTED', 'SUBSCRIPTION_EXPIRED', 'NEEDS_CONFIGURATION'].find((one) =>
    hasFinding(row, one),
  );
  return code === undefined ? null : reason(row, code);
}

function hasFinding({ verdict }: CartonRow, code: string): boolean {
  return verdict.kind === 'verdict' && verdict.findings.some((finding) => finding.code === code);
}
