import type { UnitVerdict, Verdict } from '../../domain/ownership/verdict.ts';
import type { OrganizationId, SessionId } from '../../kernel/entity-ids.ts';
import { auditActor, type Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import { openSheet } from '../sheets/open-sheet.ts';
import { transferSheet } from '../sheets/transfer-sheet.ts';
import type { StationContext } from '../station-context.ts';
import { readUnit } from './read-unit.ts';

type Answer = Awaited<ReturnType<AreaProcedures<'ownership'>['transfer']>>;

export interface UnitTransfer {
  readonly unit: string;
  readonly toId: OrganizationId;
  readonly unpairFirst?: boolean | undefined;
}

/**
 * The transfer without a screen (STA-7), on a sheet like every other. What the rules forbid is refused by the sheet and stands in the trail as
 * the attempt that it was (OWN-13); what was done before is a success (OWN-14).
 */
export async function transferUnit(context: StationContext, principal: Principal, wish: UnitTransfer): Promise<Answer> {
  const { unit, toId, unpairFirst = false } = wish;
  const asked = readUnit(unit);
  if (asked.kind === 'bad-unit' || context.store.organization(toId) === null) {
    const code = asked.kind === 'bad-unit' ? asked.code : 'TRUST_MISSING';
    noteImpossible(context, principal, { unit, code });
    return { kind: 'refused', transferId: null, code };
  }
  const { serial, chosenType: unitType } = asked.unit;
  const label = { text: unit, serial, unitType, warnings: [], customerId: toId };
  const { sessionId } = await openSheet(context, principal, label);
  const verdict = context.store.session(sessionId)?.verdict;
  if (verdict?.kind === 'verdict' && isThereAlready(verdict, toId)) {
    return { kind: 'already', transferId: transferIdOf(context, sessionId) ?? '' };
  }
  const result = await transferSheet(context, principal, {
    sessionId,
    fromId: (verdict?.kind === 'verdict' ? verdict.owner?.id : undefined) ?? toId,
    toId,
    expectedEpoch: (verdict?.kind === 'verdict' ? verdict.ownerEpoch : null) ?? 0,
    unpairFirst,
  });
  switch (result.kind) {
    case 'transferred':
    case 'already':
    case 'provisional':
      return { kind: result.kind, transferId: result.transferId };
    case 'not-transferred':
      return { kind: 'refused', transferId: transferIdOf(context, sessionId), code: result.code };
    case 'refused':
      return { kind: 'refused', transferId: null, code: codeOf(result, verdict) };
    case 'confirm-again':
    case 'no-such-sheet':
      return { kind: 'refused', transferId: null, code: 'UNVERIFIED_OFFLINE' };
  }
}

/** A partner without trust learns nothing, not even that. */
function isThereAlready({ owner, findings }: UnitVerdict, toId: OrganizationId): boolean {
  const lacksTrust = findings.some(({ code }) => code === 'TRUST_MISSING' || code === 'TRUST_EXPIRED');
  return owner?.id === toId && !lacksTrust;
}

function codeOf(
  { reason, detail }: { readonly reason: string; readonly detail: Readonly<Record<string, string>> },
  verdict: Verdict | undefined,
): string {
  switch (reason) {
    case 'choose-type-first':
      return 'TYPE_AMBIGUOUS';
    case 'unpair-first':
      return 'STILL_PAIRED';
    case 'not-allowed':
      return verdict?.kind === 'verdict' ? verdict.next : (detail['code'] ?? reason);
    default:
      return reason;
  }
}

function transferIdOf({ store }: StationContext, sessionId: SessionId): string | null {
  const transfer = store.session(sessionId)?.transfer;
  return transfer !== undefined && 'transferId' in transfer ? transfer.transferId : null;
}

/** There is no sheet that could hold it: nobody knows what or whom was meant. */
function noteImpossible(
  context: StationContext,
  principal: Principal,
  { unit, code }: { readonly unit: string; readonly code: string },
): void {
  context.store.transact((write) =>
    write.appendAudit({
      actor: auditActor(principal),
      organizations: [context.identity.organizationId],
      action: 'transfer.requested',
      outcome: 'refused',
      code,
      after: { text: unit },
    }),
  );
  context.changed('audit');
}
