import type { BenchSession } from '#core/domain/bench/bench-session.ts';
import type { Act } from './acknowledgement.ts';

/** Questions of the checklist that only a person can answer. */
export const manualChecks = ['mounting', 'wiring', 'seal', 'antenna'] as const;

/**
 * What a technician does next, by nothing but what the sheet says; so a sheet that comes back after a crash is taken up where it stands.
 * Throws where the sheet says something that no honest station can say at this bench.
 */
export function nextAct(session: BenchSession): Exclude<Act, 'sign-in' | 'choose-customer' | 'scan'> {
  return ownerAct(session) ?? configurationAct(session) ?? inspectionAct(session) ?? closingAct(session);
}

type SheetAct = ReturnType<typeof nextAct>;

function ownerAct({ identity, transfer }: BenchSession): SheetAct | null {
  if (identity.kind === 'not-read') {
    return 'identify';
  }
  if (identity.kind === 'mismatch') {
    throw new Error(`another unit on the cable: ${identity.scanned}, ${identity.read}`);
  }
  switch (transfer.kind) {
    case 'open':
      return 'transfer';
    case 'provisional':
      return 'sync';
    case 'refused':
      throw new Error(`the transfer was refused: ${transfer.code}`);
    default:
      return null;
  }
}

function configurationAct({ configuration }: BenchSession): SheetAct | null {
  switch (configuration.kind) {
    case 'not-read':
    case 'incomplete':
      return 'compare';
    case 'compared':
      return 'write';
    case 'writing':
      throw new Error('nobody is writing, and the sheet says so');
    case 'verified':
      return null;
  }
}

function inspectionAct({ inspection, vin }: BenchSession): SheetAct | null {
  const checks = inspection.kind === 'measured' ? inspection.checks : [];
  if (!checks.some(({ kind }) => kind === 'automatic')) {
    return 'measure';
  }
  if (unanswered(checks).length > 0) {
    return 'answer';
  }
  if (inspection.kind === 'measured' && inspection.result === 'fail') {
    throw new Error(`a sound unit failed: ${JSON.stringify(checks.filter(({ result }) => result === 'fail'))}`);
  }
  return vin.scanned === null ? 'vin' : null;
}

/** Manual checks that have no answer yet. */
export function unanswered(checks: readonly { readonly checkId: string }[]): readonly string[] {
  return manualChecks.filter((id) => !checks.some(({ checkId }) => checkId === id));
}

function closingAct({ pairing, signOff }: BenchSession): SheetAct {
  switch (pairing.kind) {
    case 'open':
      return 'pair';
    case 'requested':
      return 'sync';
    case 'paired':
      return signOff.kind === 'signed' ? 'save-report' : 'sign';
    default:
      throw new Error(`nobody paired like this: ${JSON.stringify(pairing)}`);
  }
}
