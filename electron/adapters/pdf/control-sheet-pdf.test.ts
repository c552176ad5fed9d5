import { afterEach, describe, expect, it } from 'vitest';
import { CONTROL_CODES } from '#core/domain/scanning/control-command.ts';
import { parseLabel } from '#core/domain/scanning/parse-label.ts';
import { createPdfReportPrinter } from './create-pdf-report-printer.ts';
import { type PrintedFile, readPrinted } from './read-printed.ts';

const open: PrintedFile[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((file) => file.close()));
});

async function print(locale: string, paper: 'a4' | 'letter'): Promise<PrintedFile> {
  const outcome = await createPdfReportPrinter().controlSheet({ locale, paper });
  const file = await readPrinted(outcome.kind === 'printed' ? outcome.pdf : new Uint8Array());
  open.push(file);
  return file;
}

describe('SCAN-4 the printed control codes of the bench', () => {
  it.each([
    ['en', 'a4'],
    ['de', 'a4'],
    ['en', 'letter'],
  ] as const)(
    'every code on one page can be read by our own reader and means what stands beside it: %s, %s',
    async (locale, paper) => {
      const file = await print(locale, paper);
      expect(file.pages).toHaveLength(1);
      const codes = await file.codes(1, ['Code128']);
      expect([...codes].sort()).toEqual(Object.values(CONTROL_CODES).sort());
      for (const code of codes) {
        expect(parseLabel(code)).toMatchObject({ kind: 'label', fields: { control: expect.any(String) } });
        expect(file.pages[0]?.text).toContain(code);
        expect(file.pages[0]?.alternatives).toContain(code);
      }
      expect(file.language).toBe(locale);
    },
  );

  it('no two codes stand in one line of sight of a reader', async () => {
    const [page] = (await print('en', 'a4')).pages;
    const at = (code: string) => page?.words.find((word) => word.text.includes(code));
    const [close, confirm] = [at('FB:CLOSE'), at('FB:CLOSE-YES')];
    expect((confirm?.left ?? 0) - (close?.right ?? 0)).toBeGreaterThan(72);
  });

  it('names the fonts that an installation lacks', async () => {
    const printer = createPdfReportPrinter({ resolveFont: (specifier) => `/nowhere/${specifier}` });
    expect(await printer.controlSheet({ locale: 'en', paper: 'a4' })).toMatchObject({ kind: 'fonts-missing' });
  });
});
