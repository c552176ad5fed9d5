import { reader } from '#core/domain/scanning/reader.ts';
import type { ReaderReads, ReaderWrites } from '#core/ports/reader-store.ts';
import type { Statements } from './statements.ts';
import { readStored } from './stored-json.ts';

/** Barcode readers of this station; a handful. */
export function createReadersTable(statements: Statements): {
  readonly reads: ReaderReads;
  readonly writes: ReaderWrites;
} {
  const all = statements.prepare<[], { json: string }>('SELECT json FROM reader ORDER BY position');
  const put = statements.prepare<[string, string]>(
    'INSERT INTO reader (id, json) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json',
  );
  const remove = statements.prepare<[string]>('DELETE FROM reader WHERE id = ?');
  return {
    reads: { readers: () => all.all().map(({ json }) => readStored('reader', reader, json)) },
    writes: {
      saveReader(value) {
        statements.mustBeInTransaction();
        const stored = reader.parse(value);
        put.run(stored.id, JSON.stringify(stored));
      },
      removeReader(id) {
        statements.mustBeInTransaction();
        remove.run(id);
      },
    },
  };
}
