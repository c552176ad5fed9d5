import { useRef, useState } from 'react';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

/** A new secret, which nobody can show a second time, with its button to copy (PAIR-7). */
export function ShownSecret({ secret, onClose }: { readonly secret: string; readonly onClose: () => void }) {
  const texts = useTexts();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = () => {
    field.current?.select();
    // The asynchronous clipboard asks for a permission that the desktop shell gives to nobody; copying a selection needs none.
    setCopied(document.execCommand('copy'));
  };
  return (
    <div className="events-form">
      <Notice mark="warn">{texts.t('events.secret-text')}</Notice>
      <input
        ref={field}
        className="field-input mono"
        readOnly
        value={secret}
        aria-label={texts.t('events.secret')}
        translate="no"
      />
      <div className="dialog-buttons">
        <span role="status" className="dialog-said">
          {copied ? texts.t('events.copied') : ''}
        </span>
        <span className="push" />
        <Button onPress={onClose}>{texts.t('events.secret-kept')}</Button>
        <Button tone="go" onPress={copy} autoFocus>
          {texts.t('events.copy')}
        </Button>
      </div>
    </div>
  );
}
