import type { LabelPrinter } from '#core/ports/label-printer.ts';
import { findFaces, type ResolveFont } from '../pdf/report-fonts.ts';
import { createLabelSheetPdf } from './label-sheet.ts';
import { createLabelZpl } from './label-zpl.ts';

export interface LabelPrinterDeps {
  /** Where the font packages lie; needed by a packaged program only, the default is `node_modules`. */
  readonly resolveFont?: ResolveFont;
}

/** The station's label printer, for sheets and for thermal printers. Holds nothing, so it needs no closing. */
export function createLabelPrinter({ resolveFont }: LabelPrinterDeps = {}): LabelPrinter {
  return {
    async sheet(labels, options) {
      const fonts = findFaces(resolveFont);
      if (fonts.kind === 'missing') {
        return { kind: 'fonts-missing', files: fonts.files };
      }
      const { pdf, pages } = await createLabelSheetPdf({ labels, options, faces: fonts.faces });
      return { kind: 'printed', pdf, pages };
    },
    zpl: createLabelZpl,
  };
}
