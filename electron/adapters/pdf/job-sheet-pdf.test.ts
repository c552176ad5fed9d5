import { afterEach, describe, expect, it } from 'vitest';
import type { JobSheet } from '#core/domain/reports/job-sheet.ts';
import { parseLabel } from '#core/domain/scanning/parse-label.ts';
import type { PrintOptions } from '#core/ports/report-printer.ts';
import { createPdfReportPrinter } from './create-pdf-report-printer.ts';
import { type PrintedFile, readPrinted } from './read-printed.ts';

const open: PrintedFile[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((file) => file.close()));
});

const sheet: JobSheet = {
  id: '01a1fe5d-b419-71f8-9f3e-42718ab779d3',
  number: 'J-1042',
  kind: 'maintenance',
  task: 'swap',
  fleet: 'Nordfracht Logistik',
  workshop: 'Hansen Trailer Service',
  technician: null,
  serviceDate: '2026-12-01',
  servicePlace: 'Hall North',
  groups: [
    {
      group: 'vehicle',
      lines: [
        { field: 'plate', text: 'KL 99' },
        { field: 'vin', text: null },
      ],
    },
    { group: 'unit', lines: [{ field: 'oldUnitSerial', text: '866 344 054 201822' }] },
    { group: 'configuration', lines: [] },
  ],
  symptom: 'Silent for three days',
  instructions: 'Call before the swap.',
  steps: [
    { what: 'configure', settled: { how: 'done', by: 'M. Kaya', at: '2026-11-21T09:12:00.000Z' } },
    { what: 'inspect', settled: { how: 'by-hand', by: 'M. Kaya', at: '2026-11-21T09:30:00.000Z' } },
    { what: 'pair', settled: null },
  ],
  checklist: [
    {
      what: 'Plug is locked',
      settled: { how: 'left-out', by: 'A. Okafor', at: '2026-11-21T10:40:00.000Z', reason: 'No plug here' },
    },
    { what: 'Box is closed', settled: null },
  ],
  timeZone: 'Europe/Berlin',
  printedAt: '2026-11-21T13:00:00.000Z',
};

async function print(of: JobSheet, options: PrintOptions = { locale: 'en', paper: 'a4' }): Promise<PrintedFile> {
  const outcome = await createPdfReportPrinter().jobSheet(of, options);
  if (outcome.kind !== 'printed') {
    throw new Error(outcome.kind);
  }
  const file = await readPrinted(outcome.pdf);
  open.push(file);
  return file;
}

const textOf = (file: PrintedFile) =>
  file.pages
    .map((page) => page.text)
    .join('\n')
    .replaceAll('\u00a0', ' ');

describe('JOB-7 the job sheet on paper', () => {
  it('says what is to be done to which vehicle, on one page, with boxes for each step and point', async () => {
    const file = await print(sheet);
    expect(file.pages).toHaveLength(1);
    const text = textOf(file);
    for (const words of [
      ...['Job J-1042', 'Nordfracht Logistik', 'Maintenance · Swap of a unit', '1 December 2026'],
      ...['KL 99', 'VIN', '866 344 054 201822', 'Silent for three days', 'Call before the swap.'],
      ...['Configure', 'Pair with the vehicle', 'Plug is locked', 'Box is closed', 'Succeeded', 'Failed'],
    ]) {
      expect(text).toContain(words);
    }
    expect(text).not.toContain('Configuration');
  });

  it('says of each step and point who settled it, when, and why it was left out', async () => {
    const text = textOf(await print(sheet));
    expect(text).toContain('M. Kaya, 21 Nov 2026, 10:12');
    expect(text).toMatch(/Left out: No plug here \(A\. Okafor, 21 Nov 2026, 11:40\)/);
  });

  it.each([
    ['en', /^Done by hand, shown by no unit's sheet: M. Kaya, 21 Nov 2026, 10:30$/m, /^M. Kaya, 21 Nov 2026, 10:12$/m],
    ['de', /^Von Hand getan, von keinem Arbeitsblatt belegt: M. Kaya, 21. Nov/m, /^M. Kaya, 21. Nov/m],
  ] as const)(
    'says in %s of a step that nobody but its technician has seen, and of no other, that it was done by hand',
    async (locale, byHand, shown) => {
      const text = textOf(await print(sheet, { locale, paper: 'a4' }));
      expect(text).toMatch(byHand);
      expect(text).toMatch(shown);
      expect(text.match(/by hand|von Hand/gi)).toHaveLength(1);
    },
  );

  it('SCAN-4 carries a code that a reader takes for this job', async () => {
    const [code = ''] = await (await print(sheet)).codes(1);
    expect(code).toBe(`fitbay://job/${sheet.id}`);
    expect(parseLabel(code)).toMatchObject({ fields: { job: sheet.id } });
  });

  it('speaks German on Letter paper', async () => {
    const text = textOf(await print(sheet, { locale: 'de', paper: 'letter' }));
    expect(text).toContain('Auftrag J-1042');
    expect(text).toContain('1. Dezember 2026');
  });
});
