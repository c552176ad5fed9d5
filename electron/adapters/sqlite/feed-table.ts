import type { Ids } from '#core/ports/ids.ts';
import type { StoreReader, StoreWriter } from '#core/ports/station-store.ts';
import type { Statements } from './statements.ts';
import { readStored } from './stored-json.ts';
import { feedRecord } from './stored-shapes.ts';

type Reads = Pick<StoreReader, 'feed'>;
type Writes = Pick<StoreWriter, 'addFeed' | 'removeFeedSaying'>;

const rowsPerLook = 2_000;

/** What happened at this bench, newest first, for the page's feed. */
export function createFeedTable(statements: Statements, ids: Ids): { readonly reads: Reads; readonly writes: Writes } {
  const newest = statements.prepare<[number], { json: string }>('SELECT json FROM feed ORDER BY position DESC LIMIT ?');
  const insert = statements.prepare<[string]>('INSERT INTO feed (json) VALUES (?)');
  const before = statements.prepare<[number, number], { position: number; json: string }>(
    'SELECT position, json FROM feed WHERE position < ? ORDER BY position DESC LIMIT ?',
  );
  const remove = statements.prepare<[number]>('DELETE FROM feed WHERE position = ?');
  return {
    reads: { feed: (limit) => newest.all(limit).map((row) => readStored('feed', feedRecord, row.json)) },
    writes: {
      addFeed(record) {
        statements.mustBeInTransaction();
        const stored = feedRecord.parse({ ...record, id: ids.next() });
        insert.run(JSON.stringify(stored));
        return stored;
      },
      removeFeedSaying(texts) {
        statements.mustBeInTransaction();
        for (let page = before.all(Number.MAX_SAFE_INTEGER, rowsPerLook); page.length > 0; ) {
          for (const { position, json } of page) {
            const { detail } = readStored('feed', feedRecord, json);
            if (Object.values(detail).some((value) => texts.has(value))) {
              remove.run(position);
            }
          }
          page = before.all(page.at(-1)?.position ?? 0, rowsPerLook);
        }
      },
    },
  };
}
