import pg from 'pg';

/**
 * What a proof must notice, as a change of the SQL that the cloud sends: the program stays as it is, one wall of it is gone. Used by the
 * programs of this folder only, each a process of its own. A pattern that meets no statement any more lets the run stay green, and the
 * test that expects it red then fails.
 */
interface Rewrite {
  readonly of: RegExp;
  readonly to: string;
}

const rewrites = {
  /** Nobody holds the unit while it is judged, and the update takes the owner whatever owner and epoch it has by now. */
  'skip-epoch-compare': [
    { of: /^(select \* from "units" where "unit" .*) for update$/, to: '$1' },
    { of: /^(update "units" set .*) and "owner_id" = (\$\d+)/, to: '$1 and $2::text is not null' },
    { of: /^(update "units" set .*) and "owner_epoch" = (\$\d+)/, to: '$1 and $2::integer is not null' },
    { of: /^(update "units" set .* from "transfers" where )/, to: '$1 false and ' },
  ],
  /** Who moves a unit is never asked whether somebody else reserved it, and with which fence. */
  'ignore-fence': [{ of: /^(select \* from "unit_reservations" where "unit" = \$1)$/, to: '$1 and false' }],
  /** The reader goes on behind the highest number it saw, and looks at all that is committed. */
  'page-by-serial': [
    {
      of: /\(xid, seq\) > \((\$\d+)::bigint, (\$\d+)::bigint\) and xid < (\$\d+)::bigint/,
      to: '(0 * $1::bigint, seq) > (0, $2::bigint) and 0 < $3::bigint',
    },
    { of: /order by feed\.xid, feed\.seq limit/, to: 'order by feed.seq limit' },
  ],
  /** A batch counts as delivered as soon as somebody takes it in hand. */
  'delivered-before-sent': [
    {
      of: /^update "event_batches" set "claim" = /,
      to: 'update "event_batches" set "state" = \'delivered\', "claim" = ',
    },
  ],
  /** The events of a batch are taken as they come. */
  'batches-in-any-order': [
    { of: /("batch_id" is null) order by "event_position" limit/, to: '$1 order by md5("event_position"::text) limit' },
  ],
  /** Numbers are skipped, so that a receiver waits for batches that never were. */
  'numbers-with-gaps': [{ of: /set "next_number" = next_number \+ 1/, to: 'set "next_number" = next_number + 2' }],
} satisfies Readonly<Record<string, readonly Rewrite[]>>;

export type Sabotage = keyof typeof rewrites;

export function isSabotage(name: string): name is Sabotage {
  return Object.hasOwn(rewrites, name);
}

/** From here on every connection of this process is sabotaged. */
export function sabotageDatabase(name: Sabotage): void {
  const { query } = pg.Client.prototype;
  const list: readonly Rewrite[] = rewrites[name];
  Object.defineProperty(pg.Client.prototype, 'query', {
    value(this: pg.Client, text: unknown, ...rest: readonly unknown[]): unknown {
      const wrong = typeof text === 'string' ? list.reduce((sql, { of, to }) => sql.replace(of, to), text) : text;
      return Reflect.apply(query, this, [wrong, ...rest]);
    },
  });
}
