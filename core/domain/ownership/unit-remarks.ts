// What the serial, the type and the age of the facts say, and what a transfer will do to the unit.
import { epochMs } from '../../kernel/iso-time.ts';
import { judgeSerial } from '../identity/serial.ts';
import type { OwnerRelation } from './owner-relation.ts';
import { benchActions, blocker, info, type Remark, warning } from './remark.ts';
import type { UnitFacts } from './unit-facts.ts';
import type { UnitQuestion } from './unit-question.ts';

/** The unit that the verdict is about, among everything it is judged by. */
export interface JudgedUnit {
  readonly unit: UnitFacts;
  readonly question: UnitQuestion;
  readonly relation: OwnerRelation;
}

const hourMs = 3_600_000;
const defaultStaleAfterMs = 24 * hourMs;

/** A digit that does not fit is a warning and never more: the registry decides what exists (SCAN-3). */
export function serialRemarks({ serial }: UnitQuestion): readonly Remark[] {
  const judged = judgeSerial(serial);
  if (judged.kind === 'bad') {
    return [blocker('SERIAL_FORMAT', { stops: benchActions, detail: { serial } })];
  }
  return judged.kind === 'warn'
    ? [warning('SERIAL_CHECKDIGIT', { detail: { serial, expected: judged.expected ?? '' } })]
    : [];
}

/** Keeps visible that the number alone would not have said which unit it is (OWN-5). */
export function typeRemarks({ unit, question }: JudgedUnit): readonly Remark[] {
  const types = question.candidates.map((one) => one.unitType).sort();
  return types.length > 1
    ? [info('TYPE_AMBIGUOUS', { detail: { chosen: unit.unitType, types: types.join(', ') } })]
    : [];
}

/** What is lost or still to be done: a pairing of the old owner (OWN-14), the configuration (OWN-9). */
export function afterTransferRemarks({ unit, relation }: JudgedUnit, transferable: boolean): readonly Remark[] {
  const remarks: Remark[] = [];
  if (transferable && unit.pairedWith !== null) {
    remarks.push(warning('STILL_PAIRED', { detail: { asset: unit.pairedWith.label } }));
  }
  if (transferable) {
    remarks.push(warning('CONFIG_WILL_RESET'));
  }
  if (relation === 'customer' && unit.configuration === 'needs-configuration') {
    remarks.push(warning('NEEDS_CONFIGURATION'));
  }
  return remarks;
}

/** An old copy is still worth showing, and says so (OWN-11). */
export function ageRemarks(question: UnitQuestion): readonly Remark[] {
  const ageMs = epochMs(question.now) - epochMs(question.asOf);
  if (question.freshness === 'live' || ageMs < (question.staleAfterMs ?? defaultStaleAfterMs)) {
    return [];
  }
  return [
    warning('UNVERIFIED_OFFLINE', { detail: { asOf: question.asOf, hours: String(Math.floor(ageMs / hourMs)) } }),
  ];
}
