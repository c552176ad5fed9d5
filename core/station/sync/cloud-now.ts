import { epochMs, type IsoTime, toIsoTime } from '../../kernel/iso-time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SyncEngine } from './create-sync-engine.ts';

/** The cloud's clock as far as this station knows it: trust and subscriptions end by that one (ORG-3). */
export function cloudNow({ clock, sync }: { readonly clock: Clock; readonly sync: SyncEngine }): IsoTime {
  return toIsoTime(epochMs(clock.now()) + (sync.status().clockOffsetMs ?? 0));
}
