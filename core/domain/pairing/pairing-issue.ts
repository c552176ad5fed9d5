import type { IsoTime } from '../../kernel/iso-time.ts';
import type { PairingStatus } from './pairing-state.ts';

/** Why a unit is not paired: a reason of the events, or `occupied`, for which the events have no word (decisions.md B14). */
export type PairingTrouble = 'InvalidData' | 'NotFound' | 'MultipleMatchFound' | 'Unknown' | 'occupied';

/**
 * What happens without a person. `by-the-hour`: tried again at `nextAt`, until `endsAt`. `over`: 48 hours have passed, only a message of the
 * unit or a person helps (decisions.md B6). `with-next-message`: tried when the unit speaks again, and not before.
 */
export type IssueOutlook =
  | { readonly kind: 'by-the-hour'; readonly nextAt: IsoTime; readonly endsAt: IsoTime }
  | { readonly kind: 'over'; readonly endedAt: IsoTime }
  | { readonly kind: 'with-next-message' };

/** All reports of one failure as one thing (decisions.md B6): the same organization, unit, reason and VIN. */
export interface PairingIssue {
  readonly trouble: PairingTrouble;
  /** How often it was found. */
  readonly count: number;
  readonly firstAt: IsoTime;
  readonly lastAt: IsoTime;
  readonly outlook: IssueOutlook;
}

/** Null where the unit is paired or was unpaired: then there is nothing to settle. `now` is the cloud's time, like all times of a status. */
export function pairingIssue(status: PairingStatus, now: IsoTime): PairingIssue | null {
  if (status.state !== 'failed') {
    return null;
  }
  return {
    trouble: troubleOf(status),
    count: status.count,
    firstAt: status.firstAt ?? status.registeredAt,
    lastAt: status.triedAt ?? status.registeredAt,
    outlook: outlookOf(status, now),
  };
}

function troubleOf({ reason }: PairingStatus): PairingTrouble {
  switch (reason) {
    case null:
      return 'occupied';
    case 'ManualPair':
    case 'AutoPair':
      return 'Unknown';
    default:
      return reason;
  }
}

function outlookOf({ repeats }: PairingStatus, now: IsoTime): IssueOutlook {
  if (repeats === null) {
    return { kind: 'with-next-message' };
  }
  const { nextAt, endsAt } = repeats;
  return nextAt !== null && endsAt >= now ? { kind: 'by-the-hour', nextAt, endsAt } : { kind: 'over', endedAt: endsAt };
}
