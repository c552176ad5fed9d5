import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { LabelContent } from '#core/ports/label-printer.ts';
import { type PrintedFile, readPrinted } from '../pdf/read-printed.ts';
import { createLabelPrinter } from './create-label-printer.ts';

const label: LabelContent = {
  title: 'KL 99',
  code: '359315075384726',
  lines: ['EVO Pulse', 'VIN 03111444', 'Succeeded, 20 Nov 2026', 'a fourth line'],
  link: 'https://fitbay.example.com/verify?report=1042&head=7c1e90ab44d2',
};
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...label,
    code: `0000000000000${index + 10}`,
    link: `${label.link}${index}`,
  }));

const open: PrintedFile[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((file) => file.close()));
});

async function sheet(labels: readonly LabelContent[], paper: 'a4' | 'letter', usedLabels = 0): Promise<PrintedFile> {
  const outcome = await createLabelPrinter().sheet(labels, { locale: 'en', paper, usedLabels });
  const file = await readPrinted(outcome.kind === 'printed' ? outcome.pdf : new Uint8Array());
  open.push(file);
  return file;
}

describe('REP-3 labels on a sheet', () => {
  it('prints text and a code that reads back, for each label', async () => {
    const file = await sheet(many(3), 'a4');
    const text = file.pages[0]?.text ?? '';
    for (const word of ['KL 99', '000000000000012', 'EVO Pulse', 'VIN 03111444', 'Succeeded, 20 Nov 2026']) {
      expect(text).toContain(word);
    }
    expect(text).not.toContain('a fourth line');
    expect([...(await file.codes(1))].sort()).toEqual(many(3).map((one) => one.link));
  });

  it.each<['a4' | 'letter', number]>([
    ['a4', 24],
    ['letter', 30],
  ])('fills a sheet of %s with %i labels and goes on to the next', async (paper, perSheet) => {
    expect((await sheet(many(perSheet), paper)).pages).toHaveLength(1);
    expect((await sheet(many(perSheet + 1), paper)).pages).toHaveLength(2);
    expect((await sheet(many(perSheet), paper, 1)).pages).toHaveLength(2);
  });

  it('starts behind the labels that are gone', async () => {
    const [first] = (await sheet([label], 'a4')).pages;
    const [fifth] = (await sheet([label], 'a4', 4)).pages;
    const place = (page: typeof first) => page?.words.find((word) => word.text.includes('KL 99'));
    // Place 5 is the second of the second row: 70 mm to the right, 36 mm down.
    expect((place(fifth)?.left ?? 0) - (place(first)?.left ?? 0)).toBeCloseTo((70 * 72) / 25.4, 0);
    expect((place(first)?.base ?? 0) - (place(fifth)?.base ?? 0)).toBeCloseTo((36 * 72) / 25.4, 0);
  });

  it('sets long text smaller, never over the label’s edge', async () => {
    const long = {
      ...label,
      title: 'Przedsiębiorstwo Transportowe Żółć Łódź',
      code: 'WSM00000003111444',
      lines: ['W'.repeat(40)],
    };
    const file = await sheet([long], 'letter');
    expect(Math.max(...(file.pages[0]?.words ?? []).map((word) => word.right))).toBeLessThan(13.5 + 189);
  });
});

describe('REP-3 labels for a thermal printer', () => {
  const fields = (zpl: string) =>
    [...zpl.matchAll(/\^FH_\^FD(.*?)\^FS/g)].map(([, field = '']) =>
      field.replace(/_([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    );

  it('prints the code, title, number and three lines once', () => {
    const zpl = createLabelPrinter().zpl(label);
    expect(fields(zpl)).toEqual([`MA,${label.link}`, 'KL 99', '359315075384726', ...label.lines.slice(0, 3)]);
    expect(zpl.startsWith('^XA\n^CI28\n^PW456\n^LL256\n')).toBe(true);
    expect(zpl.match(/\^XZ/g)).toHaveLength(1);
  });

  it('lets no text act as a command', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'^~_\\XZFSab\n\u0010ß') }), (title) => {
        const zpl = createLabelPrinter().zpl({ ...label, title, lines: [] });
        expect(fields(zpl)[1]).toBe(title);
        expect(zpl.match(/[\^~][A-Z]{2}/g)).toEqual(
          '^XA ^CI ^PW ^LL ^FO ^BQ ^FH ^FD ^FS ^FO ^FH ^FD ^FS ^FO ^FH ^FD ^FS ^XZ'.split(' ').map(
            (command) =>
              // A0 (scalable font) carries a digit in its name and is counted apart.
              command,
          ),
        );
      }),
    );
  });

  it('keeps code and text inside the label for links of any length up to 213 bytes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 213 }), (length) => {
        const zpl = createLabelPrinter().zpl({ ...label, link: 'x'.repeat(length) });
        const magnification = Number(/\^BQN,2,(\d+)/.exec(zpl)?.[1]);
        const textLeft = Number(/\^FO(\d+),24\^A0/.exec(zpl)?.[1]);
        expect(magnification).toBeGreaterThanOrEqual(3);
        expect(textLeft).toBeLessThan(300);
      }),
    );
  });
});
