import { useNavigate } from '@tanstack/react-router';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';

/** Says over every page that the disk is nearly or quite full, or takes nothing any more (STA-4). Nothing to see while all is well. */
export function StorageNotice() {
  const texts = useTexts();
  const navigate = useNavigate();
  const state = useStationQuery(['storage', 'state'], (client) => client.storage.state());
  const standing = state.data?.standing ?? 'sound';
  if (standing === 'sound') {
    return null;
  }
  const isLow = standing === 'low';
  return (
    <div className={isLow ? 'frame-notice' : 'frame-notice frame-notice-stop'} role={isLow ? 'status' : 'alert'}>
      <StatusMark mark={isLow ? 'warn' : 'stop'} />
      <span className="notice-text">{texts.t(`storage.${standing}`)}</span>
      <Button size="list" onPress={() => void navigate({ to: '/settings/storage' })}>
        {texts.t('storage.show')}
      </Button>
    </div>
  );
}
