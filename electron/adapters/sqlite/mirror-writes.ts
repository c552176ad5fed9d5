import { invariant } from '#core/kernel/invariant.ts';
import type { MirrorWriter } from '#core/ports/mirror-store.ts';
import type { StoreWriter } from '#core/ports/station-store.ts';
import type { SecretSeal } from '../secrets/secret-seal.ts';
import {
  changesOf,
  holdsSecrets,
  mirrorPlaces,
  type PlaceKind,
  placeKinds,
  type RowSink,
  rowsInto,
} from './mirror-places.ts';
import { prepareTakePlace } from './mirror-take-place.ts';
import type { NoteForgetting } from './secret-forgetting.ts';
import { mirrorAsOfSetting } from './settings-table.ts';
import type { Statement, Statements } from './statements.ts';

/** Writes the mirror. Rows come from the cloud's answers, which were checked against their schema where they arrived. */
export interface MirrorWriteDeps {
  readonly setSetting: StoreWriter['setSetting'];
  readonly seal: SecretSeal;
  /** Told in the transaction that deletes; what follows happens after it. */
  readonly noteForgetting: NoteForgetting;
}

export function createMirrorWrites(statements: Statements, deps: MirrorWriteDeps): MirrorWriter {
  const { seal, setSetting, noteForgetting } = deps;
  const live = createLiveSink(statements, noteForgetting);
  const beside = createBesideSink(statements);
  const takePlace = prepareTakePlace(statements, noteForgetting);
  const forget = prepareForgetting(statements, { live, noteForgetting });
  const clear = statements.prepare<[]>('DELETE FROM mirror_next');
  return {
    ...inTransaction(statements, rowsInto(live, seal)),
    next: {
      ...inTransaction(statements, rowsInto(beside, seal)),
      ...inTransaction(statements, { begin: () => void clear.run(), takePlace }),
    },
    ...inTransaction(statements, forget),
    setAsOf(at) {
      statements.mustBeInTransaction();
      setSetting(mirrorAsOfSetting, at);
    },
  };
}

/** The same functions, each refusing to run outside an act. */
function inTransaction<Writes extends { readonly [Name in keyof Writes]: (...given: never[]) => unknown }>(
  statements: Statements,
  writes: Writes,
): Writes {
  const guarded = Object.entries<(...given: never[]) => unknown>(writes).map(([name, write]) => [
    name,
    (...given: never[]): unknown => {
      statements.mustBeInTransaction();
      return write(...given);
    },
  ]);
  // The same names with functions of the same shape; the type cannot follow a loop.
  return Object.fromEntries(guarded) as Writes;
}

function createLiveSink(statements: Statements, noteForgetting: NoteForgetting): RowSink {
  const puts = new Map(placeKinds.map((kind) => [kind, statements.prepare<unknown[]>(upsertOf(kind))]));
  const drops = new Map(
    placeKinds.map((kind) => {
      const { table, key } = mirrorPlaces[kind];
      return [kind, statements.prepare<[string]>(`DELETE FROM ${table} WHERE ${key} = ?`)];
    }),
  );
  const sealedOfJob = statements.prepare<[string], { sealed: string }>('SELECT sealed FROM mirror_job WHERE id = ?');
  return {
    put: (kind, { key, columns, json }) => void of(puts, kind).run(key, ...columns, json),
    drop(kind, key) {
      const isSecret = holdsSecrets(kind) || (kind === 'job' && (sealedOfJob.get(key)?.sealed ?? '') !== '');
      if (of(drops, kind).run(key).changes > 0) {
        noteForgetting(isSecret ? 'secrets' : 'rows');
      }
    },
  };
}

function createBesideSink(statements: Statements): RowSink {
  const put = statements.prepare<[string, string, string, string]>(
    `INSERT INTO mirror_next (kind, key, columns, json) VALUES (?, ?, ?, ?)
     ON CONFLICT (kind, key) DO UPDATE SET columns = excluded.columns, json = excluded.json`,
  );
  const drop = statements.prepare<[string, string]>('DELETE FROM mirror_next WHERE kind = ? AND key = ?');
  return {
    put: (kind, { key, columns, json }) => void put.run(kind, key, JSON.stringify(columns), json),
    drop: (kind, key) => void drop.run(kind, key),
  };
}

/** An upsert whose parameters are the key, the searched columns and the JSON. */
function upsertOf(kind: PlaceKind): string {
  const { table, key, columns } = mirrorPlaces[kind];
  const names = [key, ...columns, 'json'];
  return `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
     ON CONFLICT (${key}) DO UPDATE SET ${changesOf(columns)}`;
}

/** What a station has no leave for any more: see `ScopeBook`. */
function prepareForgetting(
  statements: Statements,
  { live, noteForgetting }: { readonly live: RowSink; readonly noteForgetting: NoteForgetting },
): Pick<MirrorWriter, 'forgetCustomer' | 'forgetSecrets'> {
  const ofCustomer: readonly Statement<[string], unknown>[] = [
    ...(['mirror_asset', 'mirror_job'] as const).map((table) =>
      statements.prepare<[string]>(`DELETE FROM ${table} WHERE organization_id = ?`),
    ),
    ...(['mirror_profile', 'mirror_pairing', 'mirror_known_configuration'] as const).map((table) =>
      statements.prepare<[string]>(`DELETE FROM ${table} WHERE json_extract(json, '$.organizationId') = ?`),
    ),
    // As the cloud shows them to those who are not trusted now: that they are there, and whose they are.
    statements.prepare(
      `UPDATE mirror_unit SET json = json_set(json, '$.pairedWith', NULL, '$.lastContactAt', NULL) WHERE owner_id = ?`,
    ),
  ];
  const secrets = statements.prepare<[], { id: string }>('SELECT id FROM mirror_secret');
  const clears = ['mirror_next', 'mirror_parked'].map((table) => statements.prepare<[]>(`DELETE FROM ${table}`));
  const forgetSecrets = (owner: string | null): void => {
    for (const { id } of secrets.all()) {
      if (id.startsWith(`${owner ?? '*'}|`)) {
        live.drop('secret', id);
      }
    }
    // Nobody can tell whose the rest is; the next contact brings it anew.
    for (const clear of clears) {
      clear.run();
    }
    noteForgetting('secrets');
  };
  return {
    forgetSecrets,
    forgetCustomer(id) {
      for (const statement of ofCustomer) {
        statement.run(id);
      }
      forgetSecrets(id);
    },
  };
}

function of<Kind, Value>(map: ReadonlyMap<Kind, Value>, kind: Kind): Value {
  const found = map.get(kind);
  invariant(found !== undefined, `every kind has its statement: ${String(kind)}`);
  return found;
}
