import type { CaptureChoice } from '#core/contract/station/captures.ts';
import { sessionId as asSessionId } from '#core/kernel/entity-ids.ts';

/** Which capture is open: a sheet's, or what went over the cable of a bay of late. */
export interface CapturesSearch {
  readonly sessionId?: string;
  readonly bay?: number;
}

export function readCapturesSearch(search: Record<string, unknown>): CapturesSearch {
  const { sessionId, bay } = search;
  return {
    ...(typeof sessionId === 'string' ? { sessionId } : {}),
    ...(typeof bay === 'number' && Number.isInteger(bay) && bay > 0 ? { bay } : {}),
  };
}

/** What the station is asked for; null where nothing is chosen. */
export function choiceOf({ sessionId, bay }: CapturesSearch): CaptureChoice | null {
  const parsed = asSessionId.safeParse(sessionId);
  if (parsed.success) {
    return { of: 'sheet', sessionId: parsed.data };
  }
  return bay === undefined ? null : { of: 'bay', bay };
}
