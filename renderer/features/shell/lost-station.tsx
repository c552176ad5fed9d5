import { useLive } from '../../station/live-store.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';

/** Says that the station's process does not answer. What is shown stays; nothing new can be done until it is back. */
export function LostStation() {
  const texts = useTexts();
  const connected = useLive((state) => state.connected);
  return connected ? null : (
    <div className="frame-notice" role="alert">
      <StatusMark mark="work" />
      {texts.t('shell.lost')}
    </div>
  );
}
