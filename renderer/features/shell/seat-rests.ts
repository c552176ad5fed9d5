import type { SeatView } from '#core/contract/station/access.ts';

/** What of a person's rights rests now, as the rest of the text key `shell.rests.<what>`; null when nothing does (STA-1). */
export type SeatRests = 'aged' | 'expired' | 'lock';

export function seatRests({ roster, supervising }: Extract<SeatView, { kind: 'signed-in' }>): SeatRests | null {
  if (roster === 'expired') {
    return 'expired';
  }
  if (supervising !== 'off') {
    return null;
  }
  return roster === 'aged' ? 'aged' : 'lock';
}
