import evopulse from '#resources/checklists/evopulse.json' with { type: 'json' };
import unitTypes from '#resources/unit-types.json' with { type: 'json' };
import { checklist } from '../../../domain/inspection/checklist.ts';
import { unitTypeFile } from '../../../domain/ownership/unit-type-file.ts';
import type { Asset } from '../../../domain/pairing/asset.ts';
import { assetId, organizationId, stationId } from '../../../kernel/entity-ids.ts';
import type { OperationRecord, StationStore } from '../../../ports/station-store.ts';
import type { RosterBook } from '../../access/roster-book.ts';
import type { SyncEngine } from '../../sync/create-sync-engine.ts';
import { partsOnly } from '../../testing/parts-only.ts';
import type { ReportWorld } from '../build-report.ts';

/** When the tests of reports print. */
export const now = '2026-11-20T13:00:00.000Z';

export const knownAsset: Asset = {
  id: assetId.parse('asset-1'),
  organizationId: organizationId.parse('nordfracht'),
  category: 'trailer',
  plate: '',
  vin: 'WSM00000003111444',
  code: null,
  type: null,
  unit: null,
  version: 1,
};
export interface WorldOptions {
  readonly state?: 'online' | 'offline';
  readonly clockOffsetMs?: number;
  readonly operations?: readonly OperationRecord[];
}

/** A station around a report: it knows one asset, nobody by name, and the operations that it is given. */
export function reportWorld({ state = 'online', clockOffsetMs = 0, operations = [] }: WorldOptions = {}): ReportWorld {
  const organization = organizationId.parse('hansen');
  return {
    unitTypes: unitTypeFile.parse(unitTypes).types,
    checklists: [checklist.parse(evopulse)],
    identity: {
      stationId: stationId.parse('bench-3'),
      generation: 1,
      name: 'Bench 3',
      place: 'Hall North',
      organizationId: organization,
    },
    clock: { now: () => now, monotonicMs: () => 0, sleep: async () => {} },
    sync: partsOnly<SyncEngine>({
      status: () => ({
        state,
        pending: 0,
        needsYou: 0,
        oldest: null,
        lastContact: now,
        nextAttemptInMs: null,
        why: null,
        clockOffsetMs,
        laterChanges: 0,
      }),
    }),
    roster: partsOnly<RosterBook>({ person: () => null }),
    store: partsOnly<StationStore>({
      organization: () => null,
      asset: (id) => (id === knownAsset.id ? knownAsset : null),
      assetsOf: () => [knownAsset],
      backup: () => null,
      operations: () => operations,
      auditEntries: () => [{ seq: 12, canonical: '{}', head: 'b'.repeat(64) }],
      auditHead: () => ({ size: 40, head: 'c'.repeat(64) }),
    }),
  };
}
