import { useNavigate } from '@tanstack/react-router';
import { Button as AriaButton } from 'react-aria-components';
import type { BayView } from '#core/contract/station/cable.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { type Mark, StatusMark } from '../../ui/status-mark.tsx';
import { CartonButton } from '../carton/carton-button.tsx';
import { DemoCables } from '../demo/demo-cables.tsx';
import { shortPort } from './short-port.ts';
import { shortUnit } from './short-unit.ts';

/** The numbered bays, each with its own unit and progress, and whether the cable may be pulled (INST-6). */
export function BaysRail({ activeBay }: { readonly activeBay: number | null }) {
  const texts = useTexts();
  const bays = useStationQuery(['bays'], (client) => client.cable.bays());
  return (
    <section className="bench-bays" aria-labelledby="bays" data-region="bays" tabIndex={-1}>
      <h2 className="over" id="bays">
        {texts.t('bench.bays')}
      </h2>
      <ul>
        {bays.data?.map((bay) => (
          <li key={bay.bay}>
            <Bay bay={bay} active={bay.bay === activeBay} />
          </li>
        ))}
      </ul>
      {bays.data?.length === 0 ? <p className="small dim">{texts.t('bench.no-bays')}</p> : null}
      <CartonButton />
      <DemoCables />
    </section>
  );
}

function Bay({ bay, active }: { readonly bay: BayView; readonly active: boolean }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const open = () => {
    if (bay.sessionId !== null) {
      void navigate({ to: '/sheet/$sessionId', params: { sessionId: bay.sessionId } });
    }
  };
  return (
    <AriaButton
      className={active ? 'bay card bay-active' : 'bay card'}
      onPress={open}
      isDisabled={bay.sessionId === null}
    >
      <span className="bay-number">{bay.bay}</span>
      <span>
        <strong className={bay.unit === null ? '' : 'mono'}>
          {bay.unit === null ? texts.t('bench.bay-free') : shortUnit(bay.unit)}
        </strong>
        <span className="small dim bay-line">
          <BayState bay={bay} />
        </span>
      </span>
      <StatusMark mark={bayMark(bay)} />
      {bay.activity !== null && bay.activity.total > 0 ? (
        <progress
          className="bay-progress"
          value={bay.activity.done}
          max={bay.activity.total}
          aria-label={texts.t('bench.progress')}
        />
      ) : null}
    </AriaButton>
  );
}

function BayState({ bay }: { readonly bay: BayView }) {
  const texts = useTexts();
  if (bay.state === 'gone') {
    return texts.t('bench.bay-gone');
  }
  if (bay.activity !== null) {
    return bay.safeToUnplug
      ? say(texts, [`cable.doing.${bay.activity.key}`, texts.t('cable.working')])
      : texts.t('bench.do-not-unplug');
  }
  return bay.unit === null ? shortPort(bay.port) : texts.t('bench.safe-to-unplug');
}

function bayMark(bay: BayView): Mark {
  switch (bay.state) {
    case 'working':
      return 'work';
    case 'gone':
      return 'warn';
    case 'idle':
      return bay.unit === null ? 'idle' : 'ok';
  }
}
