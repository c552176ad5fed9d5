import { Button as AriaButton } from 'react-aria-components';
import { useMay } from '../../station/rights.tsx';
import { useStation, useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { takeScan } from '../scan/scan-intake.ts';

/** The demo's tray: labels lying on the bench. Pressing one is like holding it under the reader. Absent on a real station. */
export function DemoTray({
  kinds = ['unit', 'broken', 'vin'],
}: {
  readonly kinds?: readonly ('unit' | 'vin' | 'broken')[];
}) {
  const texts = useTexts();
  const may = useMay();
  const station = useStation();
  const tray = useStationQuery(['demo', 'tray'], (client) => client.demo.tray());
  if (tray.data?.kind !== 'tray' || !may('scan')) {
    return null;
  }
  return (
    <section className="tray" aria-labelledby="tray">
      <h2 className="over" id="tray">
        {texts.t('demo.tray')}
      </h2>
      <ul>
        {tray.data.labels
          .filter((label) => kinds.includes(label.kind))
          .map((label) => {
            const story = `demo.tray.${label.story}`;
            return (
              <li key={label.id}>
                <AriaButton className="tray-label" onPress={() => void takeScan(station, label.text, 'demo-tray')}>
                  <span className="mono tray-code" translate="no">
                    {label.text}
                  </span>
                  <span className="tray-title">{texts.has(story) ? texts.t(story) : label.title}</span>
                </AriaButton>
              </li>
            );
          })}
      </ul>
    </section>
  );
}
