import { erasure } from '#core/domain/audit/erasure.ts';
import { formatUnitKey } from '#core/domain/identity/unit-key.ts';
import type { FeedRow } from '#core/domain/sync/changes.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { loadJobs } from '../jobs/job-rows.ts';
import { loadJobTemplates } from '../jobs/job-templates.ts';
import { loadAssets, loadOrganizations, loadPairings } from '../registry/load.ts';
import { toKnownConfiguration, toProfile, toReversal, toSecret, toTrust } from '../registry/rows.ts';
import { viewUnits } from '../registry/unit-view.ts';
import type { FeedKind } from './audience.ts';

/** The present value of each thing as this organization may see it, by `kind key`. What no longer exists is absent. */
export async function loadFeedValues(
  transaction: CloudTransaction,
  things: readonly { readonly kind: FeedKind; readonly key: string }[],
  by: { readonly organizationId: string; readonly now: IsoTime },
): Promise<ReadonlyMap<string, FeedRow>> {
  const values = new Map<string, FeedRow>();
  for (const kind of new Set(things.map((thing) => thing.kind))) {
    const keys = things.filter((thing) => thing.kind === kind).map((thing) => thing.key);
    for (const [key, row] of await loadKind(transaction, { kind, keys, ...by })) {
      values.set(`${kind} ${key}`, row);
    }
  }
  return values;
}

interface KindQuestion {
  readonly kind: FeedKind;
  readonly keys: readonly string[];
  readonly organizationId: string;
  readonly now: IsoTime;
}

async function loadKind(transaction: CloudTransaction, question: KindQuestion): Promise<[string, FeedRow][]> {
  const { kind, keys } = question;
  switch (kind) {
    case 'organization':
      return [...(await loadOrganizations(transaction, keys))].map(([key, value]) => [key, { kind, value }]);
    case 'asset':
      return [...(await loadAssets(transaction, keys))].map(([key, value]) => [key, { kind, value }]);
    case 'unit':
      return loadUnits(transaction, question);
    case 'trust': {
      const rows = await transaction.selectFrom('trusts').selectAll().where('id', 'in', keys).execute();
      return rows.map((row) => [row.id, { kind, value: toTrust(row) }]);
    }
    case 'profile': {
      const rows = await transaction.selectFrom('profiles').selectAll().where('id', 'in', keys).execute();
      return rows.map((row) => [row.id, { kind, value: toProfile(row) }]);
    }
    case 'secret': {
      const rows = await transaction.selectFrom('profile_secrets').selectAll().where('id', 'in', keys).execute();
      return rows.map((row) => [row.id, { kind, value: toSecret(row) }]);
    }
    case 'job':
      return (await loadJobs(transaction, keys)).map((value) => [value.id, { kind, key: value.id, value }]);
    case 'job-template':
      return (await loadJobTemplates(transaction, keys)).map((value) => [value.id, { kind, key: value.id, value }]);
    case 'known-configuration': {
      const rows = await transaction.selectFrom('known_configurations').selectAll().where('unit', 'in', keys).execute();
      return rows.map((row) => [row.unit, { kind, value: toKnownConfiguration(row) }]);
    }
    case 'pairing':
      return (await loadPairings(transaction, keys)).map((value) => [value.unit, { kind, value }]);
    case 'erasure': {
      const rows = await transaction.selectFrom('erasures').selectAll().where('id', 'in', keys).execute();
      return rows.map(({ id, scope, at }) => [id, { kind, value: erasure.parse({ id, scope, at }) }]);
    }
    case 'reversal': {
      const rows = await transaction.selectFrom('reversals').selectAll().where('id', 'in', keys).execute();
      return rows.map((row) => [row.id, { kind, value: toReversal(row) }]);
    }
  }
}

async function loadUnits(transaction: CloudTransaction, question: KindQuestion): Promise<[string, FeedRow][]> {
  const rows = await transaction.selectFrom('units').selectAll().where('unit', 'in', question.keys).execute();
  const units = await viewUnits(transaction, rows, {
    viewer: { kind: 'organization', id: question.organizationId },
    now: question.now,
  });
  return units.map((value) => [formatUnitKey(value), { kind: 'unit', value }]);
}
