import type { Sheet } from '#core/contract/station/bench.ts';
import type { UnitVerdict } from '#core/domain/ownership/verdict.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { Dialog } from '../../ui/dialog.tsx';
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
    <Dialog
      title={texts.t('owner.hand-over.title')}
      isOpen={props.isOpen}
      onClose={props.onClose}
      sessionId={props.sheet.session.id}
    >
      <Message {...props} />
    </Dialog>
  );
}

function Message({ sheet, verdict, onClose }: HandOverProps) {
  const texts = useTexts();
  const info = useStationQuery(['station', 'info'], (client) => client.station.info());
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
  return <CopyText label={texts.t('owner.hand-over.title')} text={message} onClose={onClose} />;
}
