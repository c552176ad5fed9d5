import { Fragment } from 'react';
import { Button as AriaButton, Switch } from 'react-aria-components';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { shortUnit } from '../bench/short-unit.ts';
import { DemoPlay } from './demo-play.tsx';

/** The demo's hands: the network plug, the cable of each bay, and which virtual unit lies there. Absent on a real station. */
export function DemoCables() {
  const texts = useTexts();
  const acting = useActing();
  const network = useStationQuery(['demo', 'network'], (client) => client.demo.network());
  const demo = useStationQuery(['demo', 'bays'], (client) => client.demo.bays());
  if (network.data?.kind !== 'network' || demo.data?.kind !== 'bays') {
    return null;
  }
  const { bays, units } = demo.data;
  const others = units.filter((unit) => bays.every((bay) => bay.unit !== unit));
  return (
    <section className="demo-switches" aria-labelledby="demo-switches">
      <h2 className="over" id="demo-switches">
        {texts.t('demo.switches')}
      </h2>
      <DemoSwitch
        label={texts.t('demo.network')}
        on={network.data.connected}
        onChange={(connected) => void acting((client) => client.demo.setNetwork({ connected }))}
      />
      {bays.map(({ bay, plugged, unit }) => (
        <Fragment key={bay}>
          <div className="demo-bay">
            <DemoSwitch
              label={texts.t('demo.cable', { bay })}
              on={plugged}
              onChange={(isPlugged) => void acting((client) => client.demo.setBay({ bay, plugged: isPlugged }))}
            />
            <Exchange
              bay={bay}
              unit={unit}
              next={unitAfter(units, unit, others)}
              onExchange={(next) => void acting((client) => client.demo.setBay({ bay, plugged, unit: next }))}
            />
          </div>
          <DemoPlay bay={bay} />
        </Fragment>
      ))}
    </section>
  );
}

/** The next of the demo's units that lies on no bay, in their order and round in a circle. */
function unitAfter(units: readonly string[], unit: string | null, free: readonly string[]): string | null {
  const here = unit === null ? -1 : units.indexOf(unit);
  return free.find((other) => units.indexOf(other) > here) ?? free[0] ?? null;
}

function Exchange(props: {
  readonly bay: number;
  readonly unit: string | null;
  readonly next: string | null;
  readonly onExchange: (next: string) => void;
}) {
  const texts = useTexts();
  const { bay, unit, next, onExchange } = props;
  const name = unit === null ? texts.t('demo.no-unit') : shortUnit(unit);
  return (
    <AriaButton
      className="demo-unit mono"
      isDisabled={next === null}
      aria-label={texts.t('demo.exchange', { bay, unit: name })}
      onPress={() => {
        if (next !== null) {
          onExchange(next);
        }
      }}
    >
      {name} ⇄
    </AriaButton>
  );
}

function DemoSwitch(props: { readonly label: string; readonly on: boolean; readonly onChange: (on: boolean) => void }) {
  return (
    <Switch className="switch" isSelected={props.on} onChange={props.onChange}>
      <span className="switch-track" aria-hidden="true" />
      {props.label}
    </Switch>
  );
}
