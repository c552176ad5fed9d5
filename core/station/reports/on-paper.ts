import { catalogues } from '#resources/texts/catalogues.ts';
import type { FontsMissing, Printed, PrintOptions } from '../../ports/report-printer.ts';
import { createTexts, type Texts } from '../../texts/create-texts.ts';
import type { StationContext } from '../station-context.ts';

// What everything has in common that this station puts on paper: reports, lists of cartons, job sheets.

export interface PrintWish {
  readonly paper: 'A4' | 'Letter';
  readonly locale: 'en' | 'de';
}

/** `failed`: the fonts are not all there, `why` names the files. */
export type PaperOutcome =
  | { readonly kind: 'report'; readonly pdf: Uint8Array; readonly pages: number; readonly fileName: string }
  | { readonly kind: 'failed'; readonly why: string };

/** Texts in the reader's language, with every moment in the zone of the bench. */
export function paperTexts({ timeZone }: Pick<StationContext, 'timeZone'>, { locale }: PrintWish): Texts {
  return createTexts({ locale, catalogues, timeZone, onMissing: 'show-key' });
}

export function paperOptions({ locale, paper }: PrintWish): PrintOptions {
  return { locale, paper: paper === 'A4' ? 'a4' : 'letter' };
}

/** What the printer made, under the name of a file. */
export function asPaper(printed: Printed | FontsMissing, fileName: string): PaperOutcome {
  return printed.kind === 'fonts-missing'
    ? { kind: 'failed', why: printed.files.join(', ') }
    : { kind: 'report', pdf: printed.pdf, pages: printed.pages, fileName };
}
