import { useTexts } from '../../text/text-provider.tsx';
import { Notice } from '../../ui/notice.tsx';

/** What such an adapter must never be plugged into: on the page for whoever plugs it in, and in the question before it is switched on. */
export function TrailerWarning() {
  const texts = useTexts();
  return (
    <Notice mark="warn">
      <strong>{texts.t('vehicle-bus.warning-title')}</strong>
      <p>{texts.t('vehicle-bus.warning')}</p>
    </Notice>
  );
}
