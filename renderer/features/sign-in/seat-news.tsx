import type { SeatView } from '#core/contract/station/access.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Notice } from '../../ui/notice.tsx';

/** What somebody who is about to sign in has to know: why the seat is empty, and what the list of people is good for (STA-1). */
export function SeatNews({ seat }: { readonly seat: SeatView }) {
  const texts = useTexts();
  const roster = useStationQuery(['seat', 'standing'], (client) => client.access.standing());
  const why = seat.kind === 'empty' ? seat.why : undefined;
  return (
    <>
      {why === undefined || why === 'not-believed' ? null : (
        <Notice mark="warn">{texts.t(`sign-in.why.${why}`)}</Notice>
      )}
      {roster.data?.trouble === 'not-believed' ? (
        <Notice mark="stop">{texts.t('sign-in.roster.not-believed')}</Notice>
      ) : null}
      {roster.data !== undefined && roster.data.trouble === null && roster.data.standing !== 'fresh' ? (
        <Notice mark="wait">{texts.t(`sign-in.roster.${roster.data.standing}`)}</Notice>
      ) : null}
    </>
  );
}
