import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { bytesOfBase64 } from '../report/bytes-of-base64.ts';
import { offerDownload } from '../report/offer-download.ts';
import { type Paper, PaperChoice } from '../report/paper-choice.tsx';
import { PdfPages } from '../report/pdf-pages.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { useKeyActs } from '../shell/key-acts.ts';
import { Page } from '../shell/page.tsx';
import '../report/report.css';

/** The control barcodes of the bench as they will be printed (ux rule 8). Scans are only shown, so that the codes can be tried. */
export function ControlSheetPage() {
  const texts = useTexts();
  const [paper, setPaper] = useState<Paper>('A4');
  const locale = texts.locale === 'de' ? 'de' : 'en';
  useScanPlace('control-sheet', { screen: 'test', sessionId: null, awaiting: 'anything' });
  const sheet = useStationQuery(['readers', 'control-sheet', paper, locale], (client) =>
    client.readers.controlSheet({ paper, locale }),
  );
  return (
    <Page title={texts.t('control-sheet.title')} actions={<PaperChoice paper={paper} onChoose={setPaper} />}>
      <Answered query={sheet}>
        {(answer) =>
          answer.kind === 'sheet' ? (
            <Preview key={paper} sheet={answer} />
          ) : (
            <Notice mark="stop">{texts.t('report-page.failed', { why: answer.why })}</Notice>
          )
        }
      </Answered>
    </Page>
  );
}

function Preview({
  sheet,
}: {
  readonly sheet: { readonly pdfBase64: string; readonly pages: number; readonly fileName: string };
}) {
  const texts = useTexts();
  const navigate = useNavigate();
  const bytes = useMemo(() => bytesOfBase64(sheet.pdfBase64), [sheet.pdfBase64]);
  useKeyActs('control-sheet', [{ key: 'F12', label: 'print', act: () => window.print() }]);
  return (
    <div className="report">
      <div className="report-tools">
        <Button tone="go" wide onPress={() => window.print()}>
          {texts.t('report-page.print')}
        </Button>
        <Button wide onPress={() => offerDownload(bytes, sheet.fileName)}>
          {texts.t('report-page.download')}
        </Button>
        <Button wide onPress={() => void navigate({ to: '/settings/readers' })}>
          {texts.t('readers.title')}
        </Button>
      </div>
      <PdfPages bytes={bytes} expectedPages={sheet.pages} />
    </div>
  );
}
