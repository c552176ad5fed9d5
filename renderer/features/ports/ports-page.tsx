import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Switch } from 'react-aria-components';
import type { PortsView } from '#core/contract/station/ports.ts';
import { useActing } from '../../station/acting.ts';
import { useMay } from '../../station/rights.tsx';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { NamePort } from './name-port.tsx';
import { PortDoctor } from './port-doctor.tsx';
import { PortList } from './port-list.tsx';
import { PortSettings } from './port-settings.tsx';
import { TeltonikaCard } from './teltonika-card.tsx';
import './ports.css';

/** The serial ports of this station: which are bays, under which number, and why one cannot be used (INST-1). */
export function PortsPage() {
  const texts = useTexts();
  const acting = useActing();
  const { bay } = useSearch({ from: '/settings/ports' });
  const [isFinding, setFinding] = useState(false);
  useScanPlace('ports', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const ports = useStationQuery(['bays', 'ports'], (client) => client.ports.list());
  const findAgain = async () => {
    setFinding(true);
    await acting((client) => client.ports.find());
    await ports.refetch();
    setFinding(false);
  };
  return (
    <Page
      title={texts.t('ports.title')}
      actions={
        <Button needs="ports" isPending={isFinding} onPress={() => void findAgain()}>
          {texts.t(isFinding ? 'ports.finding' : 'ports.find')}
        </Button>
      }
    >
      <Answered query={ports}>{(answer) => <Ports key={bay} view={answer} bay={bay} />}</Answered>
    </Page>
  );
}

function Ports({ view, bay }: { readonly view: PortsView; readonly bay: number | undefined }) {
  const may = useMay();
  const first = view.ports.find((port) => port.bay === bay) ?? view.ports.find(({ use }) => use === 'bay');
  const [chosen, choose] = useState(first?.key ?? null);
  const open = view.ports.find(({ key }) => key === chosen) ?? first ?? view.ports[0];
  return (
    <div className="card-columns">
      <div className="card-column">
        <PortList ports={view.ports} open={open?.key ?? null} onOpen={choose} />
        <Memory memory={view.memory} />
        <NamePort />
        <TeltonikaCard />
      </div>
      {open === undefined ? null : (
        <div className="card-column">
          {may('ports') ? <PortDoctor key={`doctor ${open.key}`} port={open} /> : null}
          <PortSettings key={`settings ${open.key}`} port={open} />
        </div>
      )}
    </div>
  );
}

function Memory({ memory }: { readonly memory: PortsView['memory'] }) {
  const texts = useTexts();
  const acting = useActing();
  const may = useMay();
  return (
    <section className="card card-body" aria-label={texts.t('ports.memory')}>
      <Switch
        className="switch"
        isSelected={memory === 'position'}
        isDisabled={!may('ports')}
        onChange={(isOn) => void acting((client) => client.ports.remember({ by: isOn ? 'position' : 'device' }))}
      >
        <span className="switch-track" aria-hidden="true" />
        {texts.t('ports.memory')}
      </Switch>
      <p className="dim small">{texts.t(`ports.memory.${memory}`)}</p>
    </section>
  );
}
