import { useNavigate } from '@tanstack/react-router';
import { useMay } from '../../station/rights.tsx';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useCameraPlace } from '../camera/camera-place.ts';
import { useCartonKey } from '../carton/carton-button.tsx';
import { DemoTray } from '../demo/demo-tray.tsx';
import { MyJobsBand } from '../jobs/worker/my-jobs-card.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { BenchLayout } from './bench-layout.tsx';
import { SheetRows } from './sheet-rows.tsx';

/** The bench before a unit is scanned: what to do, the sheets of late, and the demo's tray of labels. */
export function BenchPage() {
  const may = useMay();
  const camera = useCameraPlace();
  useCartonKey();
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  useScanPlace('bench', { screen: 'bench', sessionId: null, awaiting: 'unit' });
  const customer = seat.data?.kind === 'signed-in' ? seat.data.customer : null;
  return (
    <BenchLayout activeBay={null}>
      <div className="bench-start">
        {may('scan') ? <ScanPrompt customer={customer} openCamera={camera.open} /> : <LookOn />}
        <MyJobsBand />
        <DemoTray kinds={['unit', 'broken']} />
        <SheetRows />
      </div>
    </BenchLayout>
  );
}

function ScanPrompt(props: { readonly customer: { readonly name: string } | null; readonly openCamera: () => void }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const { customer } = props;
  return (
    <section className="scan-prompt card">
      <Icon name="scan" size={64} />
      <div>
        <h1>{texts.t('bench.scan-a-unit')}</h1>
        <p className="dim">
          {customer === null ? texts.t('bench.choose-customer') : texts.t('bench.scan-for', { name: customer.name })}
        </p>
      </div>
      {customer === null ? (
        <Button tone="go" onPress={() => void navigate({ to: '/' })}>
          {texts.t('bench.to-customers')}
        </Button>
      ) : (
        <Button needs="scan" onPress={props.openCamera}>
          {texts.t('camera.use')}
        </Button>
      )}
    </section>
  );
}

/** For a role that opens no sheets (ORG-2). */
function LookOn() {
  const texts = useTexts();
  return (
    <section className="scan-prompt card">
      <Icon name="hall" size={64} />
      <div>
        <h1>{texts.t('bench.look-on')}</h1>
        <p className="dim">{texts.t('bench.look-on-text')}</p>
      </div>
    </section>
  );
}
