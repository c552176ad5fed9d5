import type { SupportRow } from '#core/contract/station/support.ts';
import { useTexts } from '../../text/text-provider.tsx';
import type { Mark } from '../../ui/status-mark.tsx';
import { Tag } from '../../ui/tag.tsx';

const marks = { waiting: 'wait', sent: 'ok', refused: 'stop' } as const satisfies Record<
  SupportRow['standing']['kind'],
  Mark
>;

/** How a request stands: saved and not sent, sent with its number, or not taken. */
export function StandingTag({ standing }: { readonly standing: SupportRow['standing'] }) {
  const texts = useTexts();
  return (
    <Tag mark={marks[standing.kind]}>
      {standing.kind === 'sent'
        ? texts.t('support.standing.sent', { number: standing.number })
        : texts.t(`support.standing.${standing.kind}`)}
    </Tag>
  );
}
