import type { TextKey } from '#resources/texts/catalogues.ts';
import { type ActFailure, useActFailure } from '../../station/acting.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { ContactSupport } from '../support/contact-support.tsx';

/** Says that a button or key did not do what it should, and whether it may. Stays until it is read or the next act works. */
export function ActFailureNotice() {
  const texts = useTexts();
  const failure = useActFailure((state) => state.failure);
  return failure === null ? null : (
    <div className="frame-notice frame-notice-stop" role="alert">
      <StatusMark mark="stop" />
      <span className="notice-text">{texts.t(keyOf(failure))}</span>
      {failure === 'failed' ? (
        <ContactSupport
          code={null}
          said={texts.t('common.act-failed')}
          onLeave={() => useActFailure.setState({ failure: null })}
        />
      ) : null}
      <Button size="list" onPress={() => useActFailure.setState({ failure: null })}>
        {texts.t('common.close')}
      </Button>
    </div>
  );
}

function keyOf(failure: Exclude<ActFailure, 'declined'>): TextKey {
  switch (failure) {
    case 'failed':
      return 'common.act-failed';
    case 'disk-full':
    case 'not-saved':
    case 'stopped':
      return `storage.refused.${failure}`;
    default:
      return `common.${failure}`;
  }
}
