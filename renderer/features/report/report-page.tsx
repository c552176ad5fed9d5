import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { useKeyActs } from '../shell/key-acts.ts';
import { Page } from '../shell/page.tsx';
import { bytesOfBase64 } from './bytes-of-base64.ts';
import { offerDownload } from './offer-download.ts';
import { type Paper, PaperChoice } from './paper-choice.tsx';
import { PdfPages } from './pdf-pages.tsx';
import './report.css';

const reportRoute = getRouteApi('/report/$sessionId');

/** The job report as it will be printed; a draft says so until the sheet is signed (REP-2). */
export function ReportPage() {
  const { sessionId } = reportRoute.useParams();
  const texts = useTexts();
  const [paper, setPaper] = useState<Paper>('A4');
  useScanPlace('report', { screen: 'bench', sessionId: null, awaiting: 'anything' });
  const locale = texts.locale === 'de' ? 'de' : 'en';
  const report = useStationQuery(['sheets', 'report', sessionId, paper, locale], (client) =>
    client.bench.report({ sessionId, paper, locale }),
  );
  return (
    <Page title={texts.t('report-page.title')} actions={<PaperChoice paper={paper} onChoose={setPaper} />}>
      <Answered query={report}>
        {(answer) => {
          switch (answer.kind) {
            case 'report':
              return <Preview key={paper} sessionId={sessionId} report={answer} />;
            case 'failed':
              return <Notice mark="stop">{texts.t('report-page.failed', { why: answer.why })}</Notice>;
            case 'no-such-sheet':
              return <Notice mark="warn">{texts.t('sheet.none')}</Notice>;
          }
        }}
      </Answered>
    </Page>
  );
}

interface Report {
  readonly pdfBase64: string;
  readonly pages: number;
  readonly fileName: string;
  readonly draft: boolean;
}

function Preview({ sessionId, report }: { readonly sessionId: string; readonly report: Report }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const bytes = useMemo(() => bytesOfBase64(report.pdfBase64), [report.pdfBase64]);
  useKeyActs('report', [
    { key: 'F12', label: 'print', control: 'print', act: () => window.print() },
    { key: 'F7', label: 'audit', needs: 'audit', act: () => void navigate({ to: '/audit', search: { sessionId } }) },
  ]);
  return (
    <div className="report">
      <div className="report-tools">
        {report.draft ? <Notice mark="warn">{texts.t('report-page.draft')}</Notice> : null}
        <Button tone="go" wide onPress={() => window.print()}>
          {texts.t('report-page.print')}
        </Button>
        <Button wide onPress={() => offerDownload(bytes, report.fileName)}>
          {texts.t('report-page.download')}
        </Button>
        {report.draft ? null : <SaveInFolder sessionId={sessionId} />}
        <Button wide onPress={() => void navigate({ to: '/sheet/$sessionId', params: { sessionId } })}>
          {texts.t('report-page.to-sheet')}
        </Button>
        <Button wide onPress={() => void navigate({ to: '/bench' })}>
          {texts.t('sign.next-unit')}
        </Button>
        <p className="tiny dim mono report-name" translate="no">
          {report.fileName}
        </p>
      </div>
      <PdfPages bytes={bytes} expectedPages={report.pages} />
    </div>
  );
}

/** Puts the PDF into the station's report folder and says where that is. */
function SaveInFolder({ sessionId }: { readonly sessionId: string }) {
  const texts = useTexts();
  const acting = useActing();
  const [said, setSaid] = useState<{ readonly kind: 'saved' | 'failed'; readonly text: string } | null>(null);
  const save = async () => {
    const answer = await acting((client) => client.bench.saveReport({ sessionId }));
    if (answer?.kind === 'saved') {
      setSaid({ kind: 'saved', text: answer.path });
    } else if (answer?.kind === 'failed') {
      setSaid({ kind: 'failed', text: answer.why });
    }
  };
  return (
    <>
      <Button wide onPress={() => void save()}>
        {texts.t('report-page.save')}
      </Button>
      <div role="status">
        {said === null ? null : (
          <Notice mark={said.kind === 'saved' ? 'ok' : 'stop'}>
            {texts.t(`report-page.${said.kind}`, { why: said.text })}
            {said.kind === 'saved' ? <span className="tiny mono report-path">{said.text}</span> : null}
          </Notice>
        )}
      </div>
    </>
  );
}
