import { useRef, useState } from 'react';
import type { Sheet } from '#core/contract/station/bench.ts';
import type { UnitVerdict } from '#core/domain/ownership/verdict.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { verdictWords } from './verdict-words.ts';

interface HandOverProps {
  readonly sheet: Sheet;
  readonly verdict: UnitVerdict;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** What somebody else has to know to help, ready to be copied: unit, what stands against it, where and when. Nothing is sent from here. */
export function HandOver(props: HandOverProps) {
  const texts = useTexts();
  return (
    <Dialog title={texts.t('owner.hand-over.title')} isOpen={props.isOpen} onClose={props.onClose}>
      <Message {...props} />
    </Dialog>
  );
}

function Message({ sheet, verdict, onClose }: HandOverProps) {
  const texts = useTexts();
  const info = useStationQuery(['station', 'info'], (client) => client.station.info());
  const field = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState(false);
  useScanPlace('hand-over', { screen: 'dialog', sessionId: sheet.session.id, awaiting: 'anything' });
  const words = verdictWords(sheet, verdict, texts);
  const message = [
    texts.t('owner.hand-over.unit', { type: sheet.unitTypeLabel ?? '', serial: sheet.session.label.serial }),
    texts.t('owner.hand-over.customer', { customer: sheet.session.customerName }),
    texts.t('owner.hand-over.problem', { code: verdict.next, text: texts.t(`codes.${verdict.next}.text`, words) }),
    texts.t('owner.hand-over.station', {
      station: info.data?.name ?? '',
      organization: info.data?.organizationName ?? '',
      version: info.data?.version ?? '',
    }),
    texts.t('owner.hand-over.checked', { time: texts.date(verdict.asOf, 'date-time-zone') }),
  ].join('\n');
  return (
    <>
      <p className="dim dialog-text">{texts.t('owner.hand-over.text')}</p>
      <textarea
        ref={field}
        className="field-input hand-over"
        readOnly
        rows={6}
        value={message}
        aria-label={texts.t('owner.hand-over.title')}
      />
      <div className="dialog-buttons">
        <Button
          tone="go"
          autoFocus
          onPress={() => {
            field.current?.select();
            // The asynchronous clipboard asks for a permission that the desktop shell gives to nobody; copying a selection needs none.
            setCopied(document.execCommand('copy'));
          }}
        >
          {texts.t('owner.hand-over.copy')}
        </Button>
        <Button onPress={onClose}>{texts.t('common.close')}</Button>
        <span role="status" className="dialog-said">
          {copied ? texts.t('owner.hand-over.copied') : ''}
        </span>
      </div>
    </>
  );
}
