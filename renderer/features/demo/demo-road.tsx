import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { shortUnit } from '../bench/short-unit.ts';

/** The demo's units on the road. Pressing one lets it send its position and its VIN; what the centre makes of it stands above a moment later. */
export function DemoRoad() {
  const texts = useTexts();
  const acting = useActing();
  const [told, tell] = useState<{ readonly unit: string; readonly kind: 'heard' | 'not-heard' } | null>(null);
  const road = useStationQuery(['demo', 'road'], (client) => client.demo.road());
  if (road.data?.kind !== 'road' || road.data.drives.length === 0) {
    return null;
  }
  const drive = async (unit: string) => {
    tell(null);
    const answer = await acting((client) => client.demo.drive({ unit }));
    if (answer !== null && answer.kind !== 'not-a-demo') {
      tell({ unit, kind: answer.kind });
    }
  };
  return (
    <section className="tray demo-road" aria-labelledby="demo-road">
      <h2 className="over" id="demo-road">
        {texts.t('demo.road')}
      </h2>
      <ul>
        {road.data.drives.map(({ unit, story, sensorVin }) => (
          <li key={unit}>
            <AriaButton className="tray-label" onPress={() => void drive(unit)}>
              <span className="mono tray-code" translate="no">
                {shortUnit(unit)} {sensorVin ?? texts.t('pair.no-vin')}
              </span>
              <span className="tray-title">{say(texts, [`demo.road.${story}`, story])}</span>
            </AriaButton>
          </li>
        ))}
      </ul>
      <p className="small dim" role="status">
        {told === null ? '' : texts.t(`demo.road-${told.kind}`, { unit: shortUnit(told.unit) })}
      </p>
    </section>
  );
}
