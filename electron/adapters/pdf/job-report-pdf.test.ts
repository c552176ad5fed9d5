import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type JobReport, jobReport, type ReportCheck } from '#core/domain/reports/job-report.ts';
import { sampleJobReport as sample, sampleFirmware, sampleRestore } from '#core/domain/reports/sample-job-report.ts';
import type { PrintOptions } from '#core/ports/report-printer.ts';
import { createPdfReportPrinter } from './create-pdf-report-printer.ts';
import { margins } from './paper.ts';
import { type PrintedFile, type PrintedWord, readPrinted } from './read-printed.ts';

const english: PrintOptions = { locale: 'en', paper: 'a4' };
const german: PrintOptions = { locale: 'de', paper: 'a4' };
const open: PrintedFile[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((file) => file.close()));
});

async function bytes(report: JobReport, options: PrintOptions): Promise<Uint8Array> {
  const outcome = await createPdfReportPrinter().jobReport(jobReport.parse(report), options);
  expect(outcome.kind).toBe('printed');
  return outcome.kind === 'printed' ? outcome.pdf : new Uint8Array();
}

async function print(report: JobReport, options = english): Promise<PrintedFile> {
  const file = await readPrinted(await bytes(report, options));
  open.push(file);
  return file;
}

const textOf = (file: PrintedFile) =>
  file.pages
    .map((page) => page.text)
    .join('\n')
    .replaceAll('\u00a0', ' ');

/** Words of one line of print that run into each other. */
function overlaps(words: readonly PrintedWord[]): readonly string[] {
  return words.flatMap((word) =>
    words
      .filter(
        (other) => other.left > word.left && Math.abs(other.base - word.base) < 2 && other.left < word.right - 0.6,
      )
      .map((other) => `${word.text} | ${other.text}`),
  );
}

const manyChanges = (count: number): JobReport['configuration'] => ({
  kind: 'written',
  profile: { name: 'Trailer EU', version: '7' },
  readBack: false,
  checksum: '55aa',
  changes: Array.from({ length: count }, (_, index) => ({
    label: `Parameter ${index + 1}`,
    before: { kind: 'unset' },
    after: { kind: 'value', text: `value-${index + 1}` },
    unit: null,
    wantedBy: index === 70 ? 'override' : 'profile',
    reason: index === 70 ? 'asked for in writing' : null,
  })),
});

