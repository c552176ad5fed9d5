import { useRef, useState } from 'react';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';

/** The short Partner ID with its button to copy (ORG-4). */
export function PartnerCode({ code, partner }: { readonly code: string; readonly partner: string }) {
  const texts = useTexts();
  const shown = useRef<HTMLSpanElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = () => {
    const { current: node } = shown;
    const selection = window.getSelection();
    if (node === null || selection === null) {
      return;
    }
    selection.selectAllChildren(node);
    // The asynchronous clipboard asks for a permission that the desktop shell gives to nobody; copying a selection needs none.
    setCopied(document.execCommand('copy'));
    selection.removeAllRanges();
  };
  return (
    <span className="partner-code">
      <span className="mono" translate="no" ref={shown}>
        {code}
      </span>
      <Button size="list" aria-label={texts.t('partners.copy-code', { partner })} onPress={copy}>
        {texts.t(copied ? 'partners.copied' : 'partners.copy')}
      </Button>
      <span className="visually-hidden" role="status">
        {copied ? texts.t('partners.copied-code', { code }) : ''}
      </span>
    </span>
  );
}
