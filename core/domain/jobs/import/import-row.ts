import type { ImportCode } from '../../codes.ts';
import { unitTypeSchema } from '../../identity/unit-key.ts';
import {
  blankJobFields,
  type JobFields,
  type JobKind,
  jobFields,
  maintenanceTask,
  serviceDate,
} from '../job-fields.ts';
import { type JobFieldFault, judgeJobFields, overlayFields } from '../judge-job-fields.ts';
import { columnName, type ImportColumn, type ImportTarget } from './import-columns.ts';

/** A row of a table file, with the line of the file on which it begins: cells may hold line breaks. */
export interface TableRow {
  /** From 1, the header's included. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** What is wrong with a row, so that a person finds the place and knows what to write there. */
export interface ImportFault {
  readonly line: number;
  /** From 1; null where the row as a whole is at fault. */
  readonly column: number | null;
  /** The published name of the column, for people and for the file of rejected rows. */
  readonly name: string | null;
  readonly code: ImportCode;
  /** What stands there, shortened. */
  readonly found: string;
}

/** A job as a row asks for it. */
export interface ImportedJob {
  readonly line: number;
  readonly kind: JobKind;
  /** As the row has it; the fleet's partners are looked up by whoever knows them. */
  readonly partnerCode: string | null;
  readonly fields: JobFields;
}

export type JudgedRow =
  | { readonly kind: 'good'; readonly job: ImportedJob }
  | { readonly kind: 'bad'; readonly faults: readonly ImportFault[] };

export interface RowRules {
  readonly columns: readonly ImportColumn[];
  /** Of rows that do not say it. */
  readonly defaultKind: JobKind;
  readonly template: JobFields | null;
  /** The template's word counts where both speak (c1). */
  readonly preferTemplate: boolean;
}

/** Reads one row (JOB-4): every fault at once, each with its place. A row in which nothing is said is a fault too. */
export function judgeRow(row: TableRow, rules: RowRules): JudgedRow {
  const cells = cellsOf(row, rules.columns);
  const faults: ImportFault[] = [];
  const fault = (target: ImportTarget | null, code: ImportCode): void => {
    faults.push(faultAt(row, { columns: rules.columns, target, code }));
  };
  const beyond = row.cells.slice(rules.columns.length).some((cell) => cell.trim() !== '');
  if (beyond) {
    fault(null, 'IMPORT_TOO_MANY_CELLS');
  }
  const kind = kindOf(cells.get('kind') ?? '', rules.defaultKind);
  if (kind === null) {
    fault('kind', 'IMPORT_KIND');
  }
  const fields = fieldsOf(cells, fault);
  const merged =
    rules.template === null ? fields : merge(rules.template, { fields, preferTemplate: rules.preferTemplate });
  const judged = judgeJobFields(kind ?? rules.defaultKind, merged);
  const isSilent = [...cells.values()].every((cell) => cell === '');
  if (isSilent) {
    fault(null, 'JOB_EMPTY');
  } else if (judged.kind === 'unfit') {
    const isMoot = ({ code }: JobFieldFault) => code === 'JOB_EMPTY' && faults.length > 0;
    const others = judged.faults.filter((one) => !isMoot(one));
    faults.push(...others.map((one) => faultAt(row, { columns: rules.columns, ...placeOf(one) })));
  }
  return faults.length > 0 || judged.kind === 'unfit'
    ? { kind: 'bad', faults }
    : {
        kind: 'good',
        job: {
          line: row.line,
          kind: kind ?? rules.defaultKind,
          partnerCode: codeOf(cells.get('partner')),
          fields: judged.fields,
        },
      };
}

/** Whom the row names as its partner, as it is compared; null where it names nobody. */
export function namedPartner(row: TableRow, columns: readonly ImportColumn[]): string | null {
  return codeOf(cellsOf(row, columns).get('partner'));
}

function codeOf(cell = ''): string | null {
  return cell === '' ? null : cell.toUpperCase();
}

/** Where a thing was to be read from, and what stands there. */
export function faultAt(
  { line, cells }: TableRow,
  {
    columns,
    target,
    code,
  }: { readonly columns: readonly ImportColumn[]; readonly target: ImportTarget | null; readonly code: ImportCode },
): ImportFault {
  const index = target === null ? -1 : columns.findIndex((column) => column.target === target);
  const text = index === -1 ? cells.join(' ') : (cells[index] ?? '');
  return {
    line,
    column: index === -1 ? null : index + 1,
    name: target === null ? null : columnName(target),
    code,
    found: text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text,
  };
}

const shownCharacters = 60;

const placeOf = ({ field, code }: JobFieldFault) => ({ target: field, code });

function cellsOf({ cells }: TableRow, columns: readonly ImportColumn[]): ReadonlyMap<ImportTarget, string> {
  return new Map(
    columns.flatMap(({ target }, index) => (target === null ? [] : [[target, clean(cells[index] ?? '')] as const])),
  );
}

/** Blanks around a cell mean nothing, and neither does the apostrophe that keeps a spreadsheet from reading it as a formula. */
function clean(cell: string): string {
  const text = cell.trim();
  return /^'+\s*[=+\-@]/.test(text) ? text.slice(1) : text;
}

function kindOf(text: string, otherwise: JobKind): JobKind | null {
  switch (text.toLowerCase()) {
    case '':
      return otherwise;
    case 'installation':
    case 'install':
    case 'einbau':
      return 'installation';
    case 'maintenance':
    case 'wartung':
      return 'maintenance';
    default:
      return null;
  }
}

/** What the cells say, field by field; what cannot be read is told and stays blank. */
function fieldsOf(
  cells: ReadonlyMap<ImportTarget, string>,
  fault: (target: ImportTarget, code: ImportCode) => void,
): JobFields {
  const said: Record<string, unknown> = {};
  for (const [target, text] of cells) {
    if (target === 'partner' || target === 'kind' || text === '') {
      continue;
    }
    const read = readCell(target, text);
    if (read.kind === 'unreadable') {
      fault(target, read.code);
    } else {
      said[target] = read.value;
    }
  }
  return jobFields.parse({ ...blankJobFields, ...said });
}

type ReadCell =
  | { readonly kind: 'read'; readonly value: string }
  | { readonly kind: 'unreadable'; readonly code: ImportCode };

/** What decoding leaves of bytes that are no letters, and signs that steer a terminal: nobody wrote them, and nobody should have to read them. */
const unreadableSigns = /[\ufffd\p{Cc}]/u;

function readCell(target: Exclude<ImportTarget, 'partner' | 'kind'>, text: string): ReadCell {
  if (unreadableSigns.test(text.replace(/[\t\r\n]/g, ''))) {
    return { kind: 'unreadable', code: 'IMPORT_SIGNS' };
  }
  switch (target) {
    case 'serviceDate': {
      const day = isoDay(text);
      return day === null ? { kind: 'unreadable', code: 'IMPORT_DATE' } : { kind: 'read', value: day };
    }
    case 'unitType':
      return unitTypeSchema.safeParse(text.toLowerCase()).success
        ? { kind: 'read', value: text.toLowerCase() }
        : { kind: 'unreadable', code: 'IMPORT_UNIT_TYPE' };
    case 'task':
      return maintenanceTask.safeParse(text.toLowerCase()).success
        ? { kind: 'read', value: text.toLowerCase() }
        : { kind: 'unreadable', code: 'IMPORT_TASK' };
    default:
      return jobFields.shape[target].safeParse(text).success
        ? { kind: 'read', value: text }
        : { kind: 'unreadable', code: 'IMPORT_TOO_LONG' };
  }
}

/** `2026-12-01`, and `01.12.2026` as German tables write it. A day with slashes could be either of two and is asked for again. */
function isoDay(text: string): string | null {
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  const day = german === null ? text : `${german[3]}-${german[2]?.padStart(2, '0')}-${german[1]?.padStart(2, '0')}`;
  return serviceDate.safeParse(day).success ? day : null;
}

function merge(
  template: JobFields,
  { fields, preferTemplate }: { readonly fields: JobFields; readonly preferTemplate: boolean },
): JobFields {
  return preferTemplate ? overlayFields(fields, template) : overlayFields(template, fields);
}
