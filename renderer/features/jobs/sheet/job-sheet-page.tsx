import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { jobId as asJobId } from '#core/kernel/entity-ids.ts';
import { useStationQuery } from '../../../station/station-provider.tsx';
import { useTexts } from '../../../text/text-provider.tsx';
import { Answered } from '../../../ui/answered.tsx';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { type Paper, PaperChoice } from '../../report/paper-choice.tsx';
import { SheetPreview } from '../../report/sheet-preview.tsx';
import { useScanPlace } from '../../scan/scan-place.ts';
import { Page } from '../../shell/page.tsx';

const route = getRouteApi('/jobs/sheet/$jobId');

/** The job as it will be printed for the technician's hand (JOB-7). */
export function JobSheetPage() {
  const texts = useTexts();
  const navigate = useNavigate();
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
              return (
                <SheetPreview key={paper} sheet={answer} page="job-sheet">
                  <Button wide onPress={() => void navigate({ to: '/jobs/job/$jobId', params: { jobId } })}>
                    {texts.t('job-sheet.to-job')}
                  </Button>
                </SheetPreview>
              );
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
