import { afterEach, describe, expect, it } from 'vitest';
import type { CartonOutcome } from '#core/domain/carton/carton-outcome.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import type { CartonReport, CartonReportRow } from '#core/domain/reports/carton-report.ts';
import type { PrintOptions } from '#core/ports/report-printer.ts';
import { createPdfReportPrinter } from './create-pdf-report-printer.ts';
import { type PrintedFile, readPrinted } from './read-printed.ts';

const open: PrintedFile[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((file) => file.close()));
});

const serialOf = (index: number) => String(350_000_000_000_000 + index * 7);

function rowOf(index: number, outcome: CartonOutcome = 'transferred'): CartonReportRow {
  return {
    number: index + 1,
    serial: serialOf(index),
    type: 'Evo Pulse',
    from: 'Hansen Trailer Service',
    outcome,
    note: outcome === 'lost' ? 'First was Hall South, 20 Nov 2026, 13:02' : 'Needs configuration',
    at: '2026-11-20T12:05:00.000Z',
  };
}

function report(rows: readonly CartonReportRow[], changes: Partial<CartonReport> = {}): CartonReport {
  const count = (outcome: CartonOutcome) => rows.filter((row) => row.outcome === outcome).length;
  return {
    reference: '7F3A91C2',
    workshop: 'Hansen Trailer Service',
    customer: 'Nordfracht Logistik',
    bench: 'Bench 2, Hall North',
    profile: 'Trailer EU',
    startedAt: '2026-11-20T12:00:00.000Z',
    startedBy: 'M. Kaya',
    isOpen: false,
    confirmations: [{ at: '2026-11-20T12:04:00.000Z', by: 'M. Kaya', units: rows.length, secondPerson: 'S. Brandt' }],
    counts: {
      ready: count('ready'),
      'choose-type': count('choose-type'),
      requested: count('requested'),
      transferred: count('transferred'),
      already: count('already'),
      lost: count('lost'),
      refused: count('refused'),
      blocked: count('blocked'),
    },
    rows,
    timeZone: 'Europe/Berlin',
    printedAt: '2026-11-20T13:00:00.000Z',
    ...changes,
  };
}

async function print(of: CartonReport, options: PrintOptions = { locale: 'en', paper: 'a4' }): Promise<PrintedFile> {
  const outcome = await createPdfReportPrinter().cartonReport(of, options);
  if (outcome.kind !== 'printed') throw new Error(outcome.kind);
  const file = await readPrinted(outcome.pdf);
  open.push(file);
  expect(file.pages).toHaveLength(outcome.pages);
  return file;
}

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const textOf = (file: PrintedFile) => plain(file.pages.map((page) => page.text).join('\n'));

describe('OWN-12 REP-2 the printed list of a carton', () => {
  it('says for whom, who confirmed with whom, and what became of each unit', async () => {
    const text = textOf(await print(report([rowOf(0), rowOf(1, 'lost')])));
    for (const words of [
      'Carton 7F3A91C2',
      'Nordfracht Logistik',
      'Trailer EU',
      '1 Transferred',
      '1 Somebody was first',
      'by M. Kaya, S. Brandt agreed',
      groupSerial(serialOf(0)),
      'First was Hall South',
      '20 Nov 2026, 13:05',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).not.toContain('still open');
  });

  it('holds 200 units over several pages, every one once, under headings that come again', async () => {
    const rows = Array.from({ length: 200 }, (_, index) => rowOf(index));
    const file = await print(report(rows));
    expect(file.pages.length).toBeGreaterThan(4);
    const text = textOf(file);
    for (const { serial } of rows) {
      expect(text.split(groupSerial(serial))).toHaveLength(2);
    }
    for (const [index, page] of file.pages.entries()) {
      expect(plain(page.text)).toContain('Finding');
      expect(plain(page.text)).toContain(`${index + 1}`);
    }
    expect(plain(file.pages[1]?.text ?? '')).toContain('Carton 7F3A91C2 · Nordfracht Logistik');
  });

  it('speaks German on Letter paper, and says that an open carton is not the last word', async () => {
    const open = report([rowOf(0, 'requested')], { isOpen: true, confirmations: [], profile: null });
    const text = textOf(await print(open, { locale: 'de', paper: 'letter' }));
    expect(text).toContain('Karton 7F3A91C2');
    expect(text).toContain('1 Angefragt');
    expect(text).toContain('Noch keine Übertragung bestätigt.');
    expect(text).toContain('Der Karton ist noch offen.');
    expect(text).toContain('wird je Gerät entschieden');
  });

  it('gives the same file for the same list', async () => {
    const bytes = async () => {
      const outcome = await createPdfReportPrinter().cartonReport(report([rowOf(0)]), { locale: 'en', paper: 'a4' });
      return outcome.kind === 'printed' ? Buffer.from(outcome.pdf).toString('base64') : '';
    };
    expect(await bytes()).toBe(await bytes());
  });
});
