// The one answer to "whose is it, and what may be done here" (OWN-1, OWN-15). Page, command line and cloud ask this function and no
// other. decisions.md c6 is the table it follows. It asks nobody: whatever it judges by stands in the question.
import type { FindingCode } from '../codes.ts';
import { formatUnitKey } from '../identity/unit-key.ts';
import { conditionRemarks } from './condition-remarks.ts';
import { nextActionOf } from './next-action.ts';
import { ownerRelation, shownOwnerName } from './owner-relation.ts';
import { homeCode, ownerRemarks, trustRemarks } from './party-remarks.ts';
import { type BenchAction, benchActions, blocker, info, type Remark } from './remark.ts';
import type { UnitFacts } from './unit-facts.ts';
import type { UnitQuestion } from './unit-question.ts';
import { afterTransferRemarks, ageRemarks, serialRemarks, typeRemarks } from './unit-remarks.ts';
import type { UnitVerdict, Verdict } from './verdict.ts';

/** `choose-type` where the serial belongs to several units and nobody said which (OWN-5); otherwise a verdict, for an unknown unit too. */
export function judgeUnit(question: UnitQuestion): Verdict {
  const { serial, candidates, chosenType, asOf, freshness } = question;
  if (chosenType === null && candidates.length > 1) {
    return { kind: 'choose-type', serial, types: candidates.map((unit) => unit.unitType).sort(), asOf, freshness };
  }
  const unit = chosenType === null ? candidates[0] : candidates.find((one) => one.unitType === chosenType);
  return unit === undefined ? judgeUnknown(question) : judgeKnown(unit, question);
}

function judgeUnknown(question: UnitQuestion): UnitVerdict {
  const remarks = [
    ...serialRemarks(question),
    blocker('SERIAL_UNKNOWN', { stops: benchActions, detail: { serial: question.serial } }),
    ...trustRemarks(question),
    ...ageRemarks(question),
  ];
  return {
    ...conclude(remarks, 'SERIAL_UNKNOWN'),
    ...source(question),
    unit: question.serial,
    owner: null,
    ownerEpoch: null,
  };
}

function judgeKnown(unit: UnitFacts, question: UnitQuestion): UnitVerdict {
  const relation = ownerRelation(unit, question);
  const subject = { unit, question, relation };
  const before = [
    ...serialRemarks(question),
    ...typeRemarks(subject),
    ...trustRemarks(question),
    ...ownerRemarks(subject),
  ];
  const condition = conditionRemarks(subject);
  const transferable = ![...before, ...condition].some((remark) => remark.stops.includes('transfer'));
  const remarks = [
    ...before,
    ...(transferable ? [transferOffer(subject.question, shownOwnerName(unit, question))] : []),
    ...condition,
    ...afterTransferRemarks(subject, transferable),
    ...ageRemarks(question),
  ];
  return {
    ...conclude(remarks, transferable ? 'TRANSFER_AVAILABLE' : homeCode(question.mode)),
    ...source(question),
    unit: formatUnitKey(unit),
    owner: { id: unit.ownerId, name: shownOwnerName(unit, question) },
    ownerEpoch: unit.ownerEpoch,
  };
}

/** Work waits for the transfer: until then the unit is not the customer's (INSP-3). */
function transferOffer(question: UnitQuestion, ownerName: string | null): Remark {
  return info('TRANSFER_AVAILABLE', {
    stops: ['install', 'inspect', 'pair'],
    detail: { owner: ownerName ?? '', customer: question.customer.name },
  });
}

function source({ asOf, freshness }: UnitQuestion): Pick<UnitVerdict, 'kind' | 'asOf' | 'freshness'> {
  return { kind: 'verdict', asOf, freshness };
}

/**
 * What follows from the remarks: an action is allowed if none stops it, and a blocker is a better reason than a mere note. `ready` decides
 * where nothing blocks, which is so only for a unit at home or ready to transfer.
 */
function conclude(
  remarks: readonly Remark[],
  ready: FindingCode,
): Pick<UnitVerdict, 'findings' | 'allowed' | 'reasons' | 'next' | 'action'> {
  const reasonFor = (action: BenchAction) => {
    const stopping = remarks.filter((remark) => remark.stops.includes(action));
    return (stopping.find((remark) => remark.finding.severity === 'block') ?? stopping[0])?.finding.code;
  };
  const reasons: UnitVerdict['reasons'] = {};
  for (const action of benchActions) {
    const code = reasonFor(action);
    if (code !== undefined) {
      reasons[action] = code;
    }
  }
  const allowed = {
    transfer: reasons.transfer === undefined,
    install: reasons.install === undefined,
    inspect: reasons.inspect === undefined,
    pair: reasons.pair === undefined,
  };
  const next = remarks.find((remark) => remark.finding.severity === 'block')?.finding.code ?? ready;
  return {
    findings: remarks.map((remark) => remark.finding),
    allowed,
    reasons,
    next,
    action: nextActionOf(next, allowed),
  };
}