describe('REP-2 what the job report says', () => {
  it.each<[PrintOptions, readonly string[]]>([
    [
      english,
      [
        'Installation report 1042',
        'Succeeded, 20 November 2026, 12:41 to 13:07 CET',
        'plate, unit and asset agree',
        '4.2.1, at least 4.2.0 wanted',
        '20 Nov 2026, 12:48:09',
        'profile Trailer EU 7, 11 values written, all read back',
        'override: “measured on axle 2”',
        '22 to 30 V',
        '24.6 V',
        '5, then 9',
        '24.1 to 25.9, 30 s',
        '−81 to −76, 30 s',
        'Pass, run 2',
        'Not wanted',
        'Inspection passed. Passed if every wanted check passed',
        'Paired with KL 99 automatically at 13:02 by an exact VIN match.',
        '13:01, 50.869 N 2.894 E.',
        'M. Kaya, technician, signed with PIN 13:06',
        'For the customer, name in capitals',
        'audit 7c1e 90ab 44d2 · station 2 · entries 88,120 to 88,164',
        'Recorded offline 12:41, sent 13:10',
        'Page 1 of 2',
        'Appendix: all 11 written values, checksum 7c1e04aa',
      ],
    ],
    [
      german,
      [
        'Einbaubericht 1042',
        'Erfolgreich, 20. November 2026, 12:41 bis 13:07 MEZ',
        'Schild, Gerät und Akte einig',
        'mindestens −95 dBm',
        '24,6 V',
        'Bestanden, Lauf 2',
        'Nicht verlangt',
        '50,869 N 2,894 O.',
        'Einträge 88.120 bis 88.164',
        'Seite 1 von 2',
      ],
    ],
  ])('in %o', async (options, phrases) => {
    const file = await print(sample, options);
    const text = textOf(file).replaceAll('\n', ' ');
    expect(phrases.filter((phrase) => !text.includes(phrase))).toEqual([]);
    expect(file.pages).toHaveLength(2);
  });

  it('says every verdict in words, in both languages', async () => {
    const results = ['pass', 'warn', 'fail', 'not-possible', 'not-wanted'] as const;
    const checks = results.map(
      (result): ReportCheck => ({
        label: `check ${result}`,
        wanted: { kind: 'nothing' },
        runs: [],
        series: null,
        result,
        source: 'cable',
        note: null,
        photoCount: 0,
      }),
    );
    const report: JobReport = { ...sample, inspection: { kind: 'done', rule: 'All.', overall: 'fail', checks } };
    const text = textOf(await print(report));
    for (const word of ['Pass', 'Warning', 'Fail', 'Not possible', 'Not wanted', 'Inspection failed.']) {
      expect(text).toContain(word);
    }
    const other = textOf(await print(report, german));
    for (const word of ['Bestanden', 'Warnung', 'Nicht bestanden', 'Nicht möglich', 'Nicht verlangt']) {
      expect(other).toContain(word);
    }
  });

  it('never calls an unanswered transfer accepted, nor a waiting record sent', async () => {
    const text = textOf(
      await print({
        ...sample,
        ownership: {
          kind: 'provisional',
          from: 'Hansen',
          to: 'Nordfracht',
          requestedAt: sample.startedAt,
          transferId: 'T-1',
        },
        recordedOffline: { at: sample.startedAt, sentAt: null },
      }),
    );
    expect(text.replaceAll('\n', ' ')).toContain('Requested 20 Nov 2026, 12:41, not yet accepted');
    expect(text).toContain('Recorded offline 12:41, not yet sent');
  });

  it('says why a job failed, which VINs differ, and what was not done', async () => {
    const report: JobReport = {
      ...sample,
      result: { kind: 'failed', reason: 'corroded ground' },
      vehicle: {
        plate: null,
        category: null,
        vin: 'WSM00000003111444',
        threeWay: { scanned: 'WSM00000003111444', unit: '09999999', asset: null, agree: false },
      },
      configuration: { kind: 'not-done', reason: 'no voltage' },
      inspection: { kind: 'not-done', reason: 'no unit' },
      pairing: { kind: 'failed', at: sample.endedAt, reason: 'not-found' },
      firstMessage: null,
    };
    const text = textOf(await print(report));
    for (const phrase of [
      'Failed, 20',
      'Why it failed: corroded ground',
      'the sources do not agree',
      'unit 09999999',
      'Configuration: not done\nno voltage',
      'Inspection: not done\nno unit',
      'no vehicle of the customer has this VIN',
    ]) {
      expect(text).toContain(phrase);
    }
  });

  it('d2 says what was kept of the unit, what was put back, and why the rest was not', async () => {
    const text = textOf(await print({ ...sample, restore: sampleRestore })).replace(/\s+/g, ' ');
    for (const phrase of [
      'Backup kept and put back after the transfer',
      '24 values of 20 Nov 2026, 12:46, fingerprint c4d19e7730ab.',
      'Put back and read back: Connection kept open and Answer awaited.',
      'Left out, belongs to the former owner: Backup server and Access point sign-in.',
      'Left out, the profile decides it: Tyres.',
    ]) {
      expect(text).toContain(phrase);
    }
  });

  it('INST-5 says which firmware was sent and what the unit told afterwards', async () => {
    const said = async (firmware: JobReport['firmware']) =>
      textOf(await print({ ...sample, firmware })).replace(/\s+/g, ' ');
    expect(await said(sampleFirmware)).toContain(
      'Firmware updated from 03.26.04 to 03.28.00 File bu1-03.28.00.bin, fingerprint 9f2c51ab04de, sent by M. Kaya, 20 Nov 2026, 12:45. Told by the unit afterwards: 03.28.00.',
    );
    expect(sampleFirmware && (await said({ ...sampleFirmware, outcome: 'not-known', told: null }))).toContain(
      'The unit was not heard afterwards.',
    );
    expect(await said(null)).not.toContain('Firmware updated');
  });

  it('REP-2 keeps the time of the signature on what is printed later', async () => {
    const reprint = { ...sample, printedAt: '2026-12-01T08:00:00.000Z', reprintOf: { signedAt: sample.printedAt } };
    const file = await print(reprint);
    expect(file.pages[1]?.text).toContain('Printed later, 1 Dec 2026, 09:00; signed 20 Nov 2026, 13:11');
  });

  it('prints names of all of Europe, and a mark instead of a letter it cannot draw', async () => {
    const customer = 'Żółć Łódź · Ístanbul Öğüt · Βόλος · Київ · 漢';
    const text = textOf(await print({ ...sample, customer }));
    expect(text.replace(/\s+/g, ' ')).toContain('Żółć Łódź · Ístanbul Öğüt · Βόλος · Київ · \ufffd');
  });
});

