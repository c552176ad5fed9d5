import type { SupportPart, SupportRequest } from '#core/domain/support/support-request.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Tick } from '../../ui/tick.tsx';
import { PartContent } from './part-content.tsx';

/** One part of a draft: whether it goes along, what it is in a few words, and all of it for whoever looks. */
export function ReviewedPart(props: {
  readonly part: SupportPart;
  readonly draft: SupportRequest;
  readonly isSent: boolean;
  readonly onChange: (isSent: boolean) => void;
}) {
  const texts = useTexts();
  const { part, draft, isSent, onChange } = props;
  const summary = summaryOf(texts, part, draft);
  if (summary === null) {
    return null;
  }
  return (
    <div className={isSent ? 'support-part' : 'support-part support-part-out'}>
      <Tick isSelected={isSent} onChange={onChange}>
        <span>
          <strong>{texts.t(`support.part.${part}`)}</strong>
          <span className="small dim support-summary">{isSent ? summary : texts.t('support.left-out')}</span>
        </span>
      </Tick>
      <details className="support-detail">
        <summary>{texts.t('support.look', { part: texts.t(`support.part.${part}`) })}</summary>
        <PartContent part={part} request={draft} />
      </details>
    </div>
  );
}

/** Null for a part that there is nothing of. */
function summaryOf(texts: Texts, part: SupportPart, draft: SupportRequest): string | null {
  switch (part) {
    case 'unit':
      return draft.unit === null
        ? null
        : texts.t('support.summary.unit', { serial: draft.unit.serial, customer: draft.unit.customer });
    case 'message':
      return draft.message?.text ?? null;
    case 'diagnostics':
      return draft.diagnostics === null
        ? null
        : texts.t('support.summary.diagnostics', {
            count: draft.diagnostics.length,
            notices: draft.diagnostics.filter(({ state }) => state !== 'ok').length,
          });
    case 'log':
      return draft.log === null || draft.log.length === 0
        ? null
        : texts.t('support.summary.log', { count: draft.log.length });
    case 'capture':
      return draft.capture === null
        ? null
        : texts.t('support.summary.capture', {
            count: draft.capture.lines.length,
            dropped: draft.capture.dropped,
          });
  }
}
