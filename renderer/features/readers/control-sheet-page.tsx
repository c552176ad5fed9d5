import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { type Paper, PaperChoice } from '../report/paper-choice.tsx';
import { SheetPreview } from '../report/sheet-preview.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';

/** The control barcodes of the bench as they will be printed (ux rule 8). Scans are only shown, so that the codes can be tried. */
export function ControlSheetPage() {
  const texts = useTexts();
  const navigate = useNavigate();
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
            <SheetPreview key={paper} sheet={answer} page="control-sheet" heedsCodes={false}>
              <Button wide onPress={() => void navigate({ to: '/settings/readers' })}>
                {texts.t('readers.title')}
              </Button>
            </SheetPreview>
          ) : (
            <Notice mark="stop">{texts.t('report-page.failed', { why: answer.why })}</Notice>
          )
        }
      </Answered>
    </Page>
  );
}