describe('INST-7 the printed proof hides secrets', () => {
  it('says that a secret was written, not which', async () => {
    const text = textOf(await print(sample));
    expect(text).toMatch(/Access point password hidden hidden profile/);
  });
});

describe('REP-2 a long report', () => {
  it('repeats heading and column names on each page and splits no row', async () => {
    const file = await print({ ...sample, configuration: manyChanges(80) });
    const appendix = file.pages.filter(
      (page) => page.text.includes('Parameter 80') || page.text.includes('Parameter 40'),
    );
    expect(file.pages.length).toBeGreaterThanOrEqual(3);
    expect(appendix).toHaveLength(2);
    for (const page of appendix) {
      expect(page.text).toContain('Appendix: all 80 written values');
      expect(page.text).toContain('Wanted by');
      const rows = page.text.match(/Parameter \d+ – value-\d+ (profile|override)/g) ?? [];
      expect(rows).toHaveLength(page.text.match(/Parameter \d+/g)?.length ?? 0);
    }
    expect(file.pages.map((page) => page.text.includes(`of ${file.pages.length}`))).not.toContain(false);
  });

  it('shows what a person decided on the first page, the rest in the appendix', async () => {
    const [first] = (await print({ ...sample, configuration: manyChanges(80) })).pages;
    expect(first?.text).toContain('Parameter 71');
    expect(first?.text).toContain('75 more in the appendix');
    expect(first?.text).not.toContain('Parameter 70');
  });

  it('needs no appendix for six changes', async () => {
    const file = await print({ ...sample, configuration: manyChanges(6) });
    expect(file.pages).toHaveLength(1);
    expect(file.pages[0]?.text).toContain('6 values written, not read back');
  });
});

