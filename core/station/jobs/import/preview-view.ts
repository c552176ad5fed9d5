import { type ImportPreviewView, mostMeantPartners } from '../../../contract/station/job-import.ts';
import type { JudgedImport } from './judge-import.ts';
import type { ImportTable } from './read-import.ts';

const sampledRows = 3;
const shownCharacters = 120;

/** A judged table as people look at it: what a hostile file may hold in one cell does not travel to the page. */
export function previewView({ table, columns }: ImportTable, { preview, jobs }: JudgedImport): ImportPreviewView {
  const { faults, doubts, rows, good, namesPartners, unknownPartners } = preview;
  return {
    kind: 'preview',
    encoding: table.encoding,
    delimiter: table.delimiter,
    columns: columns.map((column) => ({ ...column, heading: shortened(column.heading) })),
    sample: table.rows
      .slice(0, sampledRows)
      .map(({ cells }) => columns.map((_column, index) => shortened((cells[index] ?? '').trim()))),
    rows,
    good: good.length,
    assigned: jobs.filter(({ partnerId }) => partnerId !== null).length,
    namesPartners,
    unknownPartners: [...unknownPartners]
      .filter(([named]) => named.length <= shownCharacters)
      .map(([named, count]) => ({ named, rows: count }))
      .sort((left, right) => right.rows - left.rows)
      .slice(0, mostMeantPartners),
    faults: [...faults],
    doubts: [...doubts],
  };
}

function shortened(text: string): string {
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
}
