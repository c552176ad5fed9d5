import { type ReactNode, useRef, useState } from 'react';
import { useTexts } from '../text/text-provider.tsx';
import { Button } from './button.tsx';

/** A text to be copied into a mail or a message; nothing is sent from here. Says when it was copied. */
export function CopyText(props: {
  readonly label: string;
  readonly text: string;
  readonly onClose: () => void;
  /** Further buttons, at the end of the row. */
  readonly children?: ReactNode;
}) {
  const texts = useTexts();
  const field = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = () => {
    field.current?.select();
    // The asynchronous clipboard asks for a permission that the desktop shell gives to nobody; copying a selection needs none.
    setCopied(document.execCommand('copy'));
  };
  return (
    <>
      <p className="dim dialog-text">{texts.t('owner.hand-over.text')}</p>
      <textarea
        ref={field}
        className="field-input hand-over"
        readOnly
        rows={8}
        value={props.text}
        aria-label={props.label}
      />
      <div className="dialog-buttons">
        <Button tone="go" autoFocus onPress={copy}>
          {texts.t('owner.hand-over.copy')}
        </Button>
        <Button onPress={props.onClose}>{texts.t('common.close')}</Button>
        <span role="status" className="dialog-said">
          {copied ? texts.t('owner.hand-over.copied') : ''}
        </span>
        {props.children}
      </div>
    </>
  );
}
