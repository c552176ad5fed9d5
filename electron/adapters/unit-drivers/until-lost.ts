import type { DriverContext } from '#core/ports/unit-driver.ts';
import type { ExchangeSession } from './exchange-session.ts';

/** Waits until the port is gone, at most as long as told: a unit that restarts answers first and leaves a moment later. */
export async function untilLost(
  { link, clock }: Pick<DriverContext, 'link' | 'clock'>,
  session: Pick<ExchangeSession, 'isLost'>,
  withinMs: number,
): Promise<void> {
  const waited = new AbortController();
  const unlisten = link.onLost(() => waited.abort());
  if (!session.isLost()) {
    await clock.sleep(withinMs, waited.signal);
  }
  unlisten();
}
