import { createIds } from '#cloud/world/create-ids.ts';
import type { AuditDraft } from '#core/domain/audit/audit-entry.ts';
import { luhnCheckDigit } from '#core/domain/identity/luhn.ts';
import { type Operation, type OperationDraft, operation } from '#core/domain/sync/operation.ts';
import { organizationId } from '#core/kernel/entity-ids.ts';
import { toIsoTime } from '#core/kernel/iso-time.ts';

/** What a workshop did while it had no network: unit after unit was transferred, configured, inspected, paired and signed off. */
export interface Act {
  readonly operation: OperationDraft;
  readonly entry: AuditDraft;
}

export interface Parties {
  readonly partnerId: string;
  readonly customerId: string;
}

const ids = createIds();
const startMs = Date.parse('2026-11-20T06:00:00.000Z');
export const operationsPerJob = 5;

export function serialOf(job: number): string {
  const body = String(86_000_000_000_000 + job);
  return `${body}${luhnCheckDigit(body)}`;
}

export const assetIdOf = (job: number): string => `asset-${job}`;
export const vinOf = (job: number): string => `WSM00000${String(job).padStart(9, '0')}`;

/** The five acts of one job, in order. */
export function actsOf(job: number, { partnerId, customerId }: Parties): readonly Act[] {
  const at = toIsoTime(startMs + job * 60_000);
  const unit = `evopulse:${serialOf(job)}`;
  const common = {
    unit,
    sessionId: ids.next(),
    actor: { personId: null, name: 'M. Kaya', roles: ['technician', 'installer', 'inspector'] },
    occurredAt: at,
  };
  const bodies: readonly (Pick<Operation, 'kind'> & { readonly payload: object })[] = [
    { kind: 'unit.transfer', payload: { fromId: partnerId, toId: customerId, expectedEpoch: 0, unpairFirst: false } },
    { kind: 'unit.installed', payload: { customerId, ...installation(at) } },
    { kind: 'unit.inspected', payload: { customerId, ...inspection(at) } },
    { kind: 'unit.pair', payload: { organizationId: customerId, assetId: assetIdOf(job), vin: vinOf(job) } },
    { kind: 'session.signed', payload: { customerId, ...signature(job) } },
  ];
  return bodies.map(({ kind, payload }) => {
    const parsed = operation.parse({ id: ids.next(), seq: 1, kind, ...common, payload });
    const { seq: _numbered, ...draft } = parsed;
    return { operation: draft, entry: entryOf(draft, { partnerId, customerId }) };
  });
}

function entryOf(draft: OperationDraft, { partnerId, customerId }: Parties): AuditDraft {
  return {
    actor: { ...draft.actor, method: 'pin' },
    organizations: [partnerId, customerId].map((id) => organizationId.parse(id)),
    action: draft.kind,
    outcome: 'done',
    unit: draft.unit,
    sessionId: draft.sessionId,
    operationId: draft.id,
    after: { kind: draft.kind, customer: customerId },
  };
}

function installation(at: string) {
  const keys = ['serverHost', 'serverPort', 'apn', 'interval', 'movingInterval', 'sleepMinutes', 'ignition', 'canMode'];
  return {
    profileId: 'trailer-eu',
    profileVersion: 7,
    firmware: '03.27.07.Rev.112',
    iccid: '8949020000001234567',
    changes: keys.map((key, index) => ({
      key,
      from: null,
      to: `value ${index}`,
      wantedBy: 'profile',
      secret: false,
      state: 'verified',
    })),
    verifiedAt: at,
  };
}

function inspection(at: string) {
  const checks = ['registration', 'signal', 'data-link', 'gnss-fix', 'satellites', 'can-link', 'supply', 'tachograph'];
  return {
    checklistId: 'trailer',
    checklistVersion: 3,
    result: 'pass',
    checks: checks.map((checkId, index) => ({
      checkId,
      kind: 'automatic',
      required: true,
      result: 'pass',
      run: 1,
      at,
      value: String(index * 7),
      unit: null,
      why: null,
      series: [],
      source: 'cable',
    })),
  };
}

function signature(job: number) {
  const head = job.toString(16).padStart(64, '0');
  return { reportNumber: `FB-${job}`, result: 'succeeded', remarks: null, auditSize: job * 5, auditHead: head };
}
