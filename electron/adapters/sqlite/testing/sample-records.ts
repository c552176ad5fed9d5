import type { AuditDraft } from '#core/domain/audit/audit-entry.ts';
import { type BenchSession, benchSession } from '#core/domain/bench/bench-session.ts';
import { backupChecksum, type ConfigurationBackup } from '#core/domain/installation/configuration-backup.ts';
import { type UnitFacts, unitFacts } from '#core/domain/ownership/unit-facts.ts';
import { type OperationDraft, type OperationVerdict, transferOperation } from '#core/domain/sync/operation.ts';
import { operationId, organizationId, sessionId } from '#core/kernel/entity-ids.ts';
import { toIsoTime } from '#core/kernel/iso-time.ts';

// Records with distinct values for tests of the store and of sync. Numbers tell them apart.

const startMs = Date.parse('2026-11-20T08:00:00.000Z');
const partner = organizationId.parse('org-north-workshop');
const customer = organizationId.parse('org-blue-haulage');

export const sampleOrganizations = { partner, customer } as const;

export function sampleSerial(number: number): string {
  return String(890_000_000_000_000 + number);
}

export function sampleSession(
  number: number,
  change: Partial<Pick<BenchSession, 'revision' | 'state' | 'changedAt'>> = {},
): BenchSession {
  const serial = sampleSerial(number);
  const at = toIsoTime(startMs + number * 1_000);
  return benchSession.parse({
    id: `session-${number}`,
    revision: 1,
    state: 'open',
    mode: 'customer',
    customerId: customer,
    customerName: 'Blue Haulage',
    bay: 1,
    startedAt: at,
    startedBy: 'M. Kaya',
    changedAt: at,
    label: { text: `ABC-${serial}`, serial, warnings: [], checkDigitConfirmedBy: null },
    unit: { unitType: 'tp', serial },
    verdict: {
      kind: 'verdict',
      unit: `tp:${serial}`,
      owner: { id: partner, name: 'North Workshop' },
      findings: [{ code: 'OWNED_BY_YOU', severity: 'info' }],
      allowed: { transfer: true, install: false, inspect: false, pair: false },
      reasons: {},
      next: 'TRANSFER_AVAILABLE',
      action: 'transfer',
      ownerEpoch: number,
      asOf: at,
      freshness: 'live',
    },
    identity: { kind: 'not-read' },
    transfer: { kind: 'open' },
    configuration: { kind: 'not-read' },
    restore: { kind: 'none' },
    inspection: { kind: 'open' },
    vin: { scanned: null, fromUnit: null },
    pairing: { kind: 'open' },
    signOff: { kind: 'open' },
    ...change,
  });
}

/** What a unit held, intact unless `change` says otherwise. */
export function sampleBackup(change: Partial<ConfigurationBackup> = {}): ConfigurationBackup {
  const backup = {
    id: 'backup-1',
    name: null,
    origin: 'before-transfer' as const,
    unit: `tp:${sampleSerial(1)}`,
    imei: sampleSerial(1),
    driver: 'teltonika',
    model: 'FTSIM1',
    firmware: '03.27.07',
    ownerId: partner,
    takenAt: toIsoTime(startMs),
    takenBy: 'M. Kaya',
    station: 'Bench 2',
    sessionId: null,
    values: { apn: 'internet', serverHost: null },
    secrets: ['apnPassword'],
    unread: [],
    ...change,
  };
  return { ...backup, checksum: backupChecksum(backup), ...change };
}

/** A transfer of the unit with this number. `number` also makes the id, so the same number is the same operation. */
export function sampleTransfer(number: number, unitNumber = number): OperationDraft {
  return transferOperation.omit({ seq: true }).parse({
    id: `operation-${number}`,
    kind: 'unit.transfer',
    unit: `tp:${sampleSerial(unitNumber)}`,
    sessionId: sessionId.parse(`session-${unitNumber}`),
    actor: { personId: null, name: 'M. Kaya', roles: ['technician'] },
    occurredAt: toIsoTime(startMs + number * 1_000),
    payload: { fromId: partner, toId: customer, expectedEpoch: 1, unpairFirst: false },
  });
}

export function sampleAudit(number: number): AuditDraft {
  return {
    actor: { personId: null, name: 'M. Kaya', roles: ['technician'], method: 'pin' },
    organizations: [partner, customer],
    action: 'transfer.requested',
    outcome: 'done',
    unit: `tp:${sampleSerial(number)}`,
    sessionId: sessionId.parse(`session-${number}`),
    operationId: `operation-${number}`,
    after: { to: 'Blue Haulage' },
  };
}

export function sampleVerdict(
  number: number,
  verdict: OperationVerdict['verdict'] = 'applied',
  code: string | null = null,
): OperationVerdict {
  return {
    operationId: operationId.parse(`operation-${number}`),
    verdict,
    code,
    by: null,
    ownerEpoch: 2,
    decidedAt: toIsoTime(startMs + number * 1_000 + 500),
  };
}

export function sampleUnit(number: number, change: Partial<UnitFacts> = {}): UnitFacts {
  return unitFacts.parse({
    unitType: 'tp',
    serial: sampleSerial(number),
    ownerId: partner,
    ownerName: 'North Workshop',
    ownerEpoch: 1,
    subscription: { state: 'active', endsAt: null },
    configuration: 'configured',
    pairedWith: null,
    transferPending: null,
    lastContactAt: null,
    ...change,
  });
}
