import { assertNever } from '../../kernel/assert-never.ts';
import type { UnitVerdict } from '../ownership/verdict.ts';
import { permissionFor } from './bench-permission.ts';
import type { BenchSession } from './bench-session.ts';
import type { SheetLine } from './sheet-line.ts';

type OwnerLine = SheetLine<'owner'>;

/** The line that says whose the unit is and how its transfer stands. A transfer on its way is a clock, never a tick (OWN-11). */
export function ownerLine(session: BenchSession): OwnerLine {
  const { verdict, transfer } = session;
  if (verdict.kind === 'choose-type') {
    return {
      step: 'owner',
      state: 'choose-type',
      mark: 'warn',
      settled: false,
      detail: { types: verdict.types.join(', ') },
    };
  }
  switch (transfer.kind) {
    case 'not-needed':
      return homeLine(session, verdict);
    case 'open':
      return openLine(session, verdict);
    case 'provisional':
    case 'done': {
      const { fromName: from, toName: to, at } = transfer;
      const line = { step: 'owner', settled: true, detail: { from, to }, at } as const;
      if (transfer.kind === 'provisional') {
        return { ...line, state: 'requested', mark: 'wait' };
      }
      return { ...line, state: transfer.repeated ? 'repeated' : 'transferred', mark: 'ok' };
    }
    case 'reversed': {
      const { fromName: from, toName: to, approvedBy, reversedAt } = transfer;
      const settled = session.state !== 'open';
      return {
        step: 'owner',
        state: 'reversed',
        mark: 'warn',
        settled,
        detail: { from, to, approvedBy },
        at: reversedAt,
      };
    }
    case 'refused': {
      const { code, winner, at } = transfer;
      const detail = { code, winner: winner ?? '', winnerKnown: winner === null ? 'no' : 'yes' };
      return { step: 'owner', state: 'refused', mark: 'stop', settled: false, detail, at };
    }
    default:
      return assertNever(transfer);
  }
}

/** The customer's unit; only missing trust keeps us from it as a whole. */
function homeLine(session: BenchSession, verdict: UnitVerdict): OwnerLine {
  return verdict.next === 'TRUST_MISSING' || verdict.next === 'TRUST_EXPIRED'
    ? notAllowed(verdict.next)
    : { step: 'owner', state: 'home', mark: 'ok', settled: true, detail: { customer: session.customerName } };
}

function openLine(session: BenchSession, verdict: UnitVerdict): OwnerLine {
  const permission = permissionFor(session, 'transfer');
  if (permission.kind === 'denied') {
    return permission.code === 'SERIAL_UNKNOWN'
      ? { step: 'owner', state: 'unknown', mark: 'stop', settled: false, detail: { serial: session.label.serial } }
      : notAllowed(permission.code);
  }
  const detail = { from: verdict.owner?.name ?? '', to: session.customerName };
  const blockedBy = session.identity.kind === 'mismatch' ? 'identity-mismatch' : null;
  return { step: 'owner', state: 'ready', mark: 'idle', settled: false, detail, blockedBy };
}

function notAllowed(code: string): OwnerLine {
  return { step: 'owner', state: 'not-allowed', mark: 'stop', settled: false, detail: { code } };
}
