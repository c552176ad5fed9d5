import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { cartonId as asCartonId } from '#core/kernel/entity-ids.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { type Paper, PaperChoice } from '../report/paper-choice.tsx';
import { SheetPreview } from '../report/sheet-preview.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';

const listRoute = getRouteApi('/carton/$cartonId/list');

/** The list of a carton as it will be printed: every unit with what became of it (OWN-12). */
export function CartonListPage() {
  const cartonId = asCartonId.parse(listRoute.useParams().cartonId);
  const texts = useTexts();
  const navigate = useNavigate();
  const [paper, setPaper] = useState<Paper>('A4');
  useScanPlace('carton-list', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const locale = texts.locale === 'de' ? 'de' : 'en';
  const report = useStationQuery(['cartons', 'report', cartonId, paper, locale], (client) =>
    client.carton.report({ cartonId, paper, locale }),
  );
  return (
    <Page title={texts.t('carton.list-title')} actions={<PaperChoice paper={paper} onChoose={setPaper} />}>
      <Answered query={report}>
        {(answer) => {
          switch (answer.kind) {
            case 'report':
              return (
                <SheetPreview key={paper} sheet={answer} page="carton-list">
                  <Button wide onPress={() => void navigate({ to: '/carton/$cartonId', params: { cartonId } })}>
                    {texts.t('carton.to-carton')}
                  </Button>
                </SheetPreview>
              );
            case 'failed':
              return <Notice mark="stop">{texts.t('carton.print-failed', { why: answer.why })}</Notice>;
            case 'no-such-carton':
              return <Notice mark="warn">{texts.t('carton.none')}</Notice>;
          }
        }}
      </Answered>
    </Page>
  );
}
