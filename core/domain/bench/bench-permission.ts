// What may be done on a sheet now: the verdict's word, and beyond it only what a requested transfer makes sensible.
import type { BenchAction } from '../ownership/remark.ts';
import type { BenchSession } from './bench-session.ts';

/** `after-transfer`: nothing stands against it once the unit is transferred. `denied` names the code that says why. */
export type Permission =
  | { readonly kind: 'granted' }
  | { readonly kind: 'after-transfer' }
  | { readonly kind: 'denied'; readonly code: string };

/**
 * The rule for work on a transfer that the cloud has not answered (decisions.md X5): it may go on, because the unit lies here now and the
 * cloud orders the operations of a unit as they were made; the sheet says `provisional` until the answer, and a refusal stops all further
 * work and any signing. Nothing else goes beyond the verdict.
 */
export function permissionFor(session: BenchSession, action: BenchAction): Permission {
  const { verdict, transfer } = session;
  if (verdict.kind === 'choose-type') {
    return { kind: 'denied', code: 'TYPE_AMBIGUOUS' };
  }
  if (transfer.kind === 'refused' && action !== 'transfer') {
    return { kind: 'denied', code: transfer.code };
  }
  if (transfer.kind === 'reversed' && action !== 'transfer') {
    return { kind: 'after-transfer' };
  }
  if (verdict.allowed[action]) {
    return { kind: 'granted' };
  }
  const code = verdict.reasons[action] ?? verdict.next;
  if (code !== 'TRANSFER_AVAILABLE') {
    return { kind: 'denied', code };
  }
  return isTransferred(session) ? { kind: 'granted' } : { kind: 'after-transfer' };
}

/** Whether the transfer of this sheet was made or is on its way. */
export function isTransferred({ transfer }: BenchSession): boolean {
  return transfer.kind === 'done' || transfer.kind === 'provisional';
}

/** Whether something on the sheet rests on what the cloud has not confirmed: the transfer, the pairing, or a verdict from the mirror. */
export function isProvisional({ transfer, pairing, verdict }: BenchSession): boolean {
  const isPairingAsked = pairing.kind === 'requested' || pairing.kind === 'unpair-requested';
  return transfer.kind === 'provisional' || isPairingAsked || verdict.freshness === 'mirror';
}

/** A number whose check digit does not fit and that nobody knows must be confirmed before anything is done with it (SCAN-3). */
export function needsCheckDigitConfirmation({ label, verdict }: BenchSession): boolean {
  return (
    label.warnings.includes('SERIAL_CHECKDIGIT') &&
    label.checkDigitConfirmedBy === null &&
    verdict.kind === 'verdict' &&
    verdict.findings.some((finding) => finding.code === 'SERIAL_UNKNOWN')
  );
}
