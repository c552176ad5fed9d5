import { useNavigate } from '@tanstack/react-router';
import { Button as AriaButton } from 'react-aria-components';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useKeyActs } from '../shell/key-acts.ts';

/** The way from the bench into carton mode, on every page that shows the bays. */
export function CartonButton() {
  const texts = useTexts();
  const navigate = useNavigate();
  return useHasCartons() ? (
    <AriaButton className="carton-way card" onPress={() => void navigate({ to: '/carton' })}>
      <Icon name="carton" size={26} />
      <span>
        <strong>{texts.t('bench.carton')}</strong>
        <span className="small dim carton-line">{texts.t('bench.carton-text')}</span>
      </span>
    </AriaButton>
  ) : null;
}

/** The same by key, where no sheet is open. */
export function useCartonKey(): void {
  const navigate = useNavigate();
  const hasCartons = useHasCartons();
  useKeyActs(
    'to-carton',
    hasCartons ? [{ key: 'F7', label: 'carton', act: () => void navigate({ to: '/carton' }) }] : [],
  );
}

/** Only where units go to a customer: our own are not transferred here (OWN-3), and not everybody may scan. */
function useHasCartons(): boolean {
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  return (
    seat.data?.kind === 'signed-in' &&
    seat.data.rights.includes('scan') &&
    seat.data.customer !== null &&
    seat.data.customer.id !== seat.data.organization.id
  );
}
