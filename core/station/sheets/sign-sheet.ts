import { applyBench } from '../../domain/bench/bench-machine.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { CustomerSignature } from '../../domain/bench/drawn-signature.ts';
import { missingForSignOff } from '../../domain/bench/missing-for-sign-off.ts';
import type { OperationDraft } from '../../domain/sync/operation.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { operationId, type SessionId } from '../../kernel/entity-ids.ts';
import { invariant } from '../../kernel/invariant.ts';
import { sha256Hex } from '../../kernel/sha256.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import type { PinOutcome } from '../access/pin-check.ts';
import { auditActor, operationActor, type Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';
import { changeSheetIn, concerned, type SheetOutcome, tellSheet, unitOf } from './change-sheet.ts';
import { stayOf } from './epoch-of-work.ts';
import { ownerObstacle } from './sheet-owner.ts';

export interface SignWish {
  readonly sessionId: SessionId;
  readonly pin: string;
  readonly result: 'succeeded' | 'failed';
  readonly remarks: string | null;
  readonly signatureSvgPath: string | null;
  readonly customerSignature?: CustomerSignature | undefined;
}

export type Signed =
  | (Extract<SheetOutcome, { kind: 'changed' }> & { readonly reportNumber: string })
  | Exclude<SheetOutcome, { kind: 'changed' }>
  | { readonly kind: 'not-ready'; readonly missing: readonly string[] }
  | { readonly kind: 'nobody-to-sign' }
  | Exclude<PinOutcome, { kind: 'right' }>;

/**
 * Signs inspection and sheet with the PIN of whoever is at the bench and freezes both (INSP-4). The inspection's digest goes into the audit
 * trail first, so the head that the report carries covers it.
 */
export async function signSheet(context: StationContext, principal: Principal, wish: SignWish): Promise<Signed> {
  const session = context.store.session(wish.sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const missing = missingForSignOff(session, wish.result);
  if (missing.length > 0) {
    return { kind: 'not-ready', missing };
  }
  if (principal.kind !== 'person') {
    return { kind: 'nobody-to-sign' };
  }
  const foreign = ownerObstacle(session, principal);
  if (foreign !== null) {
    return foreign;
  }
  const pin = await context.pinCheck.check(principal.personId, wish.pin);
  if (pin.kind !== 'right') {
    return pin;
  }
  const trial = trySigning(context, { principal, wish });
  if (trial !== null) {
    return trial;
  }
  const signed = context.store.transact((write) => sign(context, write, { principal, wish }));
  if (signed.kind === 'changed') {
    tellSheet(context, wish.sessionId, true);
  }
  return signed;
}

interface Signing {
  readonly principal: Extract<Principal, { kind: 'person' }>;
  readonly wish: SignWish;
}

/** Asks the machine before anything is written; null when nothing stands against it. The sheet may have changed while the PIN was checked. */
function trySigning(
  context: StationContext,
  { principal, wish }: Signing,
): Exclude<SheetOutcome, { kind: 'changed' }> | null {
  const session = context.store.session(wish.sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const { result, remarks, signatureSvgPath, customerSignature } = wish;
  const outcome = applyBench(session, {
    kind: 'signed',
    at: context.clock.now(),
    by: principal.name,
    personId: principal.personId,
    reportNumber: '',
    result,
    remarks,
    signatureSvgPath,
    customerSignature,
    auditSize: 0,
    auditHead: '',
  });
  return outcome.kind === 'refused' ? outcome : null;
}

function sign(context: StationContext, write: StoreWriter, { principal, wish }: Signing): Signed {
  const session = write.session(wish.sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const reportNumber = String(firstReportNumber + write.nextNumber('report'));
  const proof = write.appendAudit({
    actor: auditActor(principal),
    organizations: concerned(context, session),
    action: 'inspection.signed',
    outcome: 'done',
    unit: unitOf(session),
    sessionId: session.id,
    after: { inspection: sha256Hex(canonicalJson(session.inspection)), reportNumber, ...drawnDigest(wish) },
  });
  const remarks = wish.remarks === null || wish.remarks.trim() === '' ? null : wish.remarks.trim();
  const outcome = changeSheetIn(context, write, {
    sessionId: session.id,
    principal,
    event: {
      kind: 'signed',
      reportNumber,
      result: wish.result,
      remarks,
      personId: principal.personId,
      signatureSvgPath: wish.signatureSvgPath,
      customerSignature: wish.customerSignature,
      auditSize: proof.seq,
      auditHead: proof.head,
    },
    audit: { action: 'sheet.signed', after: { reportNumber, result: wish.result, auditHead: proof.head } },
    feed: {
      mark: wish.result === 'succeeded' ? 'ok' : 'stop',
      key: `signed-${wish.result}`,
      detail: { number: reportNumber },
    },
  });
  // The trial before the PIN asked the same of the same sheet, inside one turn of the event loop it cannot differ.
  invariant(outcome.kind === 'changed', 'a sheet that passed the trial can be signed');
  for (const draft of operationsOf(context, principal, outcome.session)) {
    write.enqueue(draft);
  }
  return { ...outcome, reportNumber };
}

/** What was drawn goes into the trail as a digest alone: it proves the drawing on the report, and names nobody (REP-1). */
function drawnDigest({ signatureSvgPath, customerSignature }: SignWish): { readonly drawn?: string } {
  return signatureSvgPath === null && customerSignature === undefined
    ? {}
    : { drawn: sha256Hex(canonicalJson({ technician: signatureSvgPath, customer: customerSignature ?? null })) };
}

/** People read numbers aloud; four digits from the first day keep them alike. */
const firstReportNumber = 1_000;

/** What the cloud is told: the inspection as a fact of its own, then the signed sheet. */
function operationsOf(context: StationContext, principal: Principal, session: BenchSession): OperationDraft[] {
  const { signOff, inspection, customerId } = session;
  if (signOff.kind !== 'signed') {
    return [];
  }
  const common = {
    unit: unitOf(session),
    sessionId: session.id,
    actor: operationActor(principal),
    occurredAt: context.clock.now(),
  };
  const stay = stayOf(context.store, session);
  const inspected: OperationDraft[] =
    inspection.kind === 'measured' && inspection.result !== null
      ? [
          {
            ...common,
            id: operationId.parse(context.ids.next()),
            kind: 'unit.inspected',
            payload: {
              customerId,
              ...stay,
              checklistId: inspection.checklistId,
              checklistVersion: inspection.checklistVersion,
              result: inspection.result,
              checks: inspection.checks,
            },
          },
        ]
      : [];
  const { reportNumber, result, remarks, auditSize, auditHead } = signOff;
  return [
    ...inspected,
    {
      ...common,
      id: operationId.parse(context.ids.next()),
      kind: 'session.signed',
      payload: { customerId, ...stay, reportNumber, result, remarks, auditSize, auditHead },
    },
  ];
}
