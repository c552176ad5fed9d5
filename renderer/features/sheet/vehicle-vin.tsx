import { useEffect, useRef, useState } from 'react';
import type { BusReading } from '#core/contract/station/vehicle-bus.ts';
import { groupVin } from '#core/domain/identity/group-digits.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { SheetAct } from './use-sheet-act.ts';
import { vinWords } from './vin-field.tsx';
import '../vehicle-bus/vehicle-bus.css';

/**
 * Asks the vehicle itself for its VIN where this station has an adapter for that (link.md §3). What it says is offered and stays an offer until
 * somebody takes it: the plug may be another vehicle's, and a tractor tells its own VIN and never the trailer's.
 */
export function VehicleVin({ sessionId, act }: { readonly sessionId: string; readonly act: SheetAct }) {
  const texts = useTexts();
  const setting = useStationQuery(['vehicle-bus', 'setting'], (client) => client.vehicleBus.setting());
  const [told, tell] = useState<BusReading | null>(null);
  const answer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (told !== null) {
      answer.current?.scrollIntoView({ block: 'nearest' });
    }
  }, [told]);
  if (setting.data?.kind !== 'on') {
    return null;
  }
  const read = async () => {
    tell(null);
    tell(await act.run('vehicle', (client) => client.vehicleBus.readVin({ sessionId })));
  };
  const take = async (vin: string) => {
    const taken = await act.run('vehicle-take', (client) => client.vehicleBus.takeVin({ sessionId, vin }));
    if (taken?.kind === 'taken' || taken?.kind === 'not-offered') {
      tell(null);
    }
  };
  return (
    <div className="vehicle-vin">
      <Button needs="pair" isPending={act.running === 'vehicle'} onPress={() => void read()}>
        {texts.t(act.running === 'vehicle' ? 'vehicle-bus.reading' : 'vehicle-bus.read')}
      </Button>
      <div role="status" ref={answer}>
        {told === null ? null : <Told told={told} onTake={(vin) => void take(vin)} onLeave={() => tell(null)} />}
      </div>
    </div>
  );
}

function Told(props: {
  readonly told: BusReading;
  readonly onTake: (vin: string) => void;
  readonly onLeave: () => void;
}) {
  const texts = useTexts();
  const { told, onTake, onLeave } = props;
  switch (told.kind) {
    case 'told':
      return (
        <Notice mark={told.usable && told.codes.length === 0 ? 'idle' : 'warn'}>
          <div className="vehicle-vin-offer">
            <span>{texts.t('vehicle-bus.told')}</span>
            <span className="mono" lang="en" translate="no">
              {groupVin(told.vin)}
            </span>
            {told.codes.map((code) => (
              <span key={code}>{vinWords(texts, code)}</span>
            ))}
            <div className="panel-buttons">
              {told.usable ? <Button onPress={() => onTake(told.vin)}>{texts.t('vehicle-bus.take')}</Button> : null}
              <Button onPress={onLeave}>{texts.t('vehicle-bus.leave')}</Button>
            </div>
          </div>
        </Notice>
      );
    case 'several':
      return <Notice mark="warn">{texts.t('vehicle-bus.several', { vins: texts.list([...told.vins]) })}</Notice>;
    case 'trouble':
      return (
        <Notice mark="warn">
          {texts.t(`vehicle-bus.trouble.${told.reason}`)}
          {told.detail === '' ? null : <span className="mono small dim"> {told.detail}</span>}
        </Notice>
      );
    case 'off':
    case 'no-such-sheet':
      return null;
  }
}
