import type { z } from 'zod';
import type { FindingCode } from '#core/domain/codes.ts';
import { standingOf } from '#core/domain/organizations/trust.ts';
import { judgeUnit } from '#core/domain/ownership/judge-unit.ts';
import type { UnitVerdict } from '#core/domain/ownership/verdict.ts';
import type { inspectedOperation, installedOperation, signedOperation } from '#core/domain/sync/operation.ts';
import type { Changed } from '../changes/publishing.ts';
import { writeKnownConfiguration } from '../profiles/put-profile.ts';
import { actOf } from './act-of.ts';
import { gatherFacts, type OperationFacts } from './gather-facts.ts';
import { mayAct } from './judge-actor.ts';
import { judgeProfileUse } from './judge-profile-use.ts';
import type { CloudCode, OperationEffect, PushContext } from './push-context.ts';

type Installed = z.infer<typeof installedOperation>;
type Inspected = z.infer<typeof inspectedOperation>;
type Signed = z.infer<typeof signedOperation>;

/**
 * What was done to a unit is a fact: it is kept whatever the rules say now (reliability.md §3.1). Where they speak against it, because
 * the unit moved on, trust ended or the person lost the right, the fact is flagged with the reason and somebody looks at it.
 */
export async function storeInstalled(context: PushContext, operation: Installed): Promise<OperationEffect> {
  const facts = await gatherFacts(context, { unit: operation.unit, customerId: operation.payload.customerId });
  const use = await judgeProfileUse(context, operation);
  const ruled = await flagFor(context, operation, { facts, judge: (verdict) => verdict.reasons.install ?? null });
  const flag = ruled ?? (use.kind === 'fits' ? null : use.code);
  const isAgainst = ruled === null && use.kind === 'against';
  const done = isAgainst
    ? refused(context, operation, { facts, code: use.code })
    : kept(context, operation, { facts, flag });
  const fact = { table: 'installations', row: factRow(context, operation, flag) } as const;
  const effect: OperationEffect = { ...done, fact };
  const isAnothers = facts.unit?.ownerId !== operation.payload.customerId;
  if (isAnothers || isStranger(facts) || isOfFormerStay(operation, facts)) {
    return effect;
  }
  const changed = await context.transaction
    .updateTable('units')
    .set({ configuration: isAgainst ? 'needs-configuration' : 'configured' })
    .where('unit', '=', operation.unit)
    .returningAll()
    .executeTakeFirstOrThrow();
  context.heldUnits?.set(operation.unit, changed);
  const known = isAgainst ? [] : await keepKnown(context, operation);
  return { ...effect, changed: [{ kind: 'unit', keys: [operation.unit] }, ...known] };
}

/** Whoever the owner never trusted, or trusts no more, may say what it did; it changes nothing of the owner's by saying so. */
function isStranger({ question }: OperationFacts): boolean {
  if (question === null) {
    return true;
  }
  const { kind } = standingOf(question.trust, question.now);
  return question.mode === 'customer' && kind !== 'active' && kind !== 'expired';
}

/** What the unit holds now is the last that is known of it, for whoever it was configured for. */
async function keepKnown(context: PushContext, { unit, actor, payload }: Installed): Promise<readonly Changed[]> {
  const { customerId, profileId, profileVersion, profileName = profileId, verifiedAt, values } = payload;
  if (values === undefined) {
    return [];
  }
  return writeKnownConfiguration(context.transaction, {
    unit,
    organizationId: customerId,
    profileId,
    profileName,
    profileVersion,
    verifiedAt,
    by: actor.name,
    station: context.station.name,
    values,
  });
}

/**
 * Written otherwise than its customer prescribes (ORG-5): what happened stays on the books, but it does not count as configured, and the
 * station hears a no that somebody has to deal with.
 */
function refused(
  context: PushContext,
  operation: Installed,
  { facts, code }: { readonly facts: OperationFacts; readonly code: CloudCode },
): OperationEffect {
  const parties = facts.concerned([context.station.organizationId, operation.payload.customerId]);
  const act = { action: operation.kind, outcome: 'refused', code, in: parties };
  return {
    ...kept(context, operation, { facts, flag: code }),
    verdict: 'refused',
    acts: [actOf(context, operation, act)],
  };
}

