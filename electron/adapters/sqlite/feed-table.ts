import type { Ids } from '#core/ports/ids.ts';
import type { StoreReader, StoreWriter } from '#core/ports/station-store.ts';
import type { Statements } from './statements.ts';
import { readStored } from './stored-json.ts';
import { feedRecord } from './stored-shapes.ts';

type Reads = Pick<StoreReader, 'feed'>;
type Writes = Pick<StoreWriter, 'addFeed'>;

/** What happened at this bench, newest first, for the page's feed. */
export function createFeedTable(statements: Statements, ids: Ids): { readonly reads: Reads; readonly writes: Writes } {
  const newest = statements.prepare<[number], { json: string }>('SELECT json FROM feed ORDER BY position DESC LIMIT ?');
  const insert = statements.prepare<[string]>('INSERT INTO feed (json) VALUES (?)');
  return {
    reads: { feed: (limit) => newest.all(limit).map((row) => readStored('feed', feedRecord, row.json)) },
    writes: {
      addFeed(record) {
        statements.mustBeInTransaction();
        const stored = feedRecord.parse({ ...record, id: ids.next() });
        insert.run(JSON.stringify(stored));
        return stored;
      },
    },
  };
}
