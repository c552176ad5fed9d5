import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportTable } from '#core/domain/jobs/import/export-table.ts';
import { guessColumns, importTargets } from '#core/domain/jobs/import/import-columns.ts';
import { plateKey, previewImport } from '#core/domain/jobs/import/preview-import.ts';
import type { Job } from '#core/domain/jobs/job.ts';
import { blankJobFields, type JobFields, type JobKind, jobFieldTable } from '#core/domain/jobs/job-fields.ts';
import { judgeJobFields } from '#core/domain/jobs/judge-job-fields.ts';
import { fieldsWith, pendingJob, workshop } from '#core/domain/jobs/testing/sample-job.ts';
import { assetId } from '#core/kernel/entity-ids.ts';
import { createTableReader } from '#electron/adapters/csv/create-table-reader.ts';

const partnerCode = 'T1E2S';
const around = {
  partnerCodes: new Set([partnerCode]),
  meantPartners: new Set<string>(),
  unitTypes: new Set(['evopulse', 'evoguard']),
  openVins: new Set<string>(),
  openPlates: new Set<string>(),
};

function tableOf(jobs: readonly Job[]) {
  const text = exportTable(
    jobs.map((job) => ({
      job,
      fleetName: 'Blue Haulage',
      templateName: null,
      ofAsset: {},
      partnerCode: job.partner === null ? null : partnerCode,
    })),
  );
  const table = createTableReader().read(new TextEncoder().encode(`\ufeff${text}`));
  if (table.kind !== 'table') {
    throw new Error(`the export is no table: ${JSON.stringify(table)}`);
  }
  return table;
}

/** What an import makes of an export. */
function importedFrom(jobs: readonly Job[]) {
  const { header, rows } = tableOf(jobs);
  const rules = { columns: guessColumns(header), defaultKind: 'installation', template: null, preferTemplate: false };
  const preview = previewImport(rows, { ...rules, defaultKind: 'installation' }, around);
  return preview.kind === 'preview'
    ? {
        faults: preview.faults,
        jobs: preview.good.map(({ kind, partnerCode: code, fields }) => ({ kind, code, fields })),
      }
    : preview;
}

describe('JOB-4 JOB-5 what is exported can be imported again', () => {
  it('has every column that an import reads, under the name by which it is known', () => {
    const columns = guessColumns(tableOf([pendingJob()]).header).filter(({ target }) => target !== null);
    expect(columns.every(({ how }) => how === 'exact')).toBe(true);
    expect(new Set(columns.map(({ target }) => target))).toEqual(new Set(importTargets));
  });

  it('makes the same jobs, whatever their fields hold', () => {
    fc.assert(
      fc.property(fc.array(someJob, { minLength: 1, maxLength: 6 }), (some) => {
        const jobs = differentVehicles(some);
        const wanted = jobs.map(({ kind, partner, fields }) => ({
          kind,
          code: partner === null ? null : partnerCode,
          fields: withPlainLineEnds(fields),
        }));
        expect(importedFrom(jobs)).toEqual({ faults: [], jobs: wanted });
      }),
      { numRuns: 300 },
    );
  });

  it('prescribes nothing that was found: it stands beside it', () => {
    const run: NonNullable<Job['run']> = {
      id: 'run',
      stationId: 'bench',
      stationName: 'Bench',
      startedAt: '2026-11-23T09:00:00.000Z',
      paused: null,
      technician: { personId: null, name: 'M. Kaya' },
      steps: {},
      overrides: [],
      filled: fieldsWith({ unitSerial: '860000000000013', vin: 'WSM00000003111444' }),
    } as unknown as NonNullable<Job['run']>;
    const job = pendingJob({ status: 'running', partner: workshop, run, fields: fieldsWith({ plate: 'KL 99' }) });
    const { header, rows } = tableOf([job]);
    const cell = (name: string) => rows[0]?.cells[header.indexOf(name)];
    expect([cell('vin'), cell('found_vin'), cell('unit_serial'), cell('found_unit_serial')]).toEqual([
      ...['', 'WSM00000003111444', '', '860000000000013'],
    ]);
    expect(importedFrom([job])).toMatchObject({ jobs: [{ fields: fieldsWith({ plate: 'KL 99' }) }] });
  });

  it('names the vehicle that only its asset knows', () => {
    const job = pendingJob({ fields: fieldsWith({ assetId: assetId.parse('asset') }) });
    const text = exportTable([
      { job, fleetName: 'Blue Haulage', partnerCode: null, templateName: null, ofAsset: { plate: 'KL 7' } },
    ]);
    expect(text).toContain('KL 7');
  });
});

