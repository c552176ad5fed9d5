import { useState } from 'react';
import type { BusSetting } from '#core/contract/station/vehicle-bus.ts';
import { type BusAdapter, busAdapter } from '#core/domain/cable/bus-adapter.ts';
import { useActing } from '../../station/acting.ts';
import { useMay } from '../../station/rights.tsx';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';
import { Notice } from '../../ui/notice.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Choice, PortChoice } from '../readers/port-choice.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { SwitchOnDialog } from './switch-on-dialog.tsx';
import { TrailerWarning } from './trailer-warning.tsx';
import './vehicle-bus.css';

/** The adapter that reads a vehicle's own VIN (link.md §3): off, until an administrator has read what it must not be plugged into. */
export function VehicleBusPage() {
  const texts = useTexts();
  useScanPlace('vehicle-bus', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const setting = useStationQuery(['vehicle-bus', 'setting'], (client) => client.vehicleBus.setting());
  return (
    <Page title={texts.t('vehicle-bus.title')}>
      <div className="vehicle-bus">
        <section className="card vehicle-bus-card" aria-labelledby="vehicle-bus-what">
          <h2 id="vehicle-bus-what">{texts.t('vehicle-bus.what')}</h2>
          <p>{texts.t('vehicle-bus.what-text')}</p>
          <TrailerWarning />
        </section>
        <Answered query={setting}>{(answer) => <Adapter key={JSON.stringify(answer)} setting={answer} />}</Answered>
      </div>
    </Page>
  );
}

const usual: BusAdapter = { kind: 'slcan-truck', port: '', baudRate: 115_200 };
const kinds = busAdapter.shape.kind.options;
const rates = ['9600', '38400', '57600', '115200', '230400', '500000'] as const;

function Adapter({ setting }: { readonly setting: BusSetting }) {
  const texts = useTexts();
  const acting = useActing();
  const mayChange = useMay()('administer');
  const [adapter, set] = useState<BusAdapter>(setting.kind === 'on' ? setting.adapter : usual);
  const [asking, ask] = useState(false);
  const [refusal, refuse] = useState<string | null>(null);
  const change = (part: Partial<BusAdapter>) => set({ ...adapter, ...part });
  const chosen = busAdapter.safeParse(adapter);
  const switchOn = async () => {
    const answer = await acting((client) =>
      client.vehicleBus.switchOn({
        adapter: { ...adapter, port: adapter.port.trim() },
        warned: 'never-into-the-trailer-line',
      }),
    );
    if (answer?.kind === 'port-taken') {
      refuse(texts.t('readers.port-taken', { name: answer.by }));
    } else if (answer?.kind === 'bay-at-work') {
      refuse(texts.t('readers.bay-at-work', { number: answer.bay }));
    }
  };
  return (
    <section className="card vehicle-bus-card" aria-labelledby="vehicle-bus-adapter">
      <h2 id="vehicle-bus-adapter">{texts.t('vehicle-bus.adapter')}</h2>
      <Standing setting={setting} />
      {mayChange ? (
        <>
          <Choice label={texts.t('vehicle-bus.kind')} hint={texts.t(`vehicle-bus.kind-hint.${adapter.kind}`)}>
            <ChoiceBar
              label={texts.t('vehicle-bus.kind')}
              value={adapter.kind}
              choices={kinds.map((value) => ({ value, label: texts.t(`vehicle-bus.kind.${value}`) }))}
              onChoose={(kind) => change({ kind })}
            />
          </Choice>
          <PortChoice
            port={adapter.port}
            hint={texts.t('vehicle-bus.port-hint')}
            onChoose={(port) => change({ port })}
          />
          <Choice label={texts.t('readers.speed')} hint={texts.t('vehicle-bus.speed-hint')}>
            <ChoiceBar
              label={texts.t('readers.speed')}
              value={String(adapter.baudRate)}
              choices={rates.map((value) => ({ value, label: texts.number(Number(value)) }))}
              onChoose={(value) => change({ baudRate: busAdapter.shape.baudRate.parse(Number(value)) })}
            />
          </Choice>
          <div role="status">{refusal === null ? null : <Notice mark="stop">{refusal}</Notice>}</div>
          <div className="vehicle-bus-buttons">
            <Button tone="go" isDisabled={!chosen.success} onPress={() => ask(true)}>
              {texts.t(setting.kind === 'on' ? 'vehicle-bus.change' : 'vehicle-bus.switch-on')}
            </Button>
            {setting.kind === 'on' ? (
              <Button onPress={() => void acting((client) => client.vehicleBus.switchOff())}>
                {texts.t('vehicle-bus.switch-off')}
              </Button>
            ) : null}
          </div>
          <SwitchOnDialog isOpen={asking} onClose={() => ask(false)} onSwitchOn={() => void switchOn()} />
        </>
      ) : (
        <p className="dim">{texts.t('vehicle-bus.administrator')}</p>
      )}
    </section>
  );
}

function Standing({ setting }: { readonly setting: BusSetting }) {
  const texts = useTexts();
  return (
    <p className="vehicle-bus-standing">
      <StatusMark mark={setting.kind === 'on' ? 'ok' : 'idle'} />
      <span>
        {setting.kind === 'off'
          ? texts.t('vehicle-bus.is-off')
          : texts.t('vehicle-bus.is-on', {
              adapter: texts.t(`vehicle-bus.kind.${setting.adapter.kind}`),
              port: setting.adapter.port,
              by: setting.by,
              time: texts.date(setting.at, 'date-time'),
            })}
      </span>
    </p>
  );
}
