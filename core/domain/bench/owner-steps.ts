// How scanning, judging and transferring change a sheet.
import { formatUnitKey } from '../identity/unit-key.ts';
import type { UnitVerdict, Verdict } from '../ownership/verdict.ts';
import type { EventOf } from './bench-event.ts';
import { isTransferred, permissionFor } from './bench-permission.ts';
import { type Refused, refuse } from './bench-refusal.ts';
import type { BenchSession } from './bench-session.ts';
import { withoutRestore } from './restore-steps.ts';
import { type Change, changed } from './sheet-change.ts';
import { isOwnedHere, judgedAs } from './start-session.ts';

export function chooseType(session: BenchSession, event: EventOf<'type-chosen'>): Change | Refused {
  const { verdict } = session;
  if (verdict.kind !== 'choose-type') {
    return refuse('type-already-chosen');
  }
  if (!verdict.types.includes(event.unitType)) {
    return refuse('no-such-type', { unitType: event.unitType });
  }
  const chosen = formatUnitKey({ unitType: event.unitType, serial: session.label.serial });
  return event.verdict.kind === 'verdict' && event.verdict.unit === chosen
    ? changed(judgedAs(event.verdict))
    : refuse('other-unit', { unit: chosen });
}

/** A unit once known stays the unit of the sheet; the verdict on it may change in every other way. */
export function takeVerdict(session: BenchSession, event: EventOf<'verdict-given'>): Change | Refused {
  const { verdict } = event;
  if (session.unit === null) {
    return serialOf(verdict) === session.label.serial
      ? changed(judgedAs(verdict))
      : refuse('other-unit', { unit: session.label.serial });
  }
  const known = formatUnitKey(session.unit);
  if (verdict.kind === 'choose-type' || (verdict.unit !== known && verdict.unit !== session.label.serial)) {
    return refuse('other-unit', { unit: known });
  }
  return changed({ verdict, transfer: transferAfter(session, verdict) });
}

function serialOf(verdict: Verdict): string {
  return verdict.kind === 'choose-type' ? verdict.serial : verdict.unit.slice(verdict.unit.indexOf(':') + 1);
}

/** The cloud's answers stand. Short of one, a unit that turns out to be the customer's needs no transfer any more. */
function transferAfter(session: BenchSession, verdict: UnitVerdict): BenchSession['transfer'] {
  if (isTransferred(session)) {
    return session.transfer;
  }
  if (isOwnedHere(verdict)) {
    return { kind: 'not-needed' };
  }
  const { transfer } = session;
  return transfer.kind === 'refused' || transfer.kind === 'reversed' ? transfer : { kind: 'open' };
}

export function confirmCheckDigit(session: BenchSession, event: EventOf<'check-digit-confirmed'>): Change | Refused {
  const { label } = session;
  return label.warnings.includes('SERIAL_CHECKDIGIT') && label.checkDigitConfirmedBy === null
    ? changed({ label: { ...label, checkDigitConfirmedBy: event.by } })
    : refuse('nothing-to-confirm');
}

/**
 * What was done to the configuration before the transfer was only a look at what will be lost, and an inspection of that time says nothing
 * of the unit afterwards: both begin anew (OWN-9).
 */
export function requestTransfer(session: BenchSession, event: EventOf<'transfer-requested'>): Change | Refused {
  const { verdict } = session;
  if (isTransferred(session)) {
    return refuse('transfer-under-way');
  }
  const permission = permissionFor(session, 'transfer');
  if (verdict.kind === 'choose-type' || permission.kind !== 'granted') {
    return refuse('not-allowed', { code: permission.kind === 'denied' ? permission.code : '' });
  }
  if (!isWhatWasShown(session, verdict, event)) {
    return refuse('confirm-again');
  }
  const stillPaired = verdict.findings.find((finding) => finding.code === 'STILL_PAIRED');
  if (stillPaired !== undefined && !event.unpairFirst) {
    return refuse('unpair-first', stillPaired.detail);
  }
  return changed({
    transfer: {
      kind: 'provisional',
      transferId: event.transferId,
      fromName: verdict.owner?.name ?? '',
      toName: session.customerName,
      at: event.at,
      by: event.by,
    },
    configuration: { kind: 'not-read' },
    inspection: { kind: 'open' },
  });
}

/** Two organizations and the owner epoch, as the person read them (OWN-10). */
function isWhatWasShown(session: BenchSession, verdict: UnitVerdict, event: EventOf<'transfer-requested'>): boolean {
  return (
    event.fromId === verdict.owner?.id &&
    event.toId === session.customerId &&
    event.expectedEpoch === verdict.ownerEpoch
  );
}

export function takeTransferAnswer(session: BenchSession, event: EventOf<'transfer-answered'>): Change | Refused {
  const { transfer } = session;
  if (transfer.kind !== 'provisional' || transfer.transferId !== event.transferId) {
    return refuse('no-open-transfer', { transferId: event.transferId });
  }
  const { transferId, fromName, toName } = transfer;
  const { answer, at, by } = event;
  const restore = restoreAfter(session, event);
  return answer.kind === 'done'
    ? changed({ transfer: { ...answer, transferId, fromName, toName, at, by }, restore })
    : changed({ transfer: { ...answer, transferId, at, by }, restore });
}

/** What was refused, or made before by somebody else, resets nothing now, so nothing has to go back. */
function restoreAfter(
  { restore }: BenchSession,
  { answer, at, by }: EventOf<'transfer-answered'>,
): BenchSession['restore'] {
  const isReset = answer.kind === 'done' && !answer.repeated;
  const why = answer.kind === 'done' ? 'transferred-before' : 'transfer-refused';
  return restore.kind === 'kept' && !isReset ? withoutRestore(restore, { at, by, why }) : restore;
}

/** The unit lies with its old owner again. On an open sheet whatever was looked at for the customer begins anew; a signed one keeps its story. */
export function reverseTransfer(session: BenchSession, event: EventOf<'transfer-reversed'>): Change | Refused {
  const { transfer } = session;
  if (transfer.kind !== 'done' || transfer.transferId !== event.transferId) {
    return refuse('no-open-transfer', { transferId: event.transferId });
  }
  const { transferId, fromName, toName, acceptedAt } = transfer;
  const { reversedAt, requestedBy, approvedBy, at, by } = event;
  const reversed = { transferId, fromName, toName, acceptedAt, reversedAt, requestedBy, approvedBy, at, by };
  return changed({
    transfer: { kind: 'reversed', ...reversed },
    ...(session.state === 'open'
      ? { configuration: { kind: 'not-read' as const }, inspection: { kind: 'open' as const } }
      : {}),
  });
}
