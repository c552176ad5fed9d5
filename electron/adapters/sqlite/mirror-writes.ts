import { type ProfileSecret, secretKey } from '#core/domain/installation/profile-secret.ts';
import type { MirrorKind, MirrorWriter, StoreWriter } from '#core/ports/station-store.ts';
import type { SecretSeal } from '../secrets/secret-seal.ts';
import { mirrorAsOfSetting } from './settings-table.ts';
import type { Statement, Statements } from './statements.ts';

/** Table and key column of each kind of the change feed. */
const tables = {
  organization: { table: 'mirror_organization', key: 'id' },
  trust: { table: 'mirror_trust', key: 'id' },
  unit: { table: 'mirror_unit', key: 'unit' },
  asset: { table: 'mirror_asset', key: 'id' },
  profile: { table: 'mirror_profile', key: 'id' },
  pairing: { table: 'mirror_pairing', key: 'unit' },
  reversal: { table: 'mirror_reversal', key: 'id' },
  secret: { table: 'mirror_secret', key: 'id' },
  'known-configuration': { table: 'mirror_known_configuration', key: 'unit' },
} as const satisfies Record<MirrorKind, { readonly table: string; readonly key: string }>;

/** Number of the full copy that rows belong to; rows of an older one go at its end. */
const snapshotSetting = 'mirror.snapshot';
const currentSnapshot = `(SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM setting WHERE key = '${snapshotSetting}')`;

/** Writes the mirror. Rows come from the cloud's answers, which were checked against their schema where they arrived. */
export function createMirrorWrites(
  statements: Statements,
  { setSetting, seal }: { readonly setSetting: StoreWriter['setSetting']; readonly seal: SecretSeal },
): MirrorWriter {
  const removals = prepareRemovals(statements);
  const snapshot = prepareSnapshots(statements);
  const put = preparePuts(statements);
  const inTransaction =
    <Arguments extends readonly unknown[]>(write: (...given: Arguments) => void) =>
    (...given: Arguments): void => {
      statements.mustBeInTransaction();
      write(...given);
    };

  return {
    beginSnapshot: inTransaction(snapshot.begin),
    endSnapshot: inTransaction(snapshot.end),
    putOrganization: inTransaction((value) => put.organization.run(value.id, JSON.stringify(value))),
    putTrust: inTransaction((value) =>
      put.trust.run(value.id, value.customerId, value.partnerId, value.validFrom, JSON.stringify(value)),
    ),
    putUnit: inTransaction((value) =>
      put.unit.run(
        `${value.unitType}:${value.serial}`,
        value.serial,
        value.unitType,
        value.ownerId,
        JSON.stringify(value),
      ),
    ),
    putAsset: inTransaction((value) => put.asset.run(value.id, value.organizationId, JSON.stringify(value))),
    putProfile: inTransaction((value) => put.profile.run(value.id, JSON.stringify(value))),
    putSecret: inTransaction((value) => putSecret(put.secret, value, seal)),
    putKnownConfiguration: inTransaction((value) => put.known.run(value.unit, JSON.stringify(value))),
    putPairing: inTransaction((value) => put.pairing.run(value.unit, JSON.stringify(value))),
    putReversal: inTransaction((value) =>
      put.reversal.run(
        value.id,
        value.transferId,
        value.requestedAt,
        value.outcome.kind === 'open' ? 1 : 0,
        JSON.stringify(value),
      ),
    ),
    remove: inTransaction((kind, key) => removals[kind].run(key)),
    setAsOf: inTransaction((at) => setSetting(mirrorAsOfSetting, at)),
  };
}

/** Values of secrets lie in the file sealed only (INST-7). */
function putSecret(put: Statement<[string, string, string], unknown>, secret: ProfileSecret, seal: SecretSeal): void {
  const { value, ...known } = secret;
  put.run(secretKey(secret), seal.seal(value), JSON.stringify(known));
}

function preparePuts(statements: Statements) {
  return {
    organization: preparePut<[]>(statements, 'organization', []),
    trust: preparePut<[string, string, string]>(statements, 'trust', ['customer_id', 'partner_id', 'valid_from']),
    unit: preparePut<[string, string, string]>(statements, 'unit', ['serial', 'unit_type', 'owner_id']),
    asset: preparePut<[string]>(statements, 'asset', ['organization_id']),
    pairing: preparePut<[]>(statements, 'pairing', []),
    reversal: preparePut<[string, string, number]>(statements, 'reversal', ['transfer_id', 'requested_at', 'is_open']),
    profile: preparePut<[]>(statements, 'profile', []),
    secret: preparePut<[string]>(statements, 'secret', ['sealed']),
    known: preparePut<[]>(statements, 'known-configuration', []),
  };
}

/** An upsert whose parameters are the key, the searched columns and the JSON. */
function preparePut<Columns extends readonly (string | number)[]>(
  statements: Statements,
  kind: MirrorKind,
  columns: readonly string[],
): Statement<[string, ...Columns, string], unknown> {
  const { table, key } = tables[kind];
  const names = [key, ...columns, 'json'];
  const changes = [...columns, 'json', 'snapshot'].map((column) => `${column} = excluded.${column}`);
  return statements.prepare<[string, ...Columns, string]>(
    `INSERT INTO ${table} (${names.join(', ')}, snapshot)
     VALUES (${names.map(() => '?').join(', ')}, ${currentSnapshot})
     ON CONFLICT (${key}) DO UPDATE SET ${changes.join(', ')}`,
  );
}

function prepareRemovals(statements: Statements): Readonly<Record<MirrorKind, Statement<[string], unknown>>> {
  const prepare = (kind: MirrorKind) =>
    statements.prepare<[string]>(`DELETE FROM ${tables[kind].table} WHERE ${tables[kind].key} = ?`);
  return {
    organization: prepare('organization'),
    trust: prepare('trust'),
    unit: prepare('unit'),
    asset: prepare('asset'),
    profile: prepare('profile'),
    pairing: prepare('pairing'),
    reversal: prepare('reversal'),
    secret: prepare('secret'),
    'known-configuration': prepare('known-configuration'),
  };
}

function prepareSnapshots(statements: Statements): { readonly begin: () => void; readonly end: () => void } {
  const raise = statements.prepare<[string]>(
    `INSERT INTO setting (key, value) VALUES (?, '1')
     ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)`,
  );
  const sweeps = Object.values(tables).map(({ table }) =>
    statements.prepare<[]>(`DELETE FROM ${table} WHERE snapshot <> ${currentSnapshot}`),
  );
  return {
    begin: () => raise.run(snapshotSetting),
    end() {
      for (const sweep of sweeps) {
        sweep.run();
      }
    },
  };
}
