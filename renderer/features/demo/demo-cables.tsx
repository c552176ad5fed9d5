import { Switch } from 'react-aria-components';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';

/** The demo's hands: the network plug and the cable of each bay. Absent on a real station. */
export function DemoCables() {
  const texts = useTexts();
  const acting = useActing();
  const network = useStationQuery(['demo', 'network'], (client) => client.demo.network());
  const bays = useStationQuery(['demo', 'bays'], (client) => client.demo.bays());
  if (network.data?.kind !== 'network' || bays.data?.kind !== 'bays') {
    return null;
  }
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
      {bays.data.bays.map((bay) => (
        <DemoSwitch
          key={bay.bay}
          label={texts.t('demo.cable', { bay: bay.bay })}
          on={bay.plugged}
          onChange={(plugged) => void acting((client) => client.demo.setBay({ bay: bay.bay, plugged }))}
        />
      ))}
    </section>
  );
}

function DemoSwitch({
  label,
  on,
  onChange,
}: {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}) {
  return (
    <Switch className="switch" isSelected={on} onChange={onChange}>
      <span className="switch-track" aria-hidden="true" />
      {label}
    </Switch>
  );
}
