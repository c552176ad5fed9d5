import type { TableFile } from '#core/ports/table-reader.ts';
import type { ImportBench, Sabotage } from './import-bench.ts';

/** Bad habits that an import could have, each of which must turn the suite red (P41). */
export const csvSabotages: readonly (readonly [name: string, sabotage: Sabotage])[] = [
  [
    'takes every file for Windows-1252',
    { reader: (real) => ({ read: (bytes) => real.read(Buffer.from(Buffer.from(bytes).toString('latin1'), 'utf8')) }) },
  ],
  ['loses the last row', withTable((rows) => rows.slice(0, -1))],
  ['counts lines from the header', withTable((rows) => rows.map((row, index) => ({ ...row, line: index + 2 })))],
  [
    'cuts rows to the width of the header',
    withTable((rows, width) => rows.map((row) => ({ ...row, cells: row.cells.slice(0, width) }))),
  ],
  [
    'reads on where a quotation mark stays open',
    {
      reader: (real) => ({
        read(bytes) {
          const table = real.read(bytes);
          return table.kind === 'unreadable' && table.code === 'TABLE_QUOTES'
            ? real.read(Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('"', '')))
            : table;
        },
      }),
    },
  ],
  [
    'throws for a byte that is none of text',
    {
      reader: (real) => ({
        read(bytes) {
          if (real.read(bytes).kind === 'unreadable') {
            throw new TypeError('no text');
          }
          return real.read(bytes);
        },
      }),
    },
  ],
  ['keeps half of what the centre refuses', { kept: 1 }],
  [
    'writes with the preview already',
    {
      bench: (real) => ({
        ...real,
        preview: async (wish) => {
          const preview = await real.preview(wish);
          if (preview.kind === 'preview' && preview.good > 0) {
            await real.commit({ ...wish, requestId: 'too-early', expectedGood: preview.good });
          }
          return preview;
        },
      }),
    },
  ],
  ['asks again under another number', { bench: withNewNumbers }],
  [
    'says nothing of one fault',
    {
      bench: (real) => ({
        ...real,
        preview: async (wish) => {
          const preview = await real.preview(wish);
          return preview.kind === 'preview' ? { ...preview, faults: preview.faults.slice(1) } : preview;
        },
      }),
    },
  ],
  [
    'hands out formulas as they stood',
    {
      bench: (real) => ({
        ...real,
        rejected: async (wish) => (await real.rejected(wish))?.replaceAll("'", '') ?? null,
      }),
    },
  ],
];

function withTable(change: (rows: TableFile['rows'], width: number) => TableFile['rows']): Sabotage {
  return {
    reader: (real) => ({
      read(bytes) {
        const table = real.read(bytes);
        return table.kind === 'table' ? { ...table, rows: change(table.rows, table.header.length) } : table;
      },
    }),
  };
}

function withNewNumbers(real: ImportBench): ImportBench {
  let count = 0;
  return {
    ...real,
    commit(asked) {
      count += 1;
      return real.commit({ ...asked, requestId: `${asked.requestId}-${count}` });
    },
  };
}
