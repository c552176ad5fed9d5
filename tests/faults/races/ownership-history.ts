/**
 * What stations asked of the cloud about one unit and what they heard, with the moments of the question and of the answer on one clock.
 * The unit's owner with its epoch is a register that is compared and set.
 */
export interface OwnershipCall {
  readonly station: string;
  readonly startedMs: number;
  readonly endedMs: number;
  readonly act: OwnershipAct;
}

export type OwnershipAct =
  | {
      readonly kind: 'transfer';
      readonly fromId: string;
      readonly toId: string;
      readonly expectedEpoch: number;
      readonly answer: TransferAnswer;
    }
  | { readonly kind: 'look'; readonly ownerEpoch: number };

/** `open`: no verdict was ever heard; it may have happened at any moment after the question, or never. */
export type TransferAnswer = 'applied' | 'noop' | 'conflict' | 'open';

export interface Ownership {
  readonly ownerId: string;
  readonly ownerEpoch: number;
}

/** What the register is after the act, where the answer is the right one at that moment; null where it is not. */
export function ownershipAfter(before: Ownership, act: OwnershipAct): Ownership | null {
  if (act.kind === 'look') {
    return act.ownerEpoch === before.ownerEpoch ? before : null;
  }
  const isAsExpected = before.ownerId === act.fromId && before.ownerEpoch === act.expectedEpoch;
  const moved = { ownerId: act.toId, ownerEpoch: before.ownerEpoch + 1 };
  switch (act.answer) {
    case 'applied':
      return isAsExpected ? moved : null;
    case 'noop':
      return before.ownerId === act.toId ? before : null;
    case 'conflict':
      return isAsExpected || before.ownerId === act.toId ? null : before;
    case 'open':
      return isAsExpected ? moved : before;
  }
}
