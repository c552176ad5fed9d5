import type { SeatView } from '#core/contract/station/access.ts';
import { useActing } from '../../station/acting.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { seatRests } from '../shell/seat-rests.ts';

/** What of one's rights rests and why; after a lock the PIN puts a supervisor's back in force (STA-1, ux rule 29). */
export function SupervisorRights({ seat }: { readonly seat: Extract<SeatView, { kind: 'signed-in' }> }) {
  const texts = useTexts();
  const acting = useActing();
  const rests = seatRests(seat);
  if (rests === null) {
    return null;
  }
  return (
    <Notice
      mark="wait"
      action={
        rests === 'lock' ? (
          <Button size="list" onPress={() => void acting((client) => client.access.raise())}>
            {texts.t('person.raise')}
          </Button>
        ) : undefined
      }
    >
      {texts.t(`person.rests.${rests}`)}
    </Notice>
  );
}
