import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { CartonId } from '#core/kernel/entity-ids.ts';
import { cartonId as asCartonId } from '#core/kernel/entity-ids.ts';
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

const listRoute = getRouteApi('/carton/$cartonId/list');

/** The list of a carton as it will be printed: every unit with what became of it (OWN-12). */
export function CartonListPage() {
  const cartonId = asCartonId.parse(listRoute.useParams().cartonId);
  const texts = useTexts();
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
              return <Preview key={paper} cartonId={cartonId} {...answer} />;
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

function Preview(props: {
  readonly cartonId: CartonId;
  readonly pdfBase64: string;
  readonly pages: number;
  readonly fileName: string;
}) {
  const texts = useTexts();
  const navigate = useNavigate();
  const { cartonId, fileName, pages, pdfBase64 } = props;
  const bytes = useMemo(() => bytesOfBase64(pdfBase64), [pdfBase64]);
  useKeyActs('carton-list', [{ key: 'F12', label: 'print', control: 'print', act: () => window.print() }]);
  return (
    <div className="report">
      <div className="report-tools">
        <Button tone="go" wide onPress={() => window.print()}>
          {texts.t('report-page.print')}
        </Button>
        <Button wide onPress={() => offerDownload(bytes, fileName)}>
          {texts.t('report-page.download')}
        </Button>
        <Button wide onPress={() => void navigate({ to: '/carton/$cartonId', params: { cartonId } })}>
          {texts.t('carton.to-carton')}
        </Button>
        <p className="tiny dim mono report-name" translate="no">
          {fileName}
        </p>
      </div>
      <PdfPages bytes={bytes} expectedPages={pages} />
    </div>
  );
}
