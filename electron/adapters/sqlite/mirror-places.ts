import { formatUnitKey } from '#core/domain/identity/unit-key.ts';
import { secretKey } from '#core/domain/installation/profile-secret.ts';
import type { UnreadRow } from '#core/domain/sync/changes.ts';
import { type MirroredKind, placeOfUnread, type RowPlace } from '#core/domain/sync/read-changes-answer.ts';
import { sha256Hex } from '#core/kernel/sha256.ts';
import type { MirrorRows } from '#core/ports/mirror-store.ts';
import type { SecretSeal } from '../secrets/secret-seal.ts';
import { sealJob } from './sealed-job.ts';

/** Where each kind of the mirror lies: its table, the column of its key, and the columns that are searched beside it. */
export const mirrorPlaces = {
  organization: { table: 'mirror_organization', key: 'id', columns: [] },
  trust: { table: 'mirror_trust', key: 'id', columns: ['customer_id', 'partner_id', 'valid_from'] },
  unit: { table: 'mirror_unit', key: 'unit', columns: ['serial', 'unit_type', 'owner_id'] },
  asset: { table: 'mirror_asset', key: 'id', columns: ['organization_id'] },
  profile: { table: 'mirror_profile', key: 'id', columns: [] },
  pairing: { table: 'mirror_pairing', key: 'unit', columns: [] },
  reversal: { table: 'mirror_reversal', key: 'id', columns: ['transfer_id', 'requested_at', 'is_open'] },
  secret: { table: 'mirror_secret', key: 'id', columns: ['sealed'] },
  'known-configuration': { table: 'mirror_known_configuration', key: 'unit', columns: [] },
  job: { table: 'mirror_job', key: 'id', columns: ['organization_id', 'status', 'sealed', 'sealed_departures'] },
  'job-template': { table: 'mirror_job_template', key: 'id', columns: [] },
  /** Rows for a later version, sealed: nobody knows what they hold. */
  parked: { table: 'mirror_parked', key: 'id', columns: ['sealed'] },
} as const satisfies Record<
  MirroredKind | 'parked',
  { readonly table: string; readonly key: string; readonly columns: readonly string[] }
>;
export type PlaceKind = keyof typeof mirrorPlaces;

export const placeKinds = Object.keys(mirrorPlaces) as readonly PlaceKind[]; // the keys of a constant

/** The part of an upsert that overwrites. */
export function changesOf(columns: readonly string[]): string {
  return [...columns, 'json'].map((column) => `${column} = excluded.${column}`).join(', ');
}

/** Whether rows of this kind are sealed. */
export function holdsSecrets(kind: PlaceKind): boolean {
  return kind === 'secret' || kind === 'parked';
}

/** What takes rows: the mirror itself, or the full copy beside it. */
export interface RowSink {
  put(kind: PlaceKind, row: PlacedRow): void;
  drop(kind: PlaceKind, key: string): void;
}

export interface PlacedRow {
  readonly key: string;
  /** In the order of the place's `columns`. */
  readonly columns: readonly (string | number)[];
  readonly json: string;
}

/** The mirror's rows as columns. Every row that is understood ends what was parked under its key. */
export function rowsInto(sink: RowSink, seal: SecretSeal): MirrorRows {
  const put: Put = (place, value, columns = []) => {
    sink.put(place.kind, { key: place.key, columns, json: JSON.stringify(value) });
    sink.drop('parked', parkedId(place));
  };
  return {
    putOrganization: (value) => put({ kind: 'organization', key: value.id }, value),
    putTrust: (value) =>
      put({ kind: 'trust', key: value.id }, value, [value.customerId, value.partnerId, value.validFrom]),
    putUnit: (value) =>
      put({ kind: 'unit', key: formatUnitKey(value) }, value, [value.serial, value.unitType, value.ownerId]),
    putAsset: (value) => put({ kind: 'asset', key: value.id }, value, [value.organizationId]),
    putProfile: (value) => put({ kind: 'profile', key: value.id }, value),
    putSecret: ({ value, ...known }) =>
      // Values of secrets lie in the file sealed only (INST-7).
      put({ kind: 'secret', key: secretKey(known) }, known, [seal.seal(value)]),
    putKnownConfiguration: (value) => put({ kind: 'known-configuration', key: value.unit }, value),
    putPairing: (value) => put({ kind: 'pairing', key: value.unit }, value),
    putReversal: (value) =>
      put({ kind: 'reversal', key: value.id }, value, [
        value.transferId,
        value.requestedAt,
        value.outcome.kind === 'open' ? 1 : 0,
      ]),
    putJob: (value) => {
      const { plain, sealed, departures } = sealJob(value, seal);
      put({ kind: 'job', key: value.id }, plain, [value.organizationId, value.status, sealed, departures]);
    },
    putJobTemplate: (value) => put({ kind: 'job-template', key: value.id }, value),
    remove(kind, key) {
      sink.drop(kind, key);
      sink.drop('parked', parkedId({ kind, key }));
    },
    park: (row) => park(sink, row, seal),
    unpark: (row) => sink.drop('parked', parkedIdOf(row)),
  };
}

type Put = (
  place: { readonly kind: MirroredKind; readonly key: string },
  value: object,
  columns?: PlacedRow['columns'],
) => void;

/** What is known under the same key is outdated from now on, and to show it as true would be worse than to know nothing. */
function park(sink: RowSink, row: UnreadRow, seal: SecretSeal): void {
  const place = placeOfUnread(row);
  if (place.key !== null && isMirrored(place.kind)) {
    sink.drop(place.kind, place.key);
  }
  const id = parkedIdOf(row);
  if (row.kind === 'removed') {
    sink.drop('parked', id);
  } else {
    sink.put('parked', { key: id, columns: [seal.seal(JSON.stringify(row))], json: JSON.stringify(place) });
  }
}

/** A row that shows no key is one of its own. */
function parkedIdOf(row: UnreadRow): string {
  const { kind, key } = placeOfUnread(row);
  return key === null ? `${kind} ? ${sha256Hex(JSON.stringify(row))}` : parkedId({ kind, key });
}

function parkedId({ kind, key }: RowPlace & { readonly key: string }): string {
  return `${kind} ${key}`;
}

function isMirrored(kind: string): kind is MirroredKind {
  return kind !== 'parked' && Object.hasOwn(mirrorPlaces, kind);
}
