import type { OrganizationId, ProfileId, SessionId } from '../../kernel/entity-ids.ts';
import { parseUnitKey } from '../identity/unit-key.ts';
import type { Verdict } from '../ownership/verdict.ts';
import type { Happened } from './bench-event.ts';
import type { BenchSession, SheetJob } from './bench-session.ts';

export interface NewSheet extends Happened {
  readonly id: SessionId;
  readonly mode: BenchSession['mode'];
  readonly customer: { readonly id: OrganizationId; readonly name: string };
  readonly label: { readonly text: string; readonly serial: string; readonly warnings: readonly string[] };
  readonly verdict: Verdict;
  /** Left out where no person opens it. */
  readonly owner?: BenchSession['owner'];
  readonly wishedProfileId?: ProfileId | null;
  readonly job?: SheetJob | null;
}

/** Opens the sheet of a recognized unit, at revision 1. */
export function startSession({ id, at, by, mode, customer, label, verdict, ...wish }: NewSheet): BenchSession {
  const { wishedProfileId = null, owner, job = null } = wish;
  return {
    id,
    revision: 1,
    state: 'open',
    mode,
    customerId: customer.id,
    customerName: customer.name,
    bay: null,
    startedAt: at,
    startedBy: by,
    ...(owner === undefined ? {} : { owner }),
    changedAt: at,
    label: { ...label, warnings: [...label.warnings], checkDigitConfirmedBy: null },
    ...(job === null ? {} : { job }),
    ...(wishedProfileId === null ? {} : { wishedProfileId }),
    ...judgedAs(verdict),
    identity: { kind: 'not-read' },
    configuration: { kind: 'not-read' },
    restore: { kind: 'none' },
    inspection: { kind: 'open' },
    vin: { scanned: null, fromUnit: null },
    pairing: { kind: 'open' },
    signOff: { kind: 'open' },
  };
}

/** What a verdict settles on a sheet that has none yet: the unit, and whether a transfer is needed at all. */
export function judgedAs(verdict: Verdict): Pick<BenchSession, 'verdict' | 'unit' | 'transfer'> {
  const unit = verdict.kind === 'verdict' ? parseUnitKey(verdict.unit) : null;
  return {
    verdict,
    unit: unit?.kind === 'unit-key' ? unit.key : null,
    transfer: { kind: isOwnedHere(verdict) ? 'not-needed' : 'open' },
  };
}

/** Whether the unit belongs to the one the sheet is for. */
export function isOwnedHere(verdict: Verdict): boolean {
  return (
    verdict.kind === 'verdict' &&
    verdict.findings.some(({ code }) => code === 'OWNED_BY_CUSTOMER' || isOwnUnit(code, verdict.reasons.transfer))
  );
}

/** The acting organization's own unit is home only where there is nothing to transfer, that is in own-organization mode. */
function isOwnUnit(code: string, whyNoTransfer: string | undefined): boolean {
  return code === 'OWNED_BY_YOU' && whyNoTransfer === 'OWNED_BY_YOU';
}
