import type { ImportCode } from '../../codes.ts';
import { normalizeVin } from '../../identity/vin.ts';
import { findDoubts } from './find-doubts.ts';
import type { ImportTarget } from './import-columns.ts';
import {
  faultAt,
  type ImportedJob,
  type ImportFault,
  judgeRow,
  namedPartner,
  type RowRules,
  type TableRow,
} from './import-row.ts';

/** The most jobs one file may bring (JOB-4). */
export const mostImportedRows = 1_000;

/** What the fleet has already, for rows to be compared with. */
export interface ImportSurroundings {
  /** Partner IDs that a job may go to now, upper case. */
  readonly partnerCodes: ReadonlySet<string>;
  /** What else stands in the partner's column and whom somebody said it means, upper case. */
  readonly meantPartners: ReadonlySet<string>;
  readonly unitTypes: ReadonlySet<string>;
  /** Jobs that are not ended: normalized VINs, and plates as `plateKey` writes them. */
  readonly openVins: ReadonlySet<string>;
  readonly openPlates: ReadonlySet<string>;
}

/**
 * `too-many`: nothing is read of it. `preview`: what would be imported, every fault of the other rows, and what is doubtful about the good ones;
 * nothing is written anywhere.
 */
export type ImportPreview =
  | { readonly kind: 'too-many'; readonly rows: number }
  | {
      readonly kind: 'preview';
      readonly rows: number;
      readonly good: readonly ImportedJob[];
      readonly faults: readonly ImportFault[];
      readonly doubts: readonly ImportFault[];
      /** Whether any row names a partner, a good one or not: then nobody else is chosen for the others (c1). */
      readonly namesPartners: boolean;
      /** What stands in the partner's column and is no Partner ID that a job may go to, upper case, with how many rows have it. */
      readonly unknownPartners: ReadonlyMap<string, number>;
    };

/**
 * Judges every row of a table before anything is written (JOB-4). Of two rows for the same vehicle neither is taken by guess: both are
 * shown, with the line of the other in the file. A blank row at the end of a file is no row.
 */
export function previewImport(rows: readonly TableRow[], rules: RowRules, around: ImportSurroundings): ImportPreview {
  const meant = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (meant.length > mostImportedRows) {
    return { kind: 'too-many', rows: meant.length };
  }
  const judged = meant.map((row) => ({ row, judged: judgeRow(row, rules) }));
  const counts = countVehicles(judged.flatMap((one) => (one.judged.kind === 'good' ? [one.judged.job] : [])));
  const good: ImportedJob[] = [];
  const faults: ImportFault[] = [];
  const doubts: ImportFault[] = [];
  const { columns } = rules;
  for (const { row, judged: one } of judged) {
    const found =
      one.kind === 'bad'
        ? one.faults
        : againstSurroundings(one.job, { counts, around }).map((misfit) => faultAt(row, { columns, ...misfit }));
    faults.push(...found);
    if (found.length === 0 && one.kind === 'good') {
      good.push(one.job);
      doubts.push(...findDoubts(one.job).map((doubt) => faultAt(row, { columns, ...doubt })));
    }
  }
  const named = meant.flatMap((row) => namedPartner(row, columns) ?? []);
  const unknownPartners = new Map<string, number>();
  for (const code of named.filter((one) => !around.partnerCodes.has(one))) {
    count(unknownPartners, code);
  }
  return {
    kind: 'preview',
    rows: meant.length,
    good,
    faults,
    doubts,
    namesPartners: named.length > 0,
    unknownPartners,
  };
}

/** Faults grouped by what has to be done about them, the most frequent first. */
export function groupFaults(
  faults: readonly ImportFault[],
): readonly { readonly code: ImportCode; readonly name: string | null; readonly faults: readonly ImportFault[] }[] {
  const groups = new Map<string, ImportFault[]>();
  for (const fault of faults) {
    const key = `${fault.code} ${fault.name ?? ''}`;
    const group = groups.get(key) ?? [];
    group.push(fault);
    groups.set(key, group);
  }
  return [...groups.values()]
    .flatMap((group) => (group[0] === undefined ? [] : [{ code: group[0].code, name: group[0].name, faults: group }]))
    .sort((left, right) => right.faults.length - left.faults.length);
}

/** A plate in the spelling in which plates are compared: people write `KL-AB 99` and `kl ab99` for one vehicle. */
export function plateKey(plate: string): string {
  return plate.toUpperCase().replace(/[\s-]/g, '');
}

interface VehicleCounts {
  readonly vins: ReadonlyMap<string, number>;
  readonly plates: ReadonlyMap<string, number>;
}

function countVehicles(jobs: readonly ImportedJob[]): VehicleCounts {
  const [vins, plates] = [new Map<string, number>(), new Map<string, number>()];
  for (const { fields } of jobs) {
    count(vins, fields.vin === null ? null : normalizeVin(fields.vin));
    count(plates, fields.plate === null ? null : plateKey(fields.plate));
  }
  return { vins, plates };
}

function count(into: Map<string, number>, key: string | null): void {
  if (key !== null) {
    into.set(key, (into.get(key) ?? 0) + 1);
  }
}

interface Misfit {
  readonly target: ImportTarget;
  readonly code: ImportCode;
}

function againstSurroundings(
  { fields, partnerCode }: ImportedJob,
  { counts, around }: { readonly counts: VehicleCounts; readonly around: ImportSurroundings },
): readonly Misfit[] {
  const vin = fields.vin === null ? null : normalizeVin(fields.vin);
  const plate = fields.plate === null ? null : plateKey(fields.plate);
  return [
    ...(partnerCode !== null && !around.partnerCodes.has(partnerCode) && !around.meantPartners.has(partnerCode)
      ? [misfit('partner', 'IMPORT_PARTNER')]
      : []),
    ...(fields.unitType !== null && !around.unitTypes.has(fields.unitType)
      ? [misfit('unitType', 'IMPORT_UNIT_TYPE')]
      : []),
    ...(vin !== null && (counts.vins.get(vin) ?? 0) > 1 ? [misfit('vin', 'IMPORT_TWICE')] : []),
    ...(plate !== null && (counts.plates.get(plate) ?? 0) > 1 ? [misfit('plate', 'IMPORT_TWICE')] : []),
    ...(vin !== null && around.openVins.has(vin) ? [misfit('vin', 'IMPORT_OPEN_JOB')] : []),
    ...(plate !== null && around.openPlates.has(plate) ? [misfit('plate', 'IMPORT_OPEN_JOB')] : []),
  ];
}

const misfit = (target: ImportTarget, code: ImportCode): Misfit => ({ target, code });
