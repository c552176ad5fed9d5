import { useRef, useState } from 'react';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';

/** A button that copies a text, and says that it did. */
export function Copied({ label, text }: { readonly label: string; readonly text: string }) {
  const texts = useTexts();
  const field = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState<string | null>(null);
  const copy = () => {
    const source = field.current;
    if (source !== null) {
      // Copying a selection needs no permission; the desktop shell gives none to the clipboard.
      const before = document.activeElement;
      source.select();
      setCopied(document.execCommand('copy') ? text : null);
      if (before instanceof HTMLElement) {
        before.focus();
      }
    }
  };
  return (
    <span className="copied">
      <textarea ref={field} className="visually-hidden" tabIndex={-1} aria-hidden="true" readOnly value={text} />
      <Button size="list" onPress={copy} aria-label={label}>
        {texts.t('ports.copy')}
      </Button>
      <span role="status" className="small dim">
        {copied === text ? texts.t('ports.copied') : ''}
      </span>
    </span>
  );
}
