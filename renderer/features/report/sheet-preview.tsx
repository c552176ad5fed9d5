import { type ReactNode, useMemo } from 'react';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { useKeyActs } from '../shell/key-acts.ts';
import { bytesOfBase64 } from './bytes-of-base64.ts';
import { offerDownload } from './offer-download.ts';
import { PdfPages } from './pdf-pages.tsx';
import './report.css';

interface SheetPreviewProps {
  /** What the station rendered. */
  readonly sheet: { readonly pdfBase64: string; readonly pages: number; readonly fileName: string };
  /** Names the page among those that have keys of their own. */
  readonly page: string;
  /** Whether the control code for printing prints it; not where codes are only tried. */
  readonly heedsCodes?: boolean;
  /** Where to go from here: buttons below those for printing and keeping. */
  readonly children: ReactNode;
}

/** Paper as it will come out, with what can be done with it: the list of a carton, a job sheet, the control codes. */
export function SheetPreview({ sheet, page, heedsCodes = true, children }: SheetPreviewProps) {
  const texts = useTexts();
  const bytes = useMemo(() => bytesOfBase64(sheet.pdfBase64), [sheet.pdfBase64]);
  useKeyActs(page, [
    { key: 'F12', label: 'print', ...(heedsCodes ? { control: 'print' } : {}), act: () => window.print() },
  ]);
  return (
    <div className="report">
      <div className="report-tools">
        <Button tone="go" wide onPress={() => window.print()}>
          {texts.t('report-page.print')}
        </Button>
        <Button wide onPress={() => offerDownload(bytes, sheet.fileName)}>
          {texts.t('report-page.download')}
        </Button>
        {children}
        <p className="tiny dim mono report-name" translate="no">
          {sheet.fileName}
        </p>
      </div>
      <PdfPages bytes={bytes} expectedPages={sheet.pages} />
    </div>
  );
}
