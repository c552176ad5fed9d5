import { useNavigate } from '@tanstack/react-router';
import { Button as AriaButton } from 'react-aria-components';
import type { CartonSummary } from '#core/contract/station/carton.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { type Mark, StatusMark } from '../../ui/status-mark.tsx';

/** Cartons of this station: open ones first, then those of before, each with what came of it. */
export function CartonList() {
  const texts = useTexts();
  const cartons = useStationQuery(['cartons', 'list'], (client) => client.carton.list({ limit: 8 }));
  if (cartons.data === undefined || cartons.data.length === 0) {
    return null;
  }
  return (
    <section aria-labelledby="cartons">
      <h2 className="over part-title" id="cartons">
        {texts.t('carton.earlier')}
      </h2>
      <ul className="sheet-rows card">
        {cartons.data.map((carton) => (
          <li key={carton.id}>
            <Row carton={carton} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ carton }: { readonly carton: CartonSummary }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const { counts, customerName, id, startedAt, startedBy, state } = carton;
  return (
    <AriaButton
      className="sheet-row"
      onPress={() => void navigate({ to: '/carton/$cartonId', params: { cartonId: id } })}
    >
      <StatusMark mark={markOf(carton)} isStill />
      <span>
        <strong>{customerName}</strong>
        <span className="small dim sheet-row-note">
          {texts.t('carton.earlier-counts', {
            done: counts.transferred,
            requested: counts.requested,
            refused: counts.refused + counts.lost,
          })}
        </span>
      </span>
      <span className="small push">
        {texts.t(`carton.earlier-${state}`)} · {startedBy}
      </span>
      <time className="tiny dim num" dateTime={startedAt}>
        {texts.date(startedAt, 'date-time')}
      </time>
    </AriaButton>
  );
}

function markOf({ counts, state }: CartonSummary): Mark {
  if (counts.requested > 0) {
    return 'wait';
  }
  if (counts.refused + counts.lost > 0) {
    return 'warn';
  }
  return state === 'open' ? 'work' : counts.transferred > 0 ? 'ok' : 'idle';
}