/** Line ends of every kind are one to whoever reads a table. */
function withPlainLineEnds(fields: JobFields): JobFields {
  const plain = (value: unknown) => (typeof value === 'string' ? value.replace(/\r\n?/g, '\n') : value);
  return fieldsWith(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plain(value)])));
}

/** Signs that people write; of those that only steer a terminal an import says that they cannot be read. */
const words = (longest: number) =>
  fc
    .array(
      fc.oneof(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }),
        fc.constantFrom(...['=', "'", '"', ',', ';', '\n', '\r\n', '\t', ' ', '-', '@', '+', 'ä', '\u00a0', '\ufeff']),
      ),
      { maxLength: Math.min(longest, 12) },
    )
    .map((parts) => parts.join('').replace(/[\ufffd\p{Cc}\p{Cs}]/gu, (sign) => (/[\t\r\n]/.test(sign) ? sign : '')))
    .map((text) => text.trim().slice(0, longest).trim())
    .map((text) => (text === '' ? null : text));

const given: fc.Arbitrary<JobFields> = fc
  .record({
    plate: words(80),
    customName: words(80),
    vehicleModelId: words(80),
    installationVariant: words(80),
    centralLockConnectionType: words(80),
    fuelType: words(80),
    hardware: words(80),
    servicePlace: words(80),
    symptom: words(4_000),
    instructions: words(4_000),
    vin: fc.constantFrom(null, 'WSM00000003111444', 'wsm00000003111445', '3111444'),
    unitType: fc.constantFrom(null, 'evopulse', 'evoguard'),
    unitSerial: fc.constantFrom(null, '860000000000013', '86 0000 00000 0013'),
    oldUnitSerial: fc.constantFrom(null, '359315075384726'),
    serviceDate: fc.constantFrom(null, '2026-12-01', '2027-02-28'),
    task: fc.constantFrom(null, 'repair', 'inspection', 'swap', 'removal'),
  })
  .map((fields) => fieldsWith(fields as Partial<JobFields>));

const someJob: fc.Arbitrary<Job> = fc
  .record({ kind: fc.constantFrom<JobKind>('installation', 'maintenance'), fields: given, isGiven: fc.boolean() })
  .map(({ kind, fields, isGiven }) => {
    const ofKind = jobFieldTable.filter(({ kinds }) => kinds.includes(kind)).map(({ name }) => [name, fields[name]]);
    const judged = judgeJobFields(kind, { ...blankJobFields, hardware: 'x', ...Object.fromEntries(ofKind) });
    return judged.kind === 'unfit'
      ? null
      : pendingJob({ kind, fields: judged.fields, partner: isGiven ? workshop : null });
  })
  .filter((job) => job !== null);

/** Of two rows for one vehicle an import takes neither. */
function differentVehicles(jobs: readonly Job[]): readonly Job[] {
  const known = new Set<string>();
  return jobs.filter(({ fields: { plate, vin } }) => {
    const keys = [plate === null ? [] : [plateKey(plate)], vin === null ? [] : [vin]].flat();
    const isNew = keys.every((key) => !known.has(key));
    for (const key of keys) {
      known.add(key);
    }
    return isNew;
  });
}
