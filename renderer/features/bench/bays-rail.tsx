import { Link, useNavigate } from '@tanstack/react-router';
import { Button as AriaButton } from 'react-aria-components';
import type { BenchBay } from '#core/contract/station/cable.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { CartonButton } from '../carton/carton-button.tsx';
import { DemoCables } from '../demo/demo-cables.tsx';
import { bayWords } from './bay-words.ts';

/** More than these make the cards lower, so that eight stand on the smallest screen. */
const roomyBays = 5;

/** The numbered bays, each with its own unit and progress, and whether the cable may be pulled (INST-6). */
export function BaysRail({ activeBay }: { readonly activeBay: number | null }) {
  const texts = useTexts();
  const bays = useStationQuery(['bays'], (client) => client.cable.bays());
  const isCrowded = (bays.data?.length ?? 0) > roomyBays;
  return (
    <section className="bench-bays" aria-labelledby="bays" data-region="bays" tabIndex={-1}>
      <h2 className="over" id="bays">
        {texts.t('bench.bays')}
      </h2>
      <ul className={isCrowded ? 'bays-crowded' : undefined}>
        {bays.data?.map((bay) => (
          <li key={bay.bay}>
            <Bay bay={bay} active={bay.bay === activeBay} />
          </li>
        ))}
      </ul>
      {bays.data?.length === 0 ? <NoBays /> : <ToCaptures bay={activeBay} />}
      <CartonButton />
      <DemoCables />
    </section>
  );
}

/** What went over the cables: of the bay whose sheet is open, or of all (INST-7). */
function ToCaptures({ bay }: { readonly bay: number | null }) {
  const texts = useTexts();
  const navigate = useNavigate();
  return (
    <Button size="list" wide onPress={() => void navigate({ to: '/captures', search: bay === null ? {} : { bay } })}>
      {texts.t('captures.title')}
    </Button>
  );
}

function NoBays() {
  const texts = useTexts();
  return (
    <p className="small dim">
      {texts.t('bench.no-bays')}{' '}
      <Link to="/settings/ports" search={{}}>
        {texts.t('bench.to-ports')}
      </Link>
    </p>
  );
}

/** Leads to the sheet of its unit, and where the bay is in trouble to the port doctor. */
function Bay({ bay, active }: { readonly bay: BenchBay; readonly active: boolean }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const isTrouble = bay.sessionId === null && bay.answer.kind === 'trouble';
  const open = () => {
    if (bay.sessionId !== null) {
      void navigate({ to: '/sheet/$sessionId', params: { sessionId: bay.sessionId } });
    } else if (isTrouble) {
      void navigate({ to: '/settings/ports', search: { bay: bay.bay } });
    }
  };
  const { head, isNumber, line, mark } = bayWords(texts, bay);
  return (
    <AriaButton
      className={active ? 'bay card bay-active' : 'bay card'}
      onPress={open}
      isDisabled={bay.sessionId === null && !isTrouble}
    >
      <span className="bay-number">{bay.bay}</span>
      <span>
        <strong className={isNumber ? 'mono' : ''}>{head}</strong>
        <span className="small dim bay-line">{line}</span>
      </span>
      <StatusMark mark={mark} />
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
