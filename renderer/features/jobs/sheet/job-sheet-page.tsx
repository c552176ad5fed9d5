import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { jobId as asJobId } from '#core/kernel/entity-ids.ts';
import { useStationQuery } from '../../../station/station-provider.tsx';
import { useTexts } from '../../../text/text-provider.tsx';
import { Answered } from '../../../ui/answered.tsx';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { bytesOfBase64 } from '../../report/bytes-of-base64.ts';
import { offerDownload } from '../../report/offer-download.ts';
import { type Paper, PaperChoice } from '../../report/paper-choice.tsx';
import { PdfPages } from '../../report/pdf-pages.tsx';
import { useScanPlace } from '../../scan/scan-place.ts';
import { useKeyActs } from '../../shell/key-acts.ts';
import { Page } from '../../shell/page.tsx';
import '../../report/report.css';

const route = getRouteApi('/jobs/sheet/$jobId');

/** The job as it will be printed for the technician's hand (JOB-7). */
export function JobSheetPage() {
  const texts = useTexts();
  const { jobId } = route.useParams();
  const [paper, setPaper] = useState<Paper>('A4');
  const locale = texts.locale === 'de' ? 'de' : 'en';
  useScanPlace('job-sheet', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const sheet = useStationQuery(['jobs', 'sheet', jobId, paper, locale], (client) =>
    client.jobs.sheet({ id: asJobId.parse(jobId), paper, locale }),
  );
  return (
    <Page title={texts.t('job-sheet.page')} actions={<PaperChoice paper={paper} onChoose={setPaper} />}>
      <Answered query={sheet}>
        {(answer) => {
          switch (answer.kind) {
            case 'report':
              return <Preview key={paper} jobId={jobId} sheet={answer} />;
            case 'failed':
              return <Notice mark="stop">{texts.t('report-page.failed', { why: answer.why })}</Notice>;
            case 'unknown':
              return <Notice mark="warn">{texts.t('job-code.JOB_UNKNOWN')}</Notice>;
          }
        }}
      </Answered>
    </Page>
  );
}

interface PreviewProps {
  readonly jobId: string;
  readonly sheet: { readonly pdfBase64: string; readonly pages: number; readonly fileName: string };
}

function Preview({ jobId, sheet }: PreviewProps) {
  const texts = useTexts();
  const navigate = useNavigate();
  const bytes = useMemo(() => bytesOfBase64(sheet.pdfBase64), [sheet.pdfBase64]);
  useKeyActs('job-sheet', [{ key: 'F12', label: 'print', act: () => window.print() }]);
  return (
    <div className="report">
      <div className="report-tools">
        <Button tone="go" wide onPress={() => window.print()}>
          {texts.t('report-page.print')}
        </Button>
        <Button wide onPress={() => offerDownload(bytes, sheet.fileName)}>
          {texts.t('report-page.download')}
        </Button>
        <Button wide onPress={() => void navigate({ to: '/jobs/job/$jobId', params: { jobId } })}>
          {texts.t('job-sheet.to-job')}
        </Button>
      </div>
      <PdfPages bytes={bytes} expectedPages={sheet.pages} />
    </div>
  );
}
