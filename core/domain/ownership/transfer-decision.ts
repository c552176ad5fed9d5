// What the cloud does with a transfer at the moment it commits (OWN-10, OWN-14). It judges anew by the facts of that moment, with the
// same `judgeUnit` that the technician saw; what a station believed counts only as the owner epoch it names.
import type { OrganizationId } from '../../kernel/entity-ids.ts';
import type { IsoTime } from '../../kernel/iso-time.ts';
import type { FindingCode } from '../codes.ts';
import { judgeUnit } from './judge-unit.ts';
import type { UnitFacts } from './unit-facts.ts';
import type { UnitQuestion } from './unit-question.ts';
import type { UnitVerdict } from './verdict.ts';

/** What the technician confirmed. */
export interface TransferRequest {
  readonly fromId: OrganizationId;
  readonly toId: OrganizationId;
  readonly expectedEpoch: number;
  readonly unpairFirst: boolean;
}

/** Who moved the unit last, told to whoever comes second. */
export interface LastTransfer {
  readonly name: string;
  readonly at: IsoTime;
  readonly toName: string | null;
}

/**
 * `applied`: do it; `unit` is the unit afterwards and `unpair` the pairing to end before it, in the same transaction.
 * `noop`: it is so already. `conflict`: what was confirmed is no longer so; show it again. `refused`: not allowed now.
 */
export type TransferDecision =
  | { readonly kind: 'applied'; readonly unit: UnitFacts; readonly unpair: UnitFacts['pairedWith'] }
  | {
      readonly kind: 'noop';
      readonly code: 'ALREADY_DONE';
      readonly by: LastTransfer | null;
      readonly ownerEpoch: number;
    }
  | {
      readonly kind: 'conflict';
      readonly code: 'OWNER_OTHER' | 'UNVERIFIED_OFFLINE' | 'STILL_PAIRED';
      readonly by: LastTransfer | null;
      readonly ownerEpoch: number;
    }
  | { readonly kind: 'refused'; readonly code: FindingCode; readonly ownerEpoch: number | null };

/**
 * Decides `request` by the facts in `question`, which are those of the cloud now: the unit alone as candidate, the customer being
 * the organization that shall receive it. Trust comes before everything, so that a stranger learns nothing from the answer.
 */
export function decideTransfer(
  request: TransferRequest,
  question: UnitQuestion,
  last: LastTransfer | null,
): TransferDecision {
  const verdict = judgeUnit(question);
  const unit = question.candidates.find(
    (one) => verdict.kind === 'verdict' && verdict.unit === `${one.unitType}:${one.serial}`,
  );
  if (verdict.kind === 'choose-type' || unit === undefined) {
    return {
      kind: 'refused',
      code: verdict.kind === 'choose-type' ? 'TYPE_AMBIGUOUS' : 'SERIAL_UNKNOWN',
      ownerEpoch: null,
    };
  }
  const { ownerEpoch } = unit;
  if (lacksTrust(verdict)) {
    return { kind: 'refused', code: 'TRUST_MISSING', ownerEpoch: null };
  }
  if (unit.ownerId === request.toId) {
    return { kind: 'noop', code: 'ALREADY_DONE', by: last, ownerEpoch };
  }
  if (verdict.next === 'TRUST_EXPIRED') {
    return { kind: 'refused', code: 'TRUST_EXPIRED', ownerEpoch };
  }
  if (unit.ownerId !== request.fromId) {
    return { kind: 'conflict', code: 'OWNER_OTHER', by: last, ownerEpoch };
  }
  if (ownerEpoch !== request.expectedEpoch) {
    return { kind: 'conflict', code: 'UNVERIFIED_OFFLINE', by: last, ownerEpoch };
  }
  if (!verdict.allowed.transfer) {
    return { kind: 'refused', code: verdict.reasons.transfer ?? verdict.next, ownerEpoch };
  }
  if (unit.pairedWith !== null && !request.unpairFirst) {
    return { kind: 'conflict', code: 'STILL_PAIRED', by: last, ownerEpoch };
  }
  return { kind: 'applied', unit: moved(unit, question), unpair: unit.pairedWith };
}

function lacksTrust(verdict: UnitVerdict): boolean {
  return verdict.findings.some((finding) => finding.code === 'TRUST_MISSING');
}

/** The unit at its new owner: one epoch on, its configuration gone (OWN-9), tied to nothing. */
function moved(unit: UnitFacts, { customer }: UnitQuestion): UnitFacts {
  return {
    ...unit,
    ownerId: customer.id,
    ownerName: customer.name,
    ownerEpoch: unit.ownerEpoch + 1,
    configuration: 'needs-configuration',
    pairedWith: null,
    transferPending: null,
  };
}