export async function storeInspected(context: PushContext, operation: Inspected): Promise<OperationEffect> {
  const facts = await gatherFacts(context, { unit: operation.unit, customerId: operation.payload.customerId });
  const flag = await flagFor(context, operation, { facts, judge: (verdict) => verdict.reasons.inspect ?? null });
  const fact = { table: 'inspections', row: factRow(context, operation, flag) } as const;
  return { ...kept(context, operation, { facts, flag }), fact };
}

export async function storeSigned(context: PushContext, operation: Signed): Promise<OperationEffect> {
  const facts = await gatherFacts(context, { unit: operation.unit, customerId: operation.payload.customerId });
  const flag = await flagFor(context, operation, { facts, judge: (verdict) => signingFlag(verdict, operation) });
  const { reportNumber, result } = operation.payload;
  const row = { ...factRow(context, operation, flag), report_number: reportNumber, result };
  return { ...kept(context, operation, { facts, flag }), fact: { table: 'sheets', row } };
}

const partyCodes: readonly FindingCode[] = ['SERIAL_UNKNOWN', 'TRUST_MISSING', 'TRUST_EXPIRED', 'OWNER_OTHER'];

/** A sheet may end in "failed" or stop after the transfer; but work on a unit that lost its settings is not finished (OWN-9). */
function signingFlag(verdict: UnitVerdict, operation: Signed): FindingCode | null {
  const codes = verdict.findings.map((finding) => finding.code);
  const party = partyCodes.find((code) => codes.includes(code));
  if (party !== undefined) {
    return party;
  }
  const unfinished =
    operation.payload.result === 'succeeded' && verdict.allowed.install && codes.includes('NEEDS_CONFIGURATION');
  return unfinished ? 'NEEDS_CONFIGURATION' : null;
}

async function flagFor(
  context: PushContext,
  operation: Installed | Inspected | Signed,
  by: { readonly facts: OperationFacts; readonly judge: (verdict: UnitVerdict) => FindingCode | null },
): Promise<CloudCode | null> {
  if (!(await mayAct(context, operation))) {
    return 'ACTOR_NOT_ALLOWED';
  }
  if (by.facts.question === null) {
    return 'TRUST_MISSING';
  }
  const verdict = judgeUnit(by.facts.question);
  if (verdict.kind === 'choose-type') {
    return 'TYPE_AMBIGUOUS';
  }
  return by.judge(verdict) ?? (isOfFormerStay(operation, by.facts) ? 'UNIT_MOVED_SINCE' : null);
}

/** The unit left its owner since, and may have come back; whoever has it then has lost its settings, and nobody has looked at it (OWN-9). */
function isOfFormerStay({ payload }: Installed | Inspected | Signed, { unit }: OperationFacts): boolean {
  return payload.ownerEpoch !== undefined && unit !== null && payload.ownerEpoch !== unit.ownerEpoch;
}

function factRow(context: PushContext, operation: Installed | Inspected | Signed, flag: CloudCode | null) {
  return {
    operation_id: operation.id,
    unit: operation.unit,
    customer_id: operation.payload.customerId,
    session_id: operation.sessionId,
    flag,
    document: JSON.stringify(operation.payload),
    occurred_at: operation.occurredAt,
    received_at: context.now,
  };
}

function kept(
  context: PushContext,
  operation: Installed | Inspected | Signed,
  { facts, flag }: { facts: OperationFacts; flag: CloudCode | null },
): OperationEffect {
  const act = {
    action: operation.kind,
    outcome: flag === null ? 'done' : 'noted',
    code: flag,
    in: facts.concerned([context.station.organizationId, operation.payload.customerId]),
  };
  return {
    verdict: flag === null ? 'applied' : 'flagged',
    code: flag,
    by: null,
    ownerEpoch: facts.unit?.ownerEpoch ?? null,
    acts: [actOf(context, operation, act)],
    changed: [],
  };
}
