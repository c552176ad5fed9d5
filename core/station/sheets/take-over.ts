import { refuse } from '../../domain/bench/bench-refusal.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import type { Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';
import { changeSheet, type SheetOutcome } from './change-sheet.ts';

/** Makes somebody else's open sheet the caller's own, in so many words (STA-1). Both names stand in the trail. */
export function takeOver(context: StationContext, principal: Principal, sessionId: SessionId): SheetOutcome {
  if (principal.kind !== 'person') {
    return refuse('nobody-to-sign');
  }
  const { store, bays } = context;
  const before = store.session(sessionId)?.owner?.name ?? null;
  const isWorking = bays.views().some((bay) => bay.sessionId === sessionId && bay.state === 'working');
  if (isWorking) {
    return refuse('work-under-way', { owner: before ?? '' });
  }
  return changeSheet(context, {
    sessionId,
    principal,
    event: { kind: 'taken-over', personId: principal.personId },
    audit: {
      action: 'sheet.taken-over',
      before: before === null ? null : { owner: before },
      after: { owner: principal.name },
    },
    feed: { mark: 'warn', key: 'sheet-taken-over', detail: { from: before ?? '', to: principal.name } },
  });
}