describe('REP-2 the printed file', () => {
  it('carries a code on each first page that leads to its verification', async () => {
    const file = await print(sample);
    expect(await file.codes(1)).toEqual(['https://fitbay.example.com/verify?report=1042&head=7c1e90ab44d2']);
  });

  it('is tagged: language, title, headings, tables with row and column heads, charts in words', async () => {
    const file = await print(sample, german);
    expect([file.marked, file.language, file.title]).toEqual([true, 'de', 'Einbaubericht 1042']);
    const roles = file.pages[0]?.roles ?? [];
    const count = (role: string) => roles.filter((one) => one === role).length;
    expect([count('H1'), count('H2'), count('Table')]).toEqual([1, 4, 4]);
    // Facts have 8 row heads; ownership 4 + 1, configuration 4 + 6, inspection 5 + 7 column and row heads.
    expect(count('TH')).toBe(8 + 5 + 10 + 12);
    expect(count('TR')).toBe(4 + 2 + 7 + 8);
    expect(file.pages[0]?.alternatives).toContainEqual(
      expect.stringContaining(
        'Diagramm: von 24,3\u00a0V bis 24,6\u00a0V, zwischen 24,1\u00a0V und 25,9\u00a0V, über 30',
      ),
    );
  });

  it('says each repeated table head to a screen reader once', async () => {
    const file = await print({ ...sample, configuration: manyChanges(80) });
    const appendix = file.pages.filter((page) => page.text.includes('Appendix'));
    const count = (role: string) => appendix.map((page) => page.roles.filter((one) => one === role).length);
    expect(appendix.length).toBeGreaterThanOrEqual(2);
    expect(count('H2')).toEqual(appendix.map((_page, index) => (index === 0 ? 1 : 0)));
    // Four column heads and one head for each row; a reader gets the whole table on each page that it touches.
    expect(count('TH')).toEqual(appendix.map(() => 4 + 80));
  });

  it('has PDF/A-3b metadata', async () => {
    const file = await print(sample);
    expect([file.pdfaPart, file.pdfaConformance]).toEqual(['3', 'B']);
  });

  it('depends on its input only', async () => {
    expect(Buffer.compare(await bytes(sample, english), await bytes(sample, english))).toBe(0);
    const later = { ...sample, printedAt: '2026-11-21T08:00:00.000Z' };
    expect(Buffer.compare(await bytes(sample, english), await bytes(later, english))).not.toBe(0);
  });

  it.each<[PrintOptions['paper'], number, number]>([
    ['a4', 595.28, 841.89],
    ['letter', 612, 792],
  ])('fits %s', async (paper, width, height) => {
    const file = await print(sample, { locale: 'en', paper });
    expect(file.pages.map((page) => [page.width, page.height])).toEqual(file.pages.map(() => [width, height]));
  });

  it('keeps every word inside the margins and clear of its neighbour, however long the texts', async () => {
    const words = fc.string({ unit: fc.constantFrom(...'abcWM0– -.ßŁЖ'), minLength: 1, maxLength: 190 });
    const sized = fc.record({
      name: words,
      serial: words,
      value: words,
      reason: words,
      paper: fc.constantFrom('a4', 'letter'),
    });
    await fc.assert(
      fc.asyncProperty(sized, async ({ name, serial, value, reason, paper }) => {
        const configuration = manyChanges(2);
        const changes =
          configuration.kind === 'written'
            ? configuration.changes.map((change) => ({
                ...change,
                label: name,
                before: { kind: 'value' as const, text: value },
                after: { kind: 'value' as const, text: serial },
                wantedBy: 'override' as const,
                reason,
              }))
            : [];
        const file = await print(
          {
            ...sample,
            workshop: name,
            customer: name,
            bench: reason,
            unit: { ...sample.unit, type: value, serial },
            ...(configuration.kind === 'written' ? { configuration: { ...configuration, changes } } : {}),
          },
          { locale: 'de', paper },
        );
        for (const page of file.pages) {
          const outside = page.words.filter(
            (word) => word.left < margins.left - 1 || word.right > page.width - margins.right + 1 || word.base < 10,
          );
          expect(outside).toEqual([]);
          expect(overlaps(page.words)).toEqual([]);
        }
      }),
      { numRuns: 8 },
    );
  }, 60_000);
});

describe('REP-2 a station without its fonts', () => {
  it('names what is missing instead of printing boxes', async () => {
    const printer = createPdfReportPrinter({ resolveFont: (specifier) => `/nowhere/${specifier}` });
    const outcome = await printer.jobReport(sample, english);
    expect(outcome.kind).toBe('fonts-missing');
    expect(outcome.kind === 'fonts-missing' && outcome.files).toContain(
      '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-400-normal.woff',
    );
  });
});
