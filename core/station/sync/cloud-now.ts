import { epochMs, type IsoTime, toIsoTime } from '../../kernel/iso-time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SyncEngine } from './create-sync-engine.ts';

/** The cloud's clock as far as this station knows it: trust and subscriptions end by that one (ORG-3). */
export function cloudNow({ clock, sync }: { readonly clock: Clock; readonly sync: SyncEngine }): IsoTime {
  return toIsoTime(epochMs(clock.now()) + (sync.status().clockOffsetMs ?? 0));
}

/** A moment of the cloud's as this station's clock would have shown it: people and sheets compare it with moments of their own. */
export function byOwnClock({ sync }: { readonly sync: SyncEngine }, at: IsoTime): IsoTime {
  return toIsoTime(epochMs(at) - (sync.status().clockOffsetMs ?? 0));
}
